import { expect, test } from 'vitest';
import {
  ALIVE,
  afterLook,
  FIRST_WORD_LOOKS,
  type Heartbeat,
  hangs,
  SILENT_LOOKS,
  UNBORN,
} from '../../../../src-main/core/recovery/heartbeat.ts';

function afterLooks(from: Heartbeat, looks: number): Heartbeat {
  return Array.from({ length: looks }).reduce<Heartbeat>((beat) => afterLook(beat), from);
}

test('what is silent hangs after a few looks, and not one look sooner', () => {
  expect(hangs(afterLooks(ALIVE, SILENT_LOOKS - 1))).toBe(false);
  expect(hangs(afterLooks(ALIVE, SILENT_LOOKS))).toBe(true);
});

test('what has not said its first word may take longer', () => {
  expect(hangs(afterLooks(UNBORN, FIRST_WORD_LOOKS - 1))).toBe(false);
  expect(hangs(afterLooks(UNBORN, FIRST_WORD_LOOKS))).toBe(true);
});

test('a night of sleep is one look', () => {
  // Whoever watches slept as well: no look was taken, so none counts.
  expect(hangs(afterLook(ALIVE))).toBe(false);
});
