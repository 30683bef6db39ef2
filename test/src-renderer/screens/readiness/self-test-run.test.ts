import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReaderStatus } from '../../../../src-main/contract/status-api.ts';
import type { RunEvent, SelfTestRun } from '../../../../src-renderer/screens/readiness/self-test-run.ts';
import {
  awaitedReaders,
  beginRun,
  LONGEST_RUN_MS,
  nextRun,
  stageOf,
} from '../../../../src-renderer/screens/readiness/self-test-run.ts';

const reader = (id: string, laneId: string, part: Partial<ReaderStatus> = {}, codes = 0): ReaderStatus => ({
  id,
  laneId,
  kind: 'serial',
  state: 'ready',
  trouble: null,
  lastReadingAtUtcMs: null,
  port: null,
  health: { sinceUtcMs: 0, codes, halfCodes: 0, babbledCodes: 0, decodeWarnings: 0 },
  ...part,
});
const READERS = [
  reader('camera-1', 'lane-1', { kind: 'camera' }),
  reader('wedge-1', 'lane-1', { kind: 'wedge' }),
  reader('serial-2', 'lane-2'),
];

function played(run: SelfTestRun, ...events: readonly (readonly [number, RunEvent])[]): SelfTestRun {
  return events.reduce((now, [atMs, event]) => nextRun(now, event, atMs), run);
}
const looked: RunEvent = { type: 'looked', readers: READERS };

test('goes from the tones to each lane by itself, as each reader has read, and is over', () => {
  const heard = played(beginRun(['lane-1', 'lane-2'], 0), [8_000, { type: 'answered', heard: 'heard' }]);
  expect(stageOf(heard)).toEqual({ type: 'lane', laneId: 'lane-1' });
  const first = played(heard, [10_000, { type: 'tried', readerId: 'camera-1', trial: 'read' }], [10_500, looked]);
  expect(stageOf(first)).toEqual({ type: 'lane', laneId: 'lane-1' });
  const second = played(first, [11_500, looked]);
  expect(stageOf(second)).toEqual({ type: 'lane', laneId: 'lane-2' });
  const over = played(second, [13_000, { type: 'tried', readerId: 'serial-2', trial: 'read' }], [14_500, looked]);
  expect([stageOf(over), over.heard, over.trials]).toEqual([null, 'heard', { 'camera-1': 'read', 'serial-2': 'read' }]);
});

test('waits no longer than its time, and says what did not read', () => {
  const run = played(beginRun(['lane-1', 'lane-2'], 0), [20_000, looked], [40_000, looked], [LONGEST_RUN_MS, looked]);
  expect([stageOf(run), run.heard, run.trials]).toEqual([null, 'skipped', { 'camera-1': 'none', 'serial-2': 'none' }]);
});

test('a good read is not taken back by a bad one, and a bad one is mended', () => {
  const run = beginRun(['lane-1'], 0);
  const tried = (trial: 'read' | 'unread') => [1, { type: 'tried', readerId: 'camera-1', trial }] as const;
  expect(played(run, tried('unread'), tried('read'), tried('unread')).trials).toEqual({ 'camera-1': 'read' });
});

test('nobody waits for a reader that is not there, nor for a keyboard scanner that may not be', () => {
  const ids = (readers: readonly ReaderStatus[]) => awaitedReaders(readers, 'lane-1').map(({ id }) => id);
  expect(ids(READERS)).toEqual(['camera-1']);
  expect(ids([reader('wedge-1', 'lane-1', { kind: 'wedge' })])).toEqual(['wedge-1']);
  expect(ids([reader('a', 'lane-1'), reader('wedge-1', 'lane-1', { kind: 'wedge' }, 3)])).toEqual(['a', 'wedge-1']);
  expect(ids([reader('a', 'lane-1', { state: 'lost' })])).toEqual([]);
});

test('whatever people do, it is over within its minute and never goes back', () => {
  const event: fc.Arbitrary<RunEvent> = fc.oneof(
    fc.constant(looked),
    fc.constant<RunEvent>({ type: 'stage-skipped' }),
    fc.constant<RunEvent>({ type: 'answered', heard: 'not-heard' }),
    fc
      .tuple(fc.constantFrom('camera-1', 'wedge-1', 'serial-2'), fc.constantFrom('read' as const, 'unread' as const))
      .map(([readerId, trial]): RunEvent => ({ type: 'tried', readerId, trial })),
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 16 }), fc.array(fc.tuple(fc.nat(2_000), event)), (lanes, events) => {
      let run = beginRun(
        Array.from({ length: lanes }, (_, index) => `lane-${index + 1}`),
        0,
      );
      let nowMs = 0;
      for (const [stepMs, each] of events) {
        nowMs += stepMs;
        const next = nextRun(run, each, nowMs);
        expect(next.at).toBeGreaterThanOrEqual(run.at);
        run = next;
      }
      // Nobody does anything any more.
      for (let late = LONGEST_RUN_MS; stageOf(run) !== null; late += 250) {
        expect(late).toBeLessThan(LONGEST_RUN_MS + 18 * 250);
        run = nextRun(run, looked, Math.max(nowMs, late));
      }
    }),
  );
});
