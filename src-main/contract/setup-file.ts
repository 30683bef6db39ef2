/** What is in a file or a code that sets up many gates alike, and what would its settings make of a gate? */

import { z } from 'zod';
import { parseJson } from '../core/parse-json.ts';
import { cleanLine } from './clean-line.ts';
import { settingsPublicKey } from './fleet-settings.ts';
import { isPlain, laidOver } from './laid-over.ts';
import type { Settings } from './settings.ts';
import { settings } from './settings.ts';
import type { SetupStep } from './setup-settings.ts';

/** Looked for beside `settings.json` when a gate starts. */
export const SETUP_FILE_NAME = 'setup.json';
export const SETUP_QR_PREFIX = 'gac-cong-setup:';
/** What fits the largest QR code that readers still read. */
export const MAX_SETUP_QR_BYTES = 2_900;
export const MAX_SETUP_FILE_BYTES = 65_536;

/**
 * What a fleet cannot share: the collector is joined by a code of its own, how far a setup has come is each gate's own. Everything
 * else of the settings may stand in a file, in whole or in part.
 */
const NEVER_SHARED: ReadonlySet<string> = new Set(['collector', 'setup']);
const SHARED = Object.keys(settings.shape).filter((name) => !NEVER_SHARED.has(name));

export const setupFile = z.strictObject({
  format: z.literal('gac-cong-setup'),
  version: z.literal(1),
  /** For people. */
  note: cleanLine(200).optional(),
  settings: z.partialRecord(z.enum(SHARED), z.unknown()).default({}),
  /** Of one collector, `GACCONG-SETUP:…`. */
  collectorCode: z
    .string()
    .max(4_096)
    .regex(/^GACCONG-SETUP:[\w-]+$/)
    .optional(),
  /** Whose signature counts under settings from afar, where no collector says it. */
  settingsKey: settingsPublicKey.optional(),
});
export type SetupFile = z.infer<typeof setupFile>;

export type ParsedSetup =
  | { readonly type: 'parsed'; readonly file: SetupFile }
  | { readonly type: 'refused'; readonly reason: 'too-large' | 'not-a-setup-file' | 'other-version' };

/** Text of a file, to what it says; the text of a code is unpacked first. */
export function parseSetup(text: string): ParsedSetup {
  if (text.length > MAX_SETUP_FILE_BYTES) return { type: 'refused', reason: 'too-large' };
  const candidate = parseJson(text.replace(/^\uFEFF/, ''));
  const parsed = setupFile.safeParse(candidate);
  if (parsed.success) return { type: 'parsed', file: parsed.data };
  const isOther = otherVersion.safeParse(candidate).success;
  return { type: 'refused', reason: isOther ? 'other-version' : 'not-a-setup-file' };
}

const otherVersion = z.looseObject({ format: z.literal('gac-cong-setup'), version: z.number().gt(1) });

export type MergedSettings =
  | { readonly type: 'merged'; readonly settings: Settings }
  | { readonly type: 'refused'; readonly field: string | null };

/** The gate's settings with the file's parts laid over them: objects part by part, lists as a whole. Checked whole. */
export function mergeSetup(now: Settings, file: SetupFile): MergedSettings {
  const parsed = settings.safeParse(laidOver(now, file.settings));
  return parsed.success
    ? { type: 'merged', settings: parsed.data }
    : { type: 'refused', field: parsed.error.issues[0]?.path.join('.') ?? null };
}

/** The steps that need nobody any more after this file. PINs and the practice are never among them. */
export function stepsCovered(file: SetupFile): SetupStep[] {
  const { venue, lanes, screen, retention } = file.settings;
  const covered: [SetupStep, boolean][] = [
    ['language', hasKey(screen, 'language')],
    ['venue', hasKey(venue, 'name') && hasKey(venue, 'kind')],
    ['lanes', lanes !== undefined],
    ['collector', file.collectorCode !== undefined],
    ['retention', hasKey(retention, 'days')],
  ];
  return covered.filter(([, isCovered]) => isCovered).map(([step]) => step);
}

/** Whether it says all that makes one gate differ from another: nobody has to be asked. */
export function isWholeSetup(file: SetupFile): boolean {
  const covered = stepsCovered(file);
  return covered.includes('venue') && covered.includes('lanes');
}

export const LEFT_OUT = ['name', 'lanes'] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

/**
 * This gate's settings as a file for others, with the public keys that they are to believe too: of releases, of settings from afar. Never in it: the
 * collector, and a proxy with somebody's password.
 */
export function setupFileOf(from: Settings, leftOut: readonly LeftOut[], settingsKey: string | null): SetupFile {
  const { collector: _collector, setup: _setup, venue, network, lanes, readers, barriers, ...rest } = from;
  const { name, ...otherVenue } = venue;
  return {
    format: 'gac-cong-setup',
    version: 1,
    settings: {
      venue: leftOut.includes('name') ? otherVenue : { ...otherVenue, name },
      // Readers and barriers stand on lanes: they go or stay with them.
      ...(leftOut.includes('lanes') ? {} : { lanes, readers, barriers }),
      ...rest,
      network: { ...network, proxy: withoutPassword(network.proxy) },
    },
    ...(settingsKey === null ? {} : { settingsKey }),
  };
}

function withoutPassword(proxy: string): string {
  return proxy.includes('@') ? '' : proxy;
}

function hasKey(value: unknown, key: string): boolean {
  return isPlain(value) && Object.hasOwn(value, key);
}
