/** What becomes of each reading of this gate: lane, verdict, log, counts of the day, barrier, screens? */

import type { GateEvent } from '../contract/gate-api.ts';
import type { EntryAnswer, ReadingAnswer, Tried } from '../contract/scan-api.ts';
import type { LaneSettings } from '../contract/settings.ts';
import type { EntryId, Shown } from '../core/entry/entry.ts';
import type { RuleSettings } from '../core/entry/rule.ts';
import type { Tally } from '../core/entry/tally.ts';
import { countShown, dayStartUtcMs, emptyTally } from '../core/entry/tally.ts';
import type { Direction, Reason } from '../core/entry/verdict.ts';
import type { Corrections, GuardCorrected, GuardOrder, ScanPorts } from '../core/ports.ts';
import type { ManualEntry } from '../core/scan/handle-manual-entry.ts';
import { handleManualEntry, handleVehicle } from '../core/scan/handle-manual-entry.ts';
import { handleReading, tryReading } from '../core/scan/handle-reading.ts';
import type { Lane } from '../core/scan/lane.ts';
import { newLane, nextLane } from '../core/scan/lane.ts';
import type { Reading } from '../core/scan/reading.ts';
import type { LineSignal } from '../devices/serial-line.ts';
import type { Store } from '../store/open-store.ts';
import type { BarrierDesk } from './barrier-desk.ts';
import type { TestDesk } from './test-desk.ts';

const DAY_MS = 24 * 3_600_000;

export type ScanDeskOptions = {
  readonly lanes: readonly LaneSettings[];
  readonly rules: RuleSettings;
  readonly ports: ScanPorts;
  readonly log: (event: string, fields?: Record<string, number | string>) => void;
  readonly store: Corrections & Pick<Store, 'tallyOf'>;
  readonly tests: TestDesk;
  /** Every reading that comes, tried out or not. */
  readonly noteReading: (readerId: string, encoding: Reading['encoding']) => void;
  /** A code that was only tried out, as it was read. */
  readonly noteTried?: (reading: Reading, shown: Shown) => void;
  readonly barriers: Pick<BarrierDesk, 'admitted' | 'refused'>;
  readonly publish: (event: GateEvent) => void;
  /** Before a verdict is counted or shown: what the venue's desks have to say to it. */
  readonly settle?: (shown: Shown) => Shown;
  /** Something new stands in the log. */
  readonly onEntry: () => void;
  readonly onChange: () => void;
};

export type ScanDesk = {
  readonly apply: (lanes: readonly LaneSettings[], rules: RuleSettings) => void;
  readonly hasLane: (laneId: string) => boolean;
  readonly takeFrame: (readerId: string, reading: Reading, line: LineSignal | null) => void;
  readonly submitReading: (reading: Reading & { readonly readerId: string }) => ReadingAnswer;
  readonly submitManualEntry: (entry: ManualEntry & { readonly laneId: string }) => EntryAnswer;
  readonly scan: (reading: Reading) => Shown;
  /** False where the log could not take the correction: to be asked again. */
  readonly takeBack: (laneId: string, entry: EntryId) => boolean;
  /** What a guard says of an entry; where it is written, the counts follow and every screen hears of it. */
  readonly correct: (order: GuardOrder) => GuardCorrected;
  /** Opens for somebody whose name nobody takes down: an ambulance, a delivery. Recorded as everybody is. */
  readonly openByHand: (laneId: string, note: string) => EntryAnswer;
  readonly turnLane: (laneId: string, direction: Direction) => void;
  readonly tally: () => Tally;
  readonly isLogFailing: () => boolean;
};

