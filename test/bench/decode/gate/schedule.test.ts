/** Does each level get its share of the frames? */

import { expect, test } from 'vitest';
import { LEVELS } from '../../../../bench/decode/gate/conditions.ts';
import { scheduleOf } from '../../../../bench/decode/gate/schedule.ts';

test('a large set has each level as often as it weighs', () => {
  const whole = LEVELS.reduce((sum, { weight }) => sum + weight, 0);
  const counts = Map.groupBy(scheduleOf(LEVELS, whole), (level) => level);
  for (const level of LEVELS) expect(Math.abs((counts.get(level)?.length ?? 0) - level.weight)).toBeLessThanOrEqual(1);
});

test('a set of a hundred frames has every level, and begins like any longer one', () => {
  const short = scheduleOf(LEVELS, 100);
  expect(new Set(short).size).toBe(LEVELS.length);
  expect(scheduleOf(LEVELS, 300).slice(0, 100)).toEqual(short);
});

test('levels have the names by which figures of different days are compared', () => {
  expect(LEVELS.map(({ category, level }) => level ?? category)).toEqual([
    'gate joint',
    ...['scale 1.2', 'scale 1.5', 'scale 1.8', 'scale 2.2', 'scale 3', 'scale 5', 'scale 8'],
    ...['tilt 15', 'tilt 30', 'tilt 45', 'rotation'],
    ...['motion 0.5', 'motion 1', 'motion 1.5', 'motion 2'],
    ...['defocus 0.35', 'defocus 0.5', 'defocus 0.65', 'defocus 0.8'],
    ...['lowlight 1', 'lowlight 2', 'lowlight 3', 'lowcontrast 0.3', 'lowcontrast 0.15', 'lowcontrast 0.08'],
    ...['glare 1', 'glare 2', 'glare 3', 'moire 1', 'moire 2', 'inverted', 'mirrored'],
    ...['occlusion 3', 'occlusion 6', 'occlusion 10', 'clutter', 'shadow'],
  ]);
});
