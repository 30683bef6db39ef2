/** What has this venue set, and is it safely on disk? */

import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../contract/settings.ts';
import { defaultSettings, settings as settingsSchema } from '../contract/settings.ts';
import { parseJson } from '../core/parse-json.ts';
import { readJsonFile, replaceJsonFile } from '../files/json-file.ts';

export type ReadSettings = { readonly settings: Settings; readonly state: 'ok' | 'unreadable' };

export type WrittenSettings =
  | { readonly type: 'written'; readonly settings: Settings }
  | { readonly type: 'refused'; readonly reason: 'invalid' | 'cannot-write'; readonly field: string | null };

export const SETTINGS_FILE = 'settings.json';
/** As they were before a newer version was tried: it may have left some that this one cannot read. */
const BEFORE_UPDATE_NAME = 'settings.before-update.json';

/** A gate starts on older settings, or on the defaults, rather than not at all; a file that cannot be read stays where it is. */
export function readSettings(dataDir: string): ReadSettings {
  let text: string;
  try {
    text = readFileSync(join(dataDir, SETTINGS_FILE), 'utf8');
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { settings: defaultSettings(), state: isMissing ? 'ok' : 'unreadable' };
  }
  const parsed = settingsSchema.safeParse(parseJson(text));
  if (parsed.success) return { settings: parsed.data, state: 'ok' };
  return { settings: readBeforeUpdate(dataDir) ?? defaultSettings(), state: 'unreadable' };
}

/** Throws the system's error: without a way back to them no other version is let at the settings. */
export function keepBeforeUpdate(dataDir: string): void {
  const { settings, state } = readSettings(dataDir);
  if (state === 'ok') replaceJsonFile(join(dataDir, BEFORE_UPDATE_NAME), settings);
}

/** `null` where there was no update. */
function readBeforeUpdate(dataDir: string): Settings | null {
  return settingsSchema.safeParse(readJsonFile(join(dataDir, BEFORE_UPDATE_NAME))).data ?? null;
}

/**
 * Checks the whole, then replaces the whole: whoever reads sees the complete old file or the complete new one.
 * An unreadable file is set aside as `settings.json.unreadable` before it is replaced.
 */
export function writeSettings(dataDir: string, candidate: unknown): WrittenSettings {
  const parsed = settingsSchema.safeParse(candidate);
  if (!parsed.success) {
    return { type: 'refused', reason: 'invalid', field: parsed.error.issues[0]?.path.join('.') ?? null };
  }
  const path = join(dataDir, SETTINGS_FILE);
  try {
    mkdirSync(dataDir, { recursive: true });
    if (readSettings(dataDir).state === 'unreadable') copyFileSync(path, `${path}.unreadable`);
    replaceJsonFile(path, parsed.data);
  } catch {
    // Full, read-only or locked disk: the old settings stay in force, and the screen says so.
    return { type: 'refused', reason: 'cannot-write', field: null };
  }
  return { type: 'written', settings: parsed.data };
}
