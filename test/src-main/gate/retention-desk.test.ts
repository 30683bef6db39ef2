import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Moment } from '../../../src-main/core/entry/entry.ts';
import type { RetentionDesk } from '../../../src-main/gate/retention-desk.ts';
import { openRetentionDesk } from '../../../src-main/gate/retention-desk.ts';
import type { Store } from '../../../src-main/store/open-store.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { commitOne, openTestStore, storePath, testVault } from '../store/open-test-store.ts';
import { draft } from '../store/store-drafts.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 24, 5);
const RULE = { days: 30, warnDays: 5 };
/** A purge has a thread of its own, which has to be started. */
const WITHIN_MS = 60_000;

type Desk = {
  readonly desk: RetentionDesk;
  readonly dir: string;
  readonly store: Store;
  readonly renewBackup: ReturnType<typeof vi.fn>;
  readonly logged: (event: string) => Record<string, number | string>[];
  /** The machine's clock from now on, and what the collector said of it. */
  readonly setClock: (wallUtcMs: number, offsetMs: number | null) => void;
};

/** The desk of a log in which people came so many days ago. */
function deskAfter(daysAgo: readonly number[], prepare: (store: Store, dir: string) => void = () => undefined): Desk {
  const dir = temporaryDir();
  const store = openTestStore(dir);
  for (const days of daysAgo) {
    const at = { ...draft().at, wallUtcMs: NOW - days * DAY_MS, clockOffsetMs: null, clockUncertaintyMs: null };
    commitOne(store, { at });
  }
  prepare(store, dir);
  let moment: Moment = {
    wallUtcMs: NOW,
    monotonicMs: 0,
    bootId: 'boot',
    clockOffsetMs: null,
    clockUncertaintyMs: null,
  };
  const lines: { event: string; fields: Record<string, number | string> }[] = [];
  const renewBackup = vi.fn();
  const desk = openRetentionDesk({
    dataDir: dir,
    logPath: storePath(dir),
    store,
    key: testVault(dir).signer,
    clock: { now: () => moment },
    renewBackup,
    onLetGo: () => undefined,
    onChange: () => undefined,
    log: (event, fields = {}) => lines.push({ event, fields }),
    lookEveryMs: 3_600_000,
  });
  onTestFinished(() => desk.close());
  return {
    desk,
    dir,
    store,
    renewBackup,
    logged: (event) => lines.filter((line) => line.event === event).map(({ fields }) => fields),
    setClock: (wallUtcMs, offsetMs) => {
      moment = {
        ...moment,
        wallUtcMs,
        clockOffsetMs: offsetMs,
        clockUncertaintyMs: offsetMs === null ? null : 40,
      };
    },
  };
}

