/** Which lanes have a barrier, how is each, and who carries out what its steps ask for? */

import type { BarrierSettings } from '../contract/barrier-settings.ts';
import type { BarrierStatus } from '../contract/status-api.ts';
import type { BarrierEvent, BarrierTimes, BarrierTrouble } from '../core/barrier/barrier.ts';
import { newBarrier, nextBarrierStep, nextDueAtMs, OUTPUTS } from '../core/barrier/barrier.ts';
import type { LineSensor } from '../core/barrier/line-sensor.ts';
import { nextLineSensor } from '../core/barrier/line-sensor.ts';
import type { EntryId } from '../core/entry/entry.ts';
import type { PortLines } from '../devices/open-port.ts';
import type { PortFinder } from '../devices/port-finder.ts';
import type { RelayBoard } from '../devices/relay-board.ts';
import { openRelayBoard } from '../devices/relay-board.ts';
import type { RelayCommand } from '../devices/relay-commands.ts';
import { hexToBytes, relayCommand } from '../devices/relay-commands.ts';
import type { NotPassed, NotPassedFile } from './not-passed-file.ts';

/** How long an entry that the log could not take back waits for the next try. */
const TAKE_BACK_AGAIN_MS = 2_000;

export type BarrierDeskOptions = {
  readonly finder: PortFinder;
  /** Counted like readings are. */
  readonly nowMs: () => number;
  /** False where the log could not take it: asked again a little later. */
  readonly takeBack: (laneId: string, entry: EntryId) => boolean;
  /** What the log could not take, for the next start. */
  readonly notPassedFile: NotPassedFile;
  readonly onChange: () => void;
  readonly log: (event: string, fields: Record<string, number | string>) => void;
};

type LaneBarrier = {
  readonly status: () => BarrierStatus;
  readonly tell: (
    event: { readonly type: 'admitted'; readonly entry: EntryId } | { readonly type: 'refused' | 'tried' },
  ) => void;
  readonly noteBoard: (trouble: BarrierTrouble | null) => void;
  readonly noteWord: (word: Uint8Array) => void;
  readonly noteLines: (lines: PortLines | null) => void;
  readonly sensorWord: Uint8Array | null;
  readonly end: () => void;
};

type OpenBoard = { readonly key: string; readonly lanes: ReadonlyMap<string, LaneBarrier>; readonly board: RelayBoard };

export type BarrierDesk = {
  readonly apply: (barriers: readonly BarrierSettings[]) => void;
  /** Call after the entry's commit, never before. */
  readonly admitted: (laneId: string, entry: EntryId) => void;
  readonly refused: (laneId: string) => void;
  readonly test: (laneId: string) => 'opened' | 'no-barrier' | 'out-of-order';
  readonly statuses: () => BarrierStatus[];
  readonly close: () => Promise<void>;
};

