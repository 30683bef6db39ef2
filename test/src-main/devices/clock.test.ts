import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readBootId } from '../../../src-main/devices/boot-id.ts';
import { createClock } from '../../../src-main/devices/clock.ts';

test('the boot id is the same for every process of one boot, and short enough for an upload', () => {
  const script = `import { readBootId } from ${JSON.stringify(join(import.meta.dirname, '../../../src-main/devices/boot-id.ts'))};
    process.stdout.write(readBootId());`;
  const elsewhere = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(elsewhere).toBe(readBootId());
  expect(elsewhere).toMatch(/^[\w-]{8,64}$/);
});

test('a later process of the same boot has a later monotonic time', () => {
  const before = createClock().now().monotonicMs;
  const script = `import { monotonicNowMs } from ${JSON.stringify(join(import.meta.dirname, '../../../src-main/devices/clock.ts'))};
    process.stdout.write(String(monotonicNowMs()));`;
  const elsewhere = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(Number(elsewhere)).toBeGreaterThan(before);
});

/** A machine whose two clocks a test moves; they start at a believable time. */
function fakeMachine(wallUtcMs = Date.UTC(2026, 10, 24)) {
  let reading = { wallUtcMs, monotonicMs: 5_000 };
  return {
    read: () => reading,
    pass: (ms: number) => {
      reading = { wallUtcMs: reading.wallUtcMs + ms, monotonicMs: reading.monotonicMs + ms };
    },
    setWall: (byMs: number) => {
      reading = { ...reading, wallUtcMs: reading.wallUtcMs + byMs };
    },
  };
}

const UNKNOWN = { clockOffsetMs: null, clockUncertaintyMs: null };
const HOUR_MS = 3_600_000;

test('a moment carries the offset since the first comparison, less certain as time goes by', () => {
  const machine = fakeMachine();
  const clock = createClock(machine.read);
  expect(clock.now()).toMatchObject({ ...UNKNOWN, bootId: readBootId() });
  clock.sync({ offsetMs: -1_500, uncertaintyMs: 40 });
  expect(clock.now()).toMatchObject({ clockOffsetMs: -1_500, clockUncertaintyMs: 40 });
  machine.pass(10 * HOUR_MS);
  // 50 millionths of ten hours.
  expect(clock.now()).toMatchObject({ clockOffsetMs: -1_500, clockUncertaintyMs: 40 + 1_800 });
});

test.each([
  ['forward by two seconds', 2_000],
  ['forward by years', 73 * 365 * 24 * HOUR_MS],
  ['back by two seconds', -2_000],
  ['back to 1970', -Date.UTC(2026, 10, 24)],
])('a wall clock that is set %s makes the offset unknown until the next comparison', (_, byMs) => {
  const machine = fakeMachine();
  const clock = createClock(machine.read);
  clock.sync({ offsetMs: 10, uncertaintyMs: 5 });
  machine.pass(60_000);
  machine.setWall(byMs);
  expect(clock.now()).toMatchObject(UNKNOWN);
  machine.setWall(-byMs);
  expect(clock.now()).toMatchObject(UNKNOWN);
  clock.sync({ offsetMs: 20, uncertaintyMs: 6 });
  expect(clock.now()).toMatchObject({ clockOffsetMs: 20, clockUncertaintyMs: 6 });
});

test('a nudge of the time service is no jump, and counts as not known', () => {
  const machine = fakeMachine();
  const clock = createClock(machine.read);
  clock.sync({ offsetMs: 10, uncertaintyMs: 5 });
  machine.setWall(-300);
  expect(clock.now()).toMatchObject({ clockOffsetMs: 10, clockUncertaintyMs: 305 });
});

test('the wall clock may be set back, the monotonic time goes on', () => {
  const clock = createClock();
  const before = clock.now();
  const realNow = Date.now;
  Date.now = () => 0;
  const after = clock.now();
  Date.now = realNow;
  expect(after.wallUtcMs).toBe(0);
  expect(after.monotonicMs).toBeGreaterThanOrEqual(before.monotonicMs);
});

test.each([
  ['forward a day', 24 * HOUR_MS],
  ['back an hour, as where the zone was mended by the clock', -HOUR_MS],
  ['back to 1970', -Date.UTC(2026, 10, 24)],
])(
  'a clock that somebody sets %s is doubted until it is compared, or has been quiet for ten minutes',
  (_what, byMs) => {
    const machine = fakeMachine();
    const clock = createClock(machine.read);
    machine.pass(HOUR_MS);
    expect(clock.isDoubted()).toBe(false);
    machine.setWall(byMs);
    expect(clock.isDoubted()).toBe(true);
    machine.pass(9 * 60_000);
    expect(clock.isDoubted()).toBe(true);
    clock.sync({ offsetMs: 0, uncertaintyMs: 10 });
    expect(clock.isDoubted()).toBe(false);
    machine.setWall(byMs);
    expect(clock.isDoubted()).toBe(true);
    machine.pass(10 * 60_000);
    expect(clock.isDoubted()).toBe(false);
  },
);