describe('the retention desk', () => {
  test('of a gate that was off for weeks purges as soon as the collector confirms the clock, and says what was never sent', async () => {
    const { desk, store, setClock, logged } = deskAfter([45, 44, 43, 20], (log) => {
      log.acknowledge(log.identity().epoch, [{ from: 1, to: 1 }], NOW - 45 * DAY_MS);
    });
    desk.apply(RULE, true);
    expect(desk.status().state).toBe('starting');
    expect(store.counts().pending).toBe(3);
    setClock(NOW, 0);
    desk.look();
    await vi.waitFor(() => expect(logged('purge-done')).toMatchObject([{ entries: 3 }]), WITHIN_MS);
    const { epoch } = store.identity();
    expect(logged('entries-purged')).toEqual([{ epoch, from: 1, to: 3, uploaded: 1, notUploaded: 2, refused: 0 }]);
    expect(logged('purged-without-upload')).toEqual([{ epoch, from: 2, to: 3 }]);
    expect(store.verifyChain()).toMatchObject({ entries: 1, broken: 0, receipts: { purges: 1 } });
  });

  test('deletes nothing and says so while the clock of a gate alone says 2050', () => {
    const { desk, store, setClock, logged } = deskAfter([45, 20]);
    setClock(Date.UTC(2050, 0, 1), 8_000 * DAY_MS);
    desk.apply(RULE, true);
    expect(desk.status().state).toBe('waits');
    expect(logged('retention-changed')).toEqual([{ state: 'waits', why: 'far-off' }]);
    expect(store.verifyChain()).toMatchObject({ entries: 2, receipts: { purges: 0 } });
  });

  test('lets go of passes that ran out, also at a gate that makes no more, and only by a sure clock', () => {
    const passOf = (id: string, expiresAtUtcMs: number) =>
      ({
        id,
        purpose: 'visitor',
        isOneTime: false,
        maskedName: '',
        madeAtUtcMs: NOW - 9 * DAY_MS,
        expiresAtUtcMs,
      }) as const;
    const { desk, store, setClock } = deskAfter([1], (log) => {
      log.addPasses([
        passOf('old', NOW - 2 * DAY_MS),
        passOf('lately', NOW - DAY_MS / 2),
        passOf('valid', NOW + DAY_MS),
      ]);
    });
    const kept = (): string[] =>
      store
        .listPasses(0, 10)
        .map(({ id }) => id)
        .sort();
    desk.apply(RULE, true);
    expect(kept()).toEqual(['lately', 'old', 'valid']);
    setClock(NOW, 0);
    desk.look();
    expect(kept()).toEqual(['lately', 'valid']);
  });

  test('takes off the watch list whose time has come, and only by a sure clock', () => {
    const watched = (tag: string, keepDays: number | null) =>
      ({
        subjectTag: tag.repeat(64),
        maskedNumber: `***${tag}`,
        action: 'check',
        addedAtUtcMs: NOW - 9 * DAY_MS,
        keepDays,
      }) as const;
    const { desk, store, setClock, logged } = deskAfter([1], (log) => {
      for (const each of [watched('a', 8), watched('b', 10), watched('c', null)]) log.addWatched(each);
    });
    const left = (): string[] =>
      store
        .listWatched()
        .map(({ maskedNumber }) => maskedNumber)
        .sort();
    desk.apply(RULE, true);
    expect(left()).toEqual(['***a', '***b', '***c']);
    setClock(NOW, 0);
    desk.look();
    expect(left()).toEqual(['***b', '***c']);
    expect(logged('watched-forgotten')).toEqual([{ count: 1 }]);
  });

  test('warns of what no collector has some days before it goes, and not a gate that has no collector', () => {
    const { desk, setClock } = deskAfter([26, 25.5, 20]);
    setClock(NOW, 0);
    desk.apply(RULE, true);
    expect(desk.status()).toEqual({ state: 'soon', unsent: 2, firstGoesAtUtcMs: NOW + 4 * DAY_MS });
    desk.apply(RULE, false);
    expect(desk.status().state).toBe('ok');
  });

  test('takes a shorter rule at once, has an emptied log backed up anew, and lets old damaged logs go', async () => {
    const { desk, dir, setClock, logged, renewBackup } = deskAfter([9, 8], (_log, folder) => {
      for (const utcMs of [NOW - 8 * DAY_MS, NOW - 2 * DAY_MS, 5]) {
        mkdirSync(join(folder, `damaged-${utcMs}`));
        writeFileSync(join(folder, `damaged-${utcMs}`, 'gate.sqlite'), 'what was left');
      }
    });
    setClock(NOW, 0);
    desk.apply(RULE, false);
    // While the first one is under way.
    desk.apply({ days: 7, warnDays: 1 }, false);
    await vi.waitFor(() => expect(logged('damaged-log-purged')).toHaveLength(1), WITHIN_MS);
    expect(logged('entries-purged')).toMatchObject([{ from: 1, to: 2 }]);
    expect(renewBackup).toHaveBeenCalledTimes(1);
    const isThere = (utcMs: number): boolean => existsSync(join(dir, `damaged-${utcMs}`));
    // The last was put aside by a wrong clock: it is dated anew.
    expect([NOW - 8 * DAY_MS, NOW - 2 * DAY_MS, 5, NOW].map(isThere)).toEqual([false, true, false, true]);
  });
});
