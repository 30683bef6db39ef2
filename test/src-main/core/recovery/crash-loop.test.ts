import { expect, test } from 'vitest';
import { afterDeath, NO_DEATHS } from '../../../../src-main/core/recovery/back-off.ts';
import type { Death, Part } from '../../../../src-main/core/recovery/crash-loop.ts';
import { isLoop, LOOP_DEATHS, LOOP_WITHIN_MS, withDeath } from '../../../../src-main/core/recovery/crash-loop.ts';

function deathsAt(part: Part, ...timesMs: readonly number[]): readonly Death[] {
  return timesMs.reduce<readonly Death[]>((deaths, atMs) => withDeath(deaths, { part, atMs }), []);
}

test('five deaths of one part in two minutes are a loop, four are bad luck', () => {
  expect(isLoop(deathsAt('core', 0, 1_000, 2_000, 3_000), 'core', 3_000)).toBe(false);
  expect(isLoop(deathsAt('core', 0, 1_000, 2_000, 3_000, 4_000), 'core', 4_000)).toBe(true);
});

test('deaths of different parts are not added up', () => {
  const deaths = [...deathsAt('core', 1, 2, 3), ...deathsAt('screen', 4, 5), ...deathsAt('graphics', 6, 7)];
  expect((['core', 'screen', 'graphics'] as const).some((part) => isLoop(deaths, part, 8))).toBe(false);
});

test('one death in half a minute, for a whole day, is none: each time the gate was back', () => {
  const times = Array.from({ length: 2_880 }, (_, index) => index * 30_000);
  const deaths = deathsAt('screen', ...times);
  expect(isLoop(deaths, 'screen', times.at(-1) ?? 0)).toBe(false);
  expect(deaths.length).toBeLessThan(LOOP_DEATHS);
});

test('a loop of two minutes ago is over', () => {
  const deaths = deathsAt('core', 0, 1, 2, 3, 4);
  expect(isLoop(deaths, 'core', 4 + LOOP_WITHIN_MS)).toBe(false);
});

test('what dies as soon as it is started, with the waits between, is told as a loop within ten seconds', () => {
  let backOff = NO_DEATHS;
  let atMs = 0;
  let deaths: readonly Death[] = [];
  while (!isLoop(deaths, 'core', atMs)) {
    deaths = withDeath(deaths, { part: 'core', atMs });
    if (isLoop(deaths, 'core', atMs)) break;
    const next = afterDeath(backOff, 0);
    backOff = next.backOff;
    atMs += next.delayMs;
  }
  expect(atMs).toBeLessThanOrEqual(10_000);
});
