import { expect, test } from 'vitest';
import type { Heartbeat } from '../../../../src-main/core/recovery/heartbeat.ts';
import {
  afterLook,
  hangs,
  reborn,
  SILENT_LOOKS,
  spoke,
  UNBORN,
  YOUNG_LOOKS,
} from '../../../../src-main/core/recovery/heartbeat.ts';

function afterLooks(from: Heartbeat, looks: number): Heartbeat {
  return Array.from({ length: looks }).reduce<Heartbeat>((beat) => afterLook(beat), from);
}

/** It spoke at each look. */
function livedFor(from: Heartbeat, looks: number): Heartbeat {
  return Array.from({ length: looks }).reduce<Heartbeat>((beat) => spoke(afterLook(beat)), spoke(from));
}

/** How many looks in silence it takes from here. */
function patienceOf(from: Heartbeat): number {
  let looks = 0;
  while (!hangs(afterLooks(from, looks))) looks += 1;
  return looks;
}

test('what is silent hangs after a few looks, and not one look sooner', () => {
  expect(patienceOf(livedFor(UNBORN, 20))).toBe(SILENT_LOOKS);
});

test('what has not said its first word may take longer; after it nothing may, however young', () => {
  expect(patienceOf(UNBORN)).toBe(YOUNG_LOOKS);
  expect(patienceOf(livedFor(UNBORN, 2))).toBe(SILENT_LOOKS);
});

test('each one that was ended for its silence gives the next one twice the time, up to a bound', () => {
  const patiences: number[] = [];
  let beat = UNBORN;
  for (let life = 0; life < 6; life += 1) {
    patiences.push(patienceOf(livedFor(beat, 20)));
    beat = reborn(livedFor(beat, 20), true);
  }
  expect(patiences).toEqual([1, 2, 4, 8, 8, 8].map((times) => times * SILENT_LOOKS));
});

test('a death of another kind adds nothing, and whoever lives for more than a minute has atoned', () => {
  const afterHang = reborn(livedFor(UNBORN, 20), true);
  expect(patienceOf(livedFor(reborn(afterHang, false), 20))).toBe(2 * SILENT_LOOKS);
  expect(patienceOf(livedFor(afterHang, 70))).toBe(SILENT_LOOKS);
});

test('a night of sleep is one look', () => {
  // Whoever watches slept as well: no look was taken, so none counts.
  expect(hangs(afterLook(livedFor(UNBORN, 20)))).toBe(false);
});

test('who was not given a processor was not silent', () => {
  const old = livedFor(UNBORN, 20);
  const starved = Array.from({ length: 20 }).reduce<Heartbeat>((beat) => afterLook(beat, 0.9), old);
  expect(hangs(starved)).toBe(false);
  expect(hangs(afterLooks(starved, SILENT_LOOKS))).toBe(true);
});