export function openBarrierDesk(options: BarrierDeskOptions): BarrierDesk {
  let boards: readonly OpenBoard[] = [];
  const leaving = new Set<Promise<void>>();
  /** `null` until it is known what an earlier run left. */
  let undone: readonly NotPassed[] | null = null;
  let isKept = true;
  let undoneTimer: NodeJS.Timeout | null = null;

  /** A crash may have come between knowing and writing: then the log takes it now, or soon. */
  function settleEarlierRun(): void {
    if (undone !== null) return;
    undone = options.notPassedFile.read();
    if (undone.length === 0) return;
    options.log('taken-back-late', { openings: undone.length });
    undoneTimer = setTimeout(takeBackAgain, 0);
  }

  function notPassed(laneId: string, entry: EntryId): void {
    options.log('not-passed', { lane: laneId });
    if (options.takeBack(laneId, entry)) return;
    keepUndone([...(undone ?? []), { laneId, entry }]);
    undoneTimer ??= setTimeout(takeBackAgain, TAKE_BACK_AGAIN_MS);
  }

  function takeBackAgain(): void {
    undoneTimer = tryUndone() === 0 ? null : setTimeout(takeBackAgain, TAKE_BACK_AGAIN_MS);
  }

  /** How many the log still does not take. */
  function tryUndone(): number {
    const before = undone ?? [];
    const left = before.filter(({ laneId, entry }) => !options.takeBack(laneId, entry));
    if (left.length < before.length || !isKept) keepUndone(left);
    return left.length;
  }

  function keepUndone(left: readonly NotPassed[]): void {
    undone = left;
    isKept = options.notPassedFile.keep(left);
  }

  function openBoard(key: string, barriers: readonly BarrierSettings[]): OpenBoard {
    const lanes = new Map<string, LaneBarrier>();
    for (const barrier of barriers) {
      lanes.set(
        barrier.laneId,
        createLaneBarrier(barrier, (command) => board.send(command), notPassed, options),
      );
    }
    const each = (note: (lane: LaneBarrier) => void): void => {
      for (const lane of lanes.values()) note(lane);
    };
    const { path = '', baudRate = 9600 } = barriers[0] ?? {};
    const board = openRelayBoard({
      settings: { seeker: options.finder.seek(`relay ${path}`, { path, device: null }), baudRate },
      allOff: barriers.flatMap((barrier) =>
        OUTPUTS.map((output) => relayCommand(barrier.board, output, false)).filter((command) => command !== null),
      ),
      words: [...lanes.values()].map(({ sensorWord }) => sensorWord).filter((word) => word !== null),
      onReady: () => each((lane) => lane.noteBoard(null)),
      onTrouble: (trouble) => each((lane) => lane.noteBoard(trouble)),
      onWord: (word) => each((lane) => lane.noteWord(word)),
      onLines: barriers.some(({ passed }) => passed.kind === 'line')
        ? (lines) => each((lane) => lane.noteLines(lines))
        : undefined,
    });
    return { key, lanes, board };
  }

  function closeBoard({ lanes, board }: OpenBoard): void {
    for (const lane of lanes.values()) lane.end();
    const closing = board.close().finally(() => leaving.delete(closing));
    leaving.add(closing);
  }

  function laneBarrier(laneId: string): LaneBarrier | undefined {
    return boards.flatMap(({ lanes }) => lanes.get(laneId) ?? [])[0];
  }

  return {
    apply: (barriers) => {
      settleEarlierRun();
      const wanted = new Map<string, readonly BarrierSettings[]>();
      for (const path of new Set(barriers.map((barrier) => barrier.path))) {
        const together = barriers.filter((barrier) => barrier.path === path);
        wanted.set(JSON.stringify(together), together);
      }
      for (const board of boards) if (!wanted.has(board.key)) closeBoard(board);
      boards = [...wanted].map(
        ([key, together]) => boards.find((board) => board.key === key) ?? openBoard(key, together),
      );
    },
    admitted: (laneId, entry) => laneBarrier(laneId)?.tell({ type: 'admitted', entry }),
    refused: (laneId) => laneBarrier(laneId)?.tell({ type: 'refused' }),
    test: (laneId) => {
      const lane = laneBarrier(laneId);
      if (lane === undefined) return 'no-barrier';
      const { state } = lane.status();
      if (state === 'starting' || state === 'out-of-order') return 'out-of-order';
      lane.tell({ type: 'tried' });
      return 'opened';
    },
    statuses: () => boards.flatMap(({ lanes }) => [...lanes.values()].map((lane) => lane.status())),
    close: async () => {
      for (const board of boards) closeBoard(board);
      boards = [];
      if (undoneTimer !== null) clearTimeout(undoneTimer);
      // A last try; what is kept waits for the next start.
      const left = tryUndone();
      if (left > 0) options.log(isKept ? 'take-back-waits' : 'take-back-lost', { openings: left });
      undone = [];
      isKept = true;
      await Promise.all(leaving);
    },
  };
}

