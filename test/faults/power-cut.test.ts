import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../src-main/store/open-store.ts';
import { makeOldLog } from '../src-main/store/old-log.ts';
import { storeOptions, testVault } from '../src-main/store/open-test-store.ts';
import { draft } from '../src-main/store/store-drafts.ts';
import type { CrashState } from '../support/crash-states.ts';
import { crashStates } from '../support/crash-states.ts';
import type { DiskStep } from '../support/recorded-writes.ts';
import { recordWrites, whyNotRecorded } from '../support/recorded-writes.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const COMMITS = 40;
const WITHIN_MS = 240_000;
const reason = whyNotRecorded();
if (reason !== null) process.stderr.write(`no power is cut: ${reason}\n`);

type Found = { readonly state: string; readonly trouble: string };

/** In memory where the system has such a folder: the states are many and short-lived. */
function fastDir(): string {
  const dir = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'gac-cong-power-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

function filesOf(dir: string): Map<string, Buffer> {
  return new Map(
    readdirSync(dir)
      .filter((name) => name.startsWith('gate.sqlite') && !name.endsWith('-shm'))
      .map((name) => [name, readFileSync(join(dir, name))]),
  );
}

function lastSaid(said: string, pattern: RegExp): number {
  return Number([...said.matchAll(pattern)].at(-1)?.[1] ?? 0);
}

/** What is wrong with a gate that starts on this disk; `null` = nothing. */
function troubleOf(state: CrashState, vaultDir: string, dir: string, entriesBefore: number): string | null {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir);
  for (const [name, content] of state.files) writeFileSync(join(dir, name), content);
  const answer = openStore({ ...storeOptions(vaultDir), path: join(dir, 'gate.sqlite') });
  if (answer.type === 'refused') return `refused: ${answer.reason}`;
  const { store } = answer;
  try {
    const committed = entriesBefore + lastSaid(state.said, /^committed (\d+)$/gm);
    const { entries, broken } = store.verifyChain();
    if (broken > 0) return `${broken} broken`;
    if (store.findDamage().length > 0) return 'damaged pages';
    if (entries < committed) return `${committed - entries} lost`;
    if (entries > committed + 1) return `${entries - committed} more than were committed`;
    // One that no commit followed may be undone: the entries go out again.
    const settled = state.said.slice(0, state.said.lastIndexOf('committed '));
    const acknowledged = lastSaid(settled, /^acknowledged (\d+)$/gm);
    const waiting = store.pending(entries + 1).filter(({ id }) => id.seq <= acknowledged && id.seq > acknowledged - 4);
    if (entriesBefore === 0 && waiting.length > 0) return 'an acknowledgement lost';
    return store.commit(draft()).type === 'committed' ? null : 'takes no entry';
  } finally {
    store.close();
  }
}

function tryAll(
  steps: readonly DiskStep[],
  before: ReadonlyMap<string, Buffer>,
  vaultDir: string,
  entriesBefore: number,
): Found[] {
  const dir = join(fastDir(), 'state');
  const found: Found[] = [];
  let tried = 0;
  for (const state of crashStates(steps, before, Math.random)) {
    tried += 1;
    const trouble = troubleOf(state, vaultDir, dir, entriesBefore);
    if (trouble !== null) found.push({ state: state.name, trouble });
  }
  const syncs = steps.filter(({ type }) => type === 'synced').length;
  process.stderr.write(`power cut: ${tried} states around ${syncs} syncs tried, ${found.length} not whole\n`);
  // A recorder that saw nothing would find nothing wrong.
  expect(tried).toBeGreaterThan(syncs);
  expect(syncs).toBeGreaterThan(3);
  return found;
}

describe.skipIf(reason !== null)('a power cut at any moment of a log', () => {
  test(
    `that is made, written ${COMMITS} times and folded: every state of the disk opens whole, with all that was committed`,
    () => {
      const dir = temporaryDir();
      testVault(dir);
      const steps = recordWrites('test/faults/power-cut-writer.ts', [dir, String(COMMITS)], dir, temporaryDir());
      expect(tryAll(steps, new Map(), dir, 0)).toEqual([]);
    },
    WITHIN_MS,
  );

  test(
    'that is brought up from version 10 with a full queue: it is of the old version or a newer one, and whole',
    () => {
      const dir = temporaryDir();
      const { entries } = makeOldLog(dir, 10, 3);
      const before = filesOf(dir);
      const steps = recordWrites('test/faults/power-cut-writer.ts', [dir, '0'], dir, temporaryDir());
      expect(tryAll(steps, before, dir, entries.length)).toEqual([]);
    },
    WITHIN_MS,
  );
});