/** The counts start from what the log holds of today, so that a restart does not start them again. */
export function openScanDesk(options: ScanDeskOptions): ScanDesk {
  const { ports, store, tests, barriers, publish, log } = options;
  let lanes = lanesOf(options.lanes, new Map());
  let { rules } = options;
  let isLogFailing = false;
  let tally = tallySoFar();

  function tallySoFar(): Tally {
    const nowUtcMs = ports.clock.now().wallUtcMs;
    const startUtcMs = dayStartUtcMs(nowUtcMs);
    return { ...emptyTally(nowUtcMs), ...store.tallyOf(startUtcMs, startUtcMs + DAY_MS) };
  }

  function laneOf({ laneId }: Reading): Lane {
    const lane = lanes.get(laneId);
    // Readers and callers name lanes of the settings only; the contract has checked it already.
    if (lane === undefined) throw new Error('reading for a lane that is not there');
    return lane;
  }

  function keepLane(lane: Lane): void {
    lanes = new Map(lanes).set(lane.id, lane);
  }

  function scan(reading: Reading): Shown {
    const { lane, shown } = handleReading(reading, laneOf(reading), rules, ports);
    keepLane(lane);
    return tell(shown);
  }

  /** Says what would become of a code, and lets nothing become of it. */
  function tryOut(readerId: string, reading: Reading, line: LineSignal | null): Tried {
    const shown = tryReading(reading, laneOf(reading), rules, ports);
    const tried: Tried = {
      readerId,
      encoding: reading.encoding,
      length: reading.text.length,
      line,
      shown: forScreens(shown),
    };
    options.noteTried?.(reading, shown);
    publish({ type: 'tried', tried });
    options.onChange();
    return tried;
  }

  function tell(found: Shown): Shown {
    const shown = options.settle?.(found) ?? found;
    if (shown.verdict === 'out-of-order') log('commit-failed', { reason: shown.reasons[0] ?? 'unknown' });
    if (shown.verdict === 'out-of-order') isLogFailing = true;
    // Only a new entry shows that the log is well again; a repeat points to an old one.
    else if (shown.entry !== null && shown.recordedAtUtcMs === null) isLogFailing = false;
    tally = countShown(tally, shown);
    moveBarrier(shown);
    publish({ type: 'shown', shown: forScreens(shown), tally });
    if (shown.entry !== null) options.onEntry();
    options.onChange();
    return shown;
  }

  /** Only what stands in the log opens, and only once: a repeat points to an entry that has had its opening. */
  function moveBarrier({ laneId, verdict, entry, recordedAtUtcMs }: Shown): void {
    if (verdict === 'admit' && entry !== null && recordedAtUtcMs === null) barriers.admitted(laneId, entry);
    else if (verdict === 'refuse' || verdict === 'check' || verdict === 'out-of-order') barriers.refused(laneId);
  }

  function noteTakenBack(laneId: string, entry: EntryId, why: Reason): void {
    tally = { ...tally, ...store.tallyOf(tally.dayStartUtcMs, tally.dayStartUtcMs + DAY_MS) };
    publish({ type: 'taken-back', laneId, entry, why, tally });
    options.onEntry();
    options.onChange();
  }

  return {
    apply: (laneSettings, nextRules) => {
      rules = nextRules;
      lanes = lanesOf(laneSettings, lanes);
    },
    hasLane: (laneId) => lanes.has(laneId),
    takeFrame: (readerId, reading, line) => {
      options.noteReading(readerId, reading.encoding);
      if (tests.isTesting(reading.laneId)) tryOut(readerId, reading, line);
      else scan(reading);
    },
    submitReading: ({ readerId, ...reading }) => {
      if (!lanes.has(reading.laneId)) return { type: 'unknown-lane' };
      options.noteReading(readerId, reading.encoding);
      if (tests.isTesting(reading.laneId)) return { type: 'tried', tried: tryOut(readerId, reading, null) };
      return { type: 'shown', shown: forScreens(scan(reading)) };
    },
    submitManualEntry: ({ laneId, ...entry }) => {
      const lane = lanes.get(laneId);
      if (lane === undefined) return { type: 'unknown-lane' };
      return { type: 'shown', shown: forScreens(tell(handleManualEntry(entry, lane, rules, ports))) };
    },
    scan,
    takeBack: (laneId, entry) => {
      const answer = store.takeBack(entry, ports.clock.now());
      if (answer.type === 'failed') {
        log('commit-failed', { reason: answer.reason });
        isLogFailing = true;
        return false;
      }
      if (answer.type === 'not-standing') return true;
      noteTakenBack(laneId, entry, 'not-passed');
      return true;
    },
    correct: (order) => {
      const answer = store.correct(order, ports.clock.now());
      if (answer.type === 'failed') {
        log('commit-failed', { reason: answer.reason });
        isLogFailing = true;
        options.onChange();
      }
      if (answer.type === 'committed') noteTakenBack(answer.laneId, order.entry, order.reason);
      return answer;
    },
    openByHand: (laneId, note) => {
      const lane = lanes.get(laneId);
      if (lane === undefined) return { type: 'unknown-lane' };
      return { type: 'shown', shown: forScreens(tell(handleVehicle(note, lane, rules, ports))) };
    },
    turnLane: (laneId, direction) => {
      const lane = lanes.get(laneId);
      if (lane !== undefined) keepLane(nextLane(lane, { type: 'direction-set', direction }));
    },
    tally: () => tally,
    isLogFailing: () => isLogFailing,
  };
}

/** The lanes of the settings; one that faces the same way as before keeps the half code that it holds. */
function lanesOf(settings: readonly LaneSettings[], before: ReadonlyMap<string, Lane>): ReadonlyMap<string, Lane> {
  return new Map(
    settings.map(({ id, direction }) => {
      const lane = before.get(id);
      return [id, lane?.direction === direction ? lane : newLane(id, direction)];
    }),
  );
}

/** The contract's arrays can be written to. */
function forScreens(shown: Shown): Tried['shown'] {
  return { ...shown, reasons: [...shown.reasons] };
}