function createLaneBarrier(
  settings: BarrierSettings,
  send: (command: RelayCommand) => void,
  notPassed: (laneId: string, entry: EntryId) => void,
  { nowMs, onChange, log }: BarrierDeskOptions,
): LaneBarrier {
  const { laneId, passed } = settings;
  const times: BarrierTimes = {
    ...settings,
    passWithinMs: passed.kind === 'none' ? null : settings.passWithinMs,
  };
  const sensorWord = passed.kind === 'bytes' ? hexToBytes(passed.bytes) : null;
  let barrier = newBarrier();
  let sensor: LineSensor = { activeSinceMs: null };
  /** `undefined` until the board has said how it is. */
  let boardTrouble: BarrierTrouble | null | undefined;
  let sensorTrouble: BarrierTrouble | null = null;
  let timer: NodeJS.Timeout | null = null;

  function step(event: BarrierEvent): void {
    const before = barrier;
    const next = nextBarrierStep(barrier, event, times);
    barrier = next.barrier;
    for (const command of next.commands) {
      if (command.type === 'not-passed') {
        notPassed(laneId, command.entry);
        continue;
      }
      const bytes = relayCommand(settings.board, command.output, command.isOn);
      if (bytes !== null) send(bytes);
    }
    if (timer !== null) clearTimeout(timer);
    const dueAtMs = nextDueAtMs(barrier);
    timer =
      dueAtMs === null
        ? null
        : setTimeout(() => step({ type: 'due', atMs: nowMs() }), Math.max(1, Math.ceil(dueAtMs - nowMs())));
    if (barrier.isInOrder !== before.isInOrder || barrier.trouble !== before.trouble) {
      log('barrier-changed', { lane: laneId, trouble: barrier.trouble ?? 'none' });
    }
    if (barrier !== before) onChange();
  }

  function judge(): void {
    const trouble = boardTrouble ?? sensorTrouble;
    if (boardTrouble === undefined) return;
    if (trouble === null && barrier.isInOrder !== true) step({ type: 'board-ready', atMs: nowMs() });
    if (trouble !== null && barrier.trouble !== trouble) step({ type: 'out-of-order', trouble, atMs: nowMs() });
  }

  return {
    sensorWord,
    status: () => ({
      laneId,
      state: stateOf(),
      trouble: barrier.trouble,
      opened: barrier.opened,
      notPassed: barrier.notPassed,
      unexpected: barrier.unexpected,
      breakdowns: barrier.breakdowns,
    }),
    tell: (event) => step({ ...event, atMs: nowMs() }),
    noteBoard: (trouble) => {
      boardTrouble = trouble;
      if (trouble !== null) {
        sensor = { activeSinceMs: null };
        sensorTrouble = null;
      }
      judge();
    },
    noteWord: (word) => {
      if (sensorWord !== null && Buffer.from(word).equals(sensorWord)) step({ type: 'passed', atMs: nowMs() });
    },
    noteLines: (lines) => {
      if (passed.kind !== 'line') return;
      const seen = nextLineSensor(sensor, lines === null ? null : lines[passed.line], nowMs());
      sensor = seen.sensor;
      sensorTrouble = seen.trouble;
      if (seen.hasPassed) step({ type: 'passed', atMs: nowMs() });
      judge();
    },
    end: () => {
      // Nobody looks any longer, so nobody will know; their entries stand.
      if (barrier.waiting.length > 0) log('passing-unseen', { lane: laneId, openings: barrier.waiting.length });
      step({ type: 'ended', atMs: nowMs() });
      if (timer !== null) clearTimeout(timer);
    },
  };

  function stateOf(): BarrierStatus['state'] {
    if (barrier.isInOrder === null) return 'starting';
    if (!barrier.isInOrder) return 'out-of-order';
    return barrier.heldUntilMs.barrier === null ? 'closed' : 'open';
  }
}
