import { expect, test } from 'vitest';
import { waitMeter } from '../../../src-main/host/kept-waiting.ts';

type Reading = readonly [pid: number, waitedMs: number | null, atMs: number, isAtDisk?: boolean];

function meterOver(readings: readonly Reading[]): number[] {
  let at = 0;
  const reading = (): Reading => readings[at] ?? [0, null, 0];
  const meter = waitMeter(
    () => {
      const [, waitedMs, , isAtDisk = false] = reading();
      return waitedMs === null ? null : { waitedNs: waitedMs * 1e6, isAtDisk };
    },
    () => reading()[2],
  );
  return readings.map(([pid]) => {
    const share = meter(pid);
    at += 1;
    return share;
  });
}

test('says for which share of the time since the last look a process was kept waiting', () => {
  expect(
    meterOver([
      [7, 100, 0],
      [7, 100, 1_000],
      [7, 850, 2_000],
      [7, 5_000, 3_000],
    ]),
  ).toEqual([0, 0, 0.75, 1]);
});

test('whom the disk keeps waiting was hardly silent, but is not waited for for ever', () => {
  expect(
    meterOver([
      [7, 0, 0],
      [7, 0, 1_000, true],
      [7, 950, 2_000, true],
      [7, 950, 3_000],
    ]),
  ).toEqual([0, 0.9, 0.95, 0]);
});

test('another process, one that is gone, and a system that does not say it begin anew', () => {
  expect(
    meterOver([
      [7, 100, 0],
      [8, 900, 1_000],
      [8, null, 2_000],
      [8, 1_900, 3_000],
    ]),
  ).toEqual([0, 0, 0, 0]);
});

test('the process that asks is no exception', () => {
  const meter = waitMeter();
  meter(process.pid);
  const share = meter(process.pid);
  expect(share >= 0 && share <= 1).toBe(true);
});
