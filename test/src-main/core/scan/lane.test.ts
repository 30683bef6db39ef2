import { expect, test } from 'vitest';
import type { Half } from '../../../../src-main/core/scan/lane.ts';
import { freshHalf, HALF_CODE_WAIT_MS, newLane, nextLane } from '../../../../src-main/core/scan/lane.ts';

const half: Half = { text: '0010', encoding: 'utf-8', atMonotonicMs: 5_000 };
const waiting = nextLane(newLane('lane-1', 'in'), { type: 'half-read', half });

test('a new lane waits for nothing', () => {
  expect(newLane('lane-1', 'out')).toEqual({ id: 'lane-1', direction: 'out', half: null, parts: null });
});

test('a half waits three seconds, by the clock that nobody turns', () => {
  expect(freshHalf(waiting, 5_000)).toEqual(half);
  expect(freshHalf(waiting, 5_000 + HALF_CODE_WAIT_MS)).toEqual(half);
  expect(freshHalf(waiting, 5_001 + HALF_CODE_WAIT_MS)).toBeNull();
  expect(freshHalf(newLane('lane-1', 'in'), 0)).toBeNull();
});

test('a whole code, or a turn of direction, forgets the half', () => {
  expect(nextLane(waiting, { type: 'code-read' }).half).toBeNull();
  expect(nextLane(waiting, { type: 'direction-set', direction: 'out' })).toEqual(newLane('lane-1', 'out'));
});

test('a whole code turns nothing', () => {
  expect(nextLane(waiting, { type: 'code-read' })).toEqual(newLane('lane-1', 'in'));
});
