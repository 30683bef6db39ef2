import { expect, test } from 'vitest';
import { PICTURE_SIZES as CONTRACT_PICTURE_SIZES, cameraPicture } from '../../../src-main/contract/camera-settings.ts';
import { MOST_PASSES_AT_ONCE as CONTRACT_MOST_PASSES } from '../../../src-main/contract/pass-api.ts';
import {
  LONGEST_PIECE as CONTRACT_LONGEST_PIECE,
  MOST_LIST_BYTES as CONTRACT_MOST_LIST_BYTES,
} from '../../../src-main/contract/roster-api.ts';
import {
  AUTO_PATH as CONTRACT_AUTO_PATH,
  BAUD_RATES as CONTRACT_BAUD_RATES,
  SIGNED_CODE_ACTIONS as CONTRACT_SIGNED_CODE_ACTIONS,
  VENUE_KINDS as CONTRACT_VENUE_KINDS,
  defaultSettings,
  settings,
} from '../../../src-main/contract/settings.ts';
import {
  MAX_SETUP_FILE_BYTES as CONTRACT_MAX_SETUP,
  SETUP_QR_PREFIX as CONTRACT_QR_PREFIX,
} from '../../../src-main/contract/setup-file.ts';
import {
  SETUP_STEPS as CONTRACT_SETUP_STEPS,
  UNIT_LEVELS as CONTRACT_UNIT_LEVELS,
} from '../../../src-main/contract/setup-settings.ts';
import { MAX_LIST_FILE_BYTES as CONTRACT_MAX_LIST_BYTES } from '../../../src-main/contract/trust-api.ts';
import { SETUP_CODE_PREFIX } from '../../../src-main/contract/upload-protocol.ts';
import { MAX_PASS_NAME as CONTRACT_MAX_PASS_NAME } from '../../../src-main/contract/venue-pass.ts';
import { LONGEST_FRAME_BYTES } from '../../../src-main/host/screen-frame.ts';
import {
  AUTO_PATH,
  BAUD_RATES,
  LONGEST_PIECE,
  MAX_LANES,
  MAX_LIST_FILE_BYTES,
  MAX_PASS_NAME,
  MAX_READERS,
  MAX_REPEAT_WINDOW_MS,
  MAX_RETENTION_DAYS,
  MAX_SETUP_FILE_BYTES,
  MAX_WARN_DAYS,
  MOST_LIST_BYTES,
  MOST_PASSES_AT_ONCE,
  PICTURE_SIZES,
  PLAIN_PICTURE,
  SETUP_PREFIX,
  SETUP_QR_PREFIX,
  SETUP_STEPS,
  SIGNED_CODE_ACTIONS,
  UNIT_LEVELS,
  VENUE_KINDS,
} from '../../../src-renderer/parts/contract-lists.ts';

test('the screen offers what the contract allows, in its order', () => {
  expect(VENUE_KINDS).toEqual(CONTRACT_VENUE_KINDS);
  expect(BAUD_RATES).toEqual(CONTRACT_BAUD_RATES);
  expect(SIGNED_CODE_ACTIONS).toEqual(CONTRACT_SIGNED_CODE_ACTIONS);
  expect(AUTO_PATH).toBe(CONTRACT_AUTO_PATH);
  expect(PICTURE_SIZES).toEqual(CONTRACT_PICTURE_SIZES);
  expect(PLAIN_PICTURE).toEqual(cameraPicture.parse({}));
  expect(SETUP_PREFIX).toBe(SETUP_CODE_PREFIX);
  expect(SETUP_QR_PREFIX).toBe(CONTRACT_QR_PREFIX);
  expect(MAX_SETUP_FILE_BYTES).toBe(CONTRACT_MAX_SETUP);
  expect(SETUP_STEPS).toEqual(CONTRACT_SETUP_STEPS);
  expect(UNIT_LEVELS).toEqual(CONTRACT_UNIT_LEVELS);
});

test('the limits of passes and lists are those of the contract', () => {
  expect([MAX_LIST_FILE_BYTES, MAX_PASS_NAME, MOST_PASSES_AT_ONCE]).toEqual([
    CONTRACT_MAX_LIST_BYTES,
    CONTRACT_MAX_PASS_NAME,
    CONTRACT_MOST_PASSES,
  ]);
});

test('a list of people may be as large as the contract says, in pieces that it takes', () => {
  expect([MOST_LIST_BYTES, LONGEST_PIECE]).toEqual([CONTRACT_MOST_LIST_BYTES, CONTRACT_LONGEST_PIECE]);
  // Base64 of whole bytes, and a frame that a screen may send.
  expect([LONGEST_PIECE % 4, LONGEST_PIECE < LONGEST_FRAME_BYTES]).toEqual([0, true]);
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
  const keep = (part: object) => takes({ retention: { ...defaults.retention, ...part } });
  expect([keep({ days: MAX_RETENTION_DAYS }), keep({ days: MAX_RETENTION_DAYS + 1 })]).toEqual([true, false]);
  expect([keep({ warnDays: MAX_WARN_DAYS }), keep({ warnDays: MAX_WARN_DAYS + 1 })]).toEqual([true, false]);
  const repeat = (repeatWindowMs: number) => takes({ rules: { ...defaults.rules, repeatWindowMs } });
  expect([repeat(MAX_REPEAT_WINDOW_MS), repeat(MAX_REPEAT_WINDOW_MS + 1)]).toEqual([true, false]);
});
