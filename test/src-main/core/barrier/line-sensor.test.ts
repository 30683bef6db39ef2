import { expect, test } from 'vitest';
import { BLOCKED_AFTER_MS, nextLineSensor } from '../../../../src-main/core/barrier/line-sensor.ts';

function look(states: readonly (readonly [atMs: number, isActive: boolean | null])[]) {
  let sensor: ReturnType<typeof nextLineSensor>['sensor'] = { activeSinceMs: null };
  return states.map(([atMs, isActive]) => {
    const step = nextLineSensor(sensor, isActive, atMs);
    sensor = step.sensor;
    return step.trouble ?? (step.hasPassed ? 'passed' : 'nothing');
  });
}

test('a beam that is broken is one passing until it is whole again', () => {
  expect(
    look([
      [0, false],
      [50, true],
      [100, true],
      [150, false],
      [200, true],
    ]),
  ).toEqual(['nothing', 'passed', 'nothing', 'nothing', 'passed']);
});

test('a beam that stays broken is blocked until it is whole; a line that cannot be read is no sensor', () => {
  expect(
    look([
      [0, true],
      [BLOCKED_AFTER_MS - 1, true],
      [BLOCKED_AFTER_MS, true],
      [BLOCKED_AFTER_MS + 50, false],
      [BLOCKED_AFTER_MS + 100, null],
    ]),
  ).toEqual(['passed', 'nothing', 'blocked', 'nothing', 'no-sensor']);
});
