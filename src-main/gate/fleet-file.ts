/** What came from afar to this gate, which key it was signed by, and is that safely on disk? */

import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { SettingsDocument } from '../contract/fleet-settings.ts';
import { fleetDocument, settingsPublicKey } from '../contract/fleet-settings.ts';
import { targetKeyOf } from '../contract/fleet-target.ts';
import { parseJson } from '../core/parse-json.ts';
import type { Afar, Held } from '../core/settings/from-afar.ts';
import { nothingHeld } from '../core/settings/from-afar.ts';
import { replaceJsonFile } from '../files/json-file.ts';

/** Besides the gate's own `settings.json`, which nothing from afar ever changes. */
export const FLEET_STATE_FILE = 'fleet-settings.json';

export type HeldDocument = SettingsDocument & Afar;

export type FleetState = {
  /** Whose signatures count, and since which version they do; `null` = nobody's yet. */
  readonly key: { readonly publicKey: string; readonly fromVersion: number } | null;
  readonly held: Held<HeldDocument>;
};

export type ReadFleetState = { readonly state: FleetState; readonly isUnreadable: boolean };

const version = z.int().min(1);
const instant = z.number().min(0);
const held = fleetDocument.transform((document, context): HeldDocument => {
  if (document.kind === 'settings') return withKey(document);
  context.addIssue('no settings');
  return z.NEVER;
});
const waiting = z.strictObject({
  doc: held,
  isByHand: z.boolean(),
  sinceUtcMs: instant,
  deaths: z.int().min(0).max(10),
});

const stateFile = z.strictObject({
  version: z.literal(1),
  key: z.strictObject({ publicKey: settingsPublicKey, fromVersion: z.int().min(0) }).nullable(),
  held: z.strictObject({
    inForce: z.array(held).max(100),
    waiting: z.array(waiting).max(100),
    trial: waiting.nullable(),
    rolledBack: z.array(z.strictObject({ version, reason: z.string().max(40), atUtcMs: instant })).max(20),
    seen: z.array(z.strictObject({ version, targetKey: z.string().max(4_000) })).max(200),
  }),
});

export function nothingFromAfar(): FleetState {
  return { key: null, held: nothingHeld() };
}

/** A file that cannot be read stays where it is: the gate runs on its own settings, and says so. */
export function readFleetState(dataDir: string): ReadFleetState {
  let text: string;
  try {
    text = readFileSync(join(dataDir, FLEET_STATE_FILE), 'utf8');
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { state: nothingFromAfar(), isUnreadable: !isMissing };
  }
  const parsed = stateFile.safeParse(parseJson(text)).data;
  return parsed === undefined
    ? { state: nothingFromAfar(), isUnreadable: true }
    : { state: { key: parsed.key, held: parsed.held }, isUnreadable: false };
}

/**
 * All of it in one file that is replaced as a whole, waited for: whenever the power goes, either the step before stands there or the one
 * after. False where the disk refuses.
 */
export function writeFleetState(dataDir: string, { key, held: now }: FleetState): boolean {
  const path = join(dataDir, FLEET_STATE_FILE);
  try {
    if (readFleetState(dataDir).isUnreadable) copyFileSync(path, `${path}.unreadable`);
    replaceJsonFile(path, {
      version: 1,
      key,
      held: {
        ...now,
        inForce: now.inForce.map(documentOf),
        waiting: now.waiting.map((each) => ({ ...each, doc: documentOf(each.doc) })),
        trial: now.trial === null ? null : { ...now.trial, doc: documentOf(now.trial.doc) },
      },
    });
    return true;
  } catch {
    return false;
  }
}

export function withKey(document: SettingsDocument): HeldDocument {
  return { ...document, targetKey: targetKeyOf(document.target) };
}

function documentOf({ targetKey: _, ...document }: HeldDocument): SettingsDocument {
  return document;
}
