import { expect, test } from 'vitest';
import { createTestDesk, TEST_LASTS_MS } from '../../../src-main/gate/test-desk.ts';

test('a trial of a lane ends when it is told to, or when nobody asks for it any more', () => {
  let nowMs = 1_000;
  const desk = createTestDesk(() => nowMs);
  expect([desk.set('lane-1', true), desk.set('lane-1', true), desk.isTesting('lane-2')]).toEqual([true, false, false]);
  nowMs += TEST_LASTS_MS - 1;
  expect(desk.isTesting('lane-1')).toBe(true);
  desk.set('lane-1', true);
  nowMs += TEST_LASTS_MS - 1;
  expect(desk.isTesting('lane-1')).toBe(true);
  nowMs += 1;
  expect(desk.isTesting('lane-1')).toBe(false);
  desk.set('lane-1', true);
  expect([desk.set('lane-1', false), desk.isTesting('lane-1'), desk.set('lane-1', false)]).toEqual([
    true,
    false,
    false,
  ]);
});
