import { expect, test } from 'vitest';
import {
  BAUD_RATES as CONTRACT_BAUD_RATES,
  VENUE_KINDS as CONTRACT_VENUE_KINDS,
  defaultSettings,
  settings,
} from '../../../src-main/contract/settings.ts';
import { SETUP_CODE_PREFIX } from '../../../src-main/contract/upload-protocol.ts';
import {
  BAUD_RATES,
  MAX_LANES,
  MAX_READERS,
  MAX_REPEAT_WINDOW_MS,
  SETUP_PREFIX,
  VENUE_KINDS,
} from '../../../src-renderer/parts/contract-lists.ts';

test('the screen offers what the contract allows, in its order', () => {
  expect(VENUE_KINDS).toEqual(CONTRACT_VENUE_KINDS);
  expect(BAUD_RATES).toEqual(CONTRACT_BAUD_RATES);
  expect(SETUP_PREFIX).toBe(SETUP_CODE_PREFIX);
});

test('the limits are the last values that the contract takes', () => {
  const defaults = defaultSettings();
  const lanes = (length: number) =>
    Array.from({ length }, (_, index) => ({ id: `lane-${index + 1}`, name: 'x', direction: 'in' }));
  const readers = (length: number) =>
    Array.from({ length }, (_, index) => ({ kind: 'wedge', id: `wedge-${index + 1}`, laneId: 'lane-1' }));
  const takes = (part: object): boolean => settings.safeParse({ ...defaults, ...part }).success;
  expect([takes({ lanes: lanes(MAX_LANES) }), takes({ lanes: lanes(MAX_LANES + 1) })]).toEqual([true, false]);
  expect([takes({ readers: readers(MAX_READERS) }), takes({ readers: readers(MAX_READERS + 1) })]).toEqual([
    true,
    false,
  ]);
  const repeat = (repeatWindowMs: number) => takes({ rules: { ...defaults.rules, repeatWindowMs } });
  expect([repeat(MAX_REPEAT_WINDOW_MS), repeat(MAX_REPEAT_WINDOW_MS + 1)]).toEqual([true, false]);
});
