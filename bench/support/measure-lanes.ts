/** What becomes of scans when several lanes of one PC scan at once, none waiting for another? */

import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Database as Connection } from 'better-sqlite3';
import Database from 'better-sqlite3';
import type { ReaderSettings, Settings } from '../../src-main/contract/settings.ts';
import type { OpenedGate } from '../../src-main/gate/opened-gate.ts';
import type { PtyPair } from '../../test/support/pty-pair.ts';
import { openPtyPair } from '../../test/support/pty-pair.ts';
import { nextCard } from './fake-cards.ts';
import type { Painted, Screen } from './open-gate-and-screen.ts';
import type { Spread } from './statistics.ts';
import { nowMs, spread } from './statistics.ts';

export type LanesFigures = {
  readonly lanes: number;
  readonly seconds: number;
  readonly scans: number;
  /** Codes that were sent and stand nowhere in the log; rows of the log beyond one a code. */
  readonly lost: number;
  readonly doubled: number;
  /** Entries whose verdict was never painted: the next person's verdict came in the very same frame. */
  readonly overtaken: number;
  readonly committedMs: Spread;
  readonly shownMs: Spread;
};

type LanesBench = {
  readonly gate: OpenedGate;
  readonly screen: Screen;
  readonly dataDir: string;
  readonly lanes: number;
  readonly seconds: number;
};

/** Three people a second at each lane: four lanes make twelve scans a second. */
const SCANS_PER_LANE_AND_SECOND = 3;
/** How long the last scans may take before they count as lost. */
const LAST_SCANS_WITHIN_MS = 10_000;

type Sent = { readonly atMs: number };
type Taken = { readonly atMs: number; readonly seq: number };

/**
 * Lanes that scan on their own: people come when they come, at a steady pace on the whole and never in step, whatever
 * the other lanes do and whether or not the last verdict has been shown. Settings are as before when it returns.
 */
export async function measureLanes({ gate, screen, dataDir, lanes, seconds }: LanesBench): Promise<LanesFigures> {
  const ptys = await Promise.all(Array.from({ length: lanes }, openPtyPair));
  const { settings } = gate.snapshot();
  const laneIds = ptys.map((_, index) => `bench-lane-${index + 1}`);
  const sent = new Map<string, Sent[]>(laneIds.map((id) => [id, []]));
  const taken = new Map<string, Taken[]>(laneIds.map((id) => [id, []]));
  const lastId = lastRowId(dataDir);
  const stop = gate.subscribe((event) => {
    if (event.type === 'shown') {
      taken.get(event.shown.laneId)?.push({ atMs: nowMs(), seq: event.shown.entry?.seq ?? 0 });
    }
  });
  try {
    save(gate, withLanes(settings, laneIds, ptys));
    await untilReady(gate, lanes);
    const untilMs = nowMs() + seconds * 1_000;
    await Promise.all(ptys.map((pty, index) => scanUntil(untilMs, pty, sent.get(laneIds[index] ?? '') ?? [])));
    const scans = total(sent);
    const giveUpMs = nowMs() + LAST_SCANS_WITHIN_MS;
    while (total(taken) < scans && nowMs() < giveUpMs) await delay(50);
    await delay(500);
    const painted = new Map((await screen.allPainted()).map((each) => [each.seq ?? 0, each]));
    const rows = countRowsSince(dataDir, lastId);
    const times = laneIds.flatMap((id) => timesOf(sent.get(id) ?? [], taken.get(id) ?? [], painted));
    const shown = times.flatMap(({ shownMs }) => (shownMs === null ? [] : [shownMs]));
    return {
      lanes,
      seconds,
      scans,
      lost: scans - rows.people,
      doubled: rows.entries - rows.people,
      overtaken: times.length - shown.length,
      committedMs: spread(times.map(({ committedMs }) => committedMs)),
      shownMs: spread(shown),
    };
  } finally {
    stop();
    save(gate, settings);
    await Promise.all(ptys.map((pty) => pty.close()));
  }
}

/** Each lane knows its scans by their order: a line of bytes has no other. */
function timesOf(
  sent: readonly Sent[],
  taken: readonly Taken[],
  painted: ReadonlyMap<number, Painted>,
): { committedMs: number; shownMs: number | null }[] {
  return taken.flatMap(({ atMs, seq }, index) => {
    const scan = sent[index];
    if (scan === undefined) return [];
    const shown = painted.get(seq);
    return [{ committedMs: atMs - scan.atMs, shownMs: shown === undefined ? null : shown.atMs - scan.atMs }];
  });
}

async function scanUntil(untilMs: number, pty: PtyPair, sent: Sent[]): Promise<void> {
  const meanMs = 1_000 / SCANS_PER_LANE_AND_SECOND;
  let dueMs = nowMs() + Math.random() * meanMs;
  while (dueMs < untilMs) {
    await delay(Math.max(0, dueMs - nowMs()));
    await pty.write(Buffer.from(`${nextCard()}\r`, 'utf8'));
    sent.push({ atMs: nowMs() });
    dueMs += meanMs * (0.5 + Math.random());
  }
}

function withLanes(settings: Settings, laneIds: readonly string[], ptys: readonly PtyPair[]): Settings {
  const readers = ptys.map(
    ({ path }, index): ReaderSettings => ({
      kind: 'serial',
      id: `bench-reader-${index + 1}`,
      laneId: laneIds[index] ?? '',
      path,
      baudRate: 115200,
    }),
  );
  return { ...settings, lanes: laneIds.map((id) => ({ id, name: id, direction: 'in' })), readers };
}

async function untilReady(gate: OpenedGate, lanes: number): Promise<void> {
  const giveUpMs = nowMs() + 20_000;
  const ready = (): number =>
    gate.snapshot().status.readers.filter(({ id, state }) => id.startsWith('bench-reader-') && state === 'ready')
      .length;
  while (ready() < lanes) {
    if (nowMs() > giveUpMs) throw new Error('the readers of the lanes did not become ready');
    await delay(50);
  }
}

function lastRowId(dataDir: string): number {
  return askLog(dataDir, (log) => log.prepare('select coalesce(max(id), 0) from entry').pluck().get() as number);
}

function countRowsSince(dataDir: string, lastId: number): { entries: number; people: number } {
  return askLog(
    dataDir,
    (log) =>
      log
        .prepare('select count(*) as entries, count(distinct subject_tag) as people from entry where id > ?')
        .get(lastId) as { entries: number; people: number },
  );
}

/** The log as the disk has it, beside the running gate. */
function askLog<T>(dataDir: string, ask: (log: Connection) => T): T {
  const log = new Database(join(dataDir, 'gate.sqlite'), { readonly: true });
  try {
    return ask(log);
  } finally {
    log.close();
  }
}

function save(gate: OpenedGate, settings: Settings): void {
  const saved = gate.saveSettings({ settings });
  if (saved.type === 'refused') throw new Error(`settings refused: ${saved.field}`);
}

function total(lists: ReadonlyMap<string, readonly unknown[]>): number {
  return [...lists.values()].reduce((sum, list) => sum + list.length, 0);
}
