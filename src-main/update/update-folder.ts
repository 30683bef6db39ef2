/** What do launcher and gate say to each other, and where does it lie? Each file has one writer; each is whole or not there. */

import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { LaunchState } from '../core/update/launch.ts';
import { ROLLBACK_REASONS } from '../core/update/launch.ts';
import { isVersion } from '../core/update/version.ts';
import { readJsonFile, replaceJsonFile } from '../files/json-file.ts';

const version = z.string().max(20).refine(isVersion);
const utcMs = z.number();
const count = z.int().min(0);
const rollbackReason = z.enum(ROLLBACK_REASONS);

/** Written by the launcher alone. */
const launchState = z.object({
  format: z.literal(1),
  base: version,
  current: version,
  previous: version.nullable(),
  trial: z.object({ version, starts: count, lastEnd: rollbackReason.nullable() }).nullable(),
  unwellStarts: count,
  sinceUtcMs: utcMs,
  bad: z.array(z.object({ version, reason: rollbackReason, atUtcMs: utcMs, times: count })).max(100),
  last: z
    .discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('taken'), version, atUtcMs: utcMs }),
      z.object({ outcome: z.literal('rolled-back'), version, reason: rollbackReason, atUtcMs: utcMs }),
    ])
    .nullable(),
});

/** In each version's folder: what to start, and what form of data it writes. `start[0]` is `node` or a path in the folder, the others are arguments. */
const versionFile = z.object({
  format: z.literal(1),
  version,
  start: z.array(z.string().min(1).max(300)).min(1).max(20),
});
export type VersionFile = z.infer<typeof versionFile>;

/** Written by the gate: try this version now. Holds for some minutes only, so that it is not found in the morning. */
const wish = z.object({ version, notAfterUtcMs: utcMs });
/** Written by the gate: the start with this id is well. */
const well = z.object({ startId: z.string().max(60) });
/** Written by the gate: what it knows of the releases that it was shown. */
const seen = z.object({
  newestUtcMs: utcMs.nullable(),
  goodLookAtUtcMs: utcMs.nullable(),
  freshUntilUtcMs: utcMs.nullable(),
});
export type Seen = z.infer<typeof seen>;

const FIVE_MINUTES_MS = 5 * 60_000;
const VERSION_FILE = 'version.json';
/** At the front of the name of a folder that is no version: not yet, or not any more. */
export const UNFINISHED = '.unfinished-';

export const versionsDir = (root: string): string => join(root, 'versions');
export const filesDir = (root: string): string => join(root, 'files');

export function readState(root: string): LaunchState | null {
  return launchState.safeParse(readJsonFile(join(root, 'state.json'))).data ?? null;
}

export function writeState(root: string, state: LaunchState): void {
  put(root, 'state.json', state);
}

/** `null` where the folder is none of a version, or lies under another version's name. */
export function readVersionFile(dir: string): VersionFile | null {
  return versionFile.safeParse(readJsonFile(join(dir, VERSION_FILE))).data ?? null;
}

/** Whether this folder holds that version, and what it is started by. */
export function holdsVersion(dir: string, wanted: string): boolean {
  const file = readVersionFile(dir);
  if (file?.version !== wanted) return false;
  const [program = 'node', ...args] = file.start;
  const started = program === 'node' ? args.find((each) => !each.startsWith('-')) : program;
  return started !== undefined && existsSync(join(dir, started));
}

/** The versions that lie beside the base, whole: a folder has its name only since it is. A disk may have lost of it since. */
export function laidDownVersions(root: string): string[] {
  return namesIn(versionsDir(root)).filter(
    (name) => isVersion(name) && holdsVersion(join(versionsDir(root), name), name),
  );
}

/** Its name first: half a version must not be taken for one. */
export function dropVersion(root: string, dropped: string): void {
  const going = join(versionsDir(root), `${UNFINISHED}${dropped}`);
  rmSync(going, { recursive: true, force: true });
  renameSync(join(versionsDir(root), dropped), going);
  rmSync(going, { recursive: true, force: true });
}

export function writeWish(root: string, wanted: string, nowUtcMs: number): void {
  put(root, 'wish.json', { version: wanted, notAfterUtcMs: nowUtcMs + FIVE_MINUTES_MS });
}

/** What is wished for now; one that is too old is none, and neither is one of a clock that has been put back since. */
export function readWish(root: string, nowUtcMs: number): string | null {
  const found = wish.safeParse(readJsonFile(join(root, 'wish.json'))).data;
  if (found === undefined) return null;
  const leftMs = found.notAfterUtcMs - nowUtcMs;
  return leftMs >= 0 && leftMs <= FIVE_MINUTES_MS ? found.version : null;
}

export function dropWish(root: string): void {
  rmSync(join(root, 'wish.json'), { force: true });
}

export function writeWell(root: string, startId: string): void {
  put(root, 'well.json', { startId });
}

export function isWell(root: string, startId: string): boolean {
  return well.safeParse(readJsonFile(join(root, 'well.json'))).data?.startId === startId;
}

export function readSeen(root: string): Seen {
  const nothing: Seen = { newestUtcMs: null, goodLookAtUtcMs: null, freshUntilUtcMs: null };
  return seen.safeParse(readJsonFile(join(root, 'seen.json'))).data ?? nothing;
}

export function writeSeen(root: string, next: Seen): void {
  put(root, 'seen.json', next);
}

export function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch {
    return []; // Not made yet, or not readable: nothing is there that could be started.
  }
}

function put(root: string, name: string, content: unknown): void {
  mkdirSync(root, { recursive: true, mode: 0o700 });
  replaceJsonFile(join(root, name), content);
}
