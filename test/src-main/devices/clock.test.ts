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
  const before = createClock({ offset: () => null }).now().monotonicMs;
  const script = `import { monotonicNowMs } from ${JSON.stringify(join(import.meta.dirname, '../../../src-main/devices/clock.ts'))};
    process.stdout.write(String(monotonicNowMs()));`;
  const elsewhere = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(Number(elsewhere)).toBeGreaterThan(before);
});

test('a moment carries the offset that is known just then', () => {
  let offset: { offsetMs: number; uncertaintyMs: number } | null = null;
  const clock = createClock({ offset: () => offset });
  expect(clock.now()).toMatchObject({ clockOffsetMs: null, clockUncertaintyMs: null, bootId: readBootId() });
  offset = { offsetMs: -1_500, uncertaintyMs: 40 };
  expect(clock.now()).toMatchObject({ clockOffsetMs: -1_500, clockUncertaintyMs: 40 });
});

test('the wall clock may be set back, the monotonic time goes on', () => {
  const clock = createClock({ offset: () => null });
  const before = clock.now();
  const realNow = Date.now;
  Date.now = () => 0;
  const after = clock.now();
  Date.now = realNow;
  expect(after.wallUtcMs).toBe(0);
  expect(after.monotonicMs).toBeGreaterThanOrEqual(before.monotonicMs);
});
