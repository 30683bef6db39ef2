import { describe, expect, test } from 'vitest';
import { defaultSettings, VENUE_KINDS } from '../../../../src-main/contract/settings.ts';
import {
  firstRunToSave,
  isAsTyped,
  needsFirstRun,
  setLaneDirection,
  setRetention,
  setUnit,
  stepBeside,
  stepErrors,
} from '../../../../src-renderer/screens/first-run/first-run-draft.ts';
import { PROVINCES, VENUE_GROUPS } from '../../../../src-renderer/screens/first-run/venue-groups.ts';

const EMPTY = defaultSettings();

describe('a gate', () => {
  const named = { ...EMPTY, venue: { ...EMPTY.venue, name: 'Chợ Thử' } };
  test('that nobody has touched needs a first run', () => expect(needsFirstRun(EMPTY)).toBe(true));
  test('that somebody gave a second lane needs none', () =>
    expect(
      needsFirstRun({ ...EMPTY, lanes: [...EMPTY.lanes, { id: 'lane-2', name: 'Cổng 2', direction: 'out' }] }),
    ).toBe(false));
  test('that was named by hand, before there was any first run, needs none', () =>
    expect(needsFirstRun(named)).toBe(false));
  test('that was left half-way needs the rest', () =>
    expect(needsFirstRun({ ...named, setup: { doneAtUtcMs: null, step: 'pins' } })).toBe(true));
  test('that is done needs none, whatever it is called', () =>
    expect(needsFirstRun({ ...EMPTY, setup: { doneAtUtcMs: 1, step: null } })).toBe(false));
});

test('steps that a file has answered are passed over on the way on, and seen on the way back', () => {
  expect(stepBeside('language', 1, ['venue', 'lanes'])).toBe('collector');
  expect(stepBeside('collector', -1, ['venue', 'lanes'])).toBe('lanes');
  expect(stepBeside('language', -1, [])).toBeNull();
  expect(stepBeside('summary', 1, [])).toBeNull();
});

test('each step asks for its own and for no other', () => {
  expect(stepErrors('venue', EMPTY)).toEqual([{ path: 'venue.name', error: 'name' }]);
  const [lane] = EMPTY.lanes;
  const unnamed = { ...EMPTY, lanes: lane === undefined ? [] : [{ ...lane, name: ' ' }] };
  expect(stepErrors('lanes', unnamed)).toEqual([{ path: 'lanes.0.name', error: 'name' }]);
  expect(stepErrors('practice', unnamed)).toEqual([]);
});

test('a unit is kept from large to small in whatever order it is typed, and an empty level goes', () => {
  const typed = setUnit(setUnit(setUnit(EMPTY, 'commune', 'Láng '), 'province', 'Hà Nội'), 'district', ' ');
  expect(typed.venue.unit.map(({ level }) => level)).toEqual(['province', 'district', 'commune']);
  expect(firstRunToSave(typed, EMPTY).venue.unit).toEqual([
    { level: 'province', name: 'Hà Nội' },
    { level: 'commune', name: 'Láng' },
  ]);
  expect(setUnit(typed, 'province', '').venue.unit.map(({ level }) => level)).toEqual(['district', 'commune']);
});

test('the direction of a lane is the one that was chosen here; the collector is the gate’s own', () => {
  const collector = { url: 'https://thu.example', name: 'Máy thu' };
  const saved = firstRunToSave(setLaneDirection(EMPTY, 'lane-1', 'out'), { ...EMPTY, collector });
  expect(saved.lanes[0]?.direction).toBe('out');
  expect(saved.collector).toEqual(collector);
});

test('days stay within what the gate takes', () => {
  expect(setRetention(EMPTY, { days: 0 }).retention.days).toBe(1);
  expect(setRetention(EMPTY, { days: 9_999 }).retention.days).toBe(3_650);
  expect(setRetention(EMPTY, { warnDays: Number.NaN }).retention.warnDays).toBe(0);
});

test('each kind of venue is offered once', () => {
  expect(Object.values(VENUE_GROUPS).flat().sort()).toEqual([...VENUE_KINDS].sort());
});

test('the provinces are the thirty-four of July 2025', () => {
  expect(new Set(PROVINCES).size).toBe(34);
  expect(PROVINCES.every((name) => name === name.normalize('NFC'))).toBe(true);
});

describe('what is saved while somebody types', () => {
  const collector = { url: 'https://thu.example', token: 't'.repeat(32), name: 'Máy thu thử', ca: null };
  const live = { ...EMPTY, collector };
  test('is what stands in the fields', () => {
    expect(isAsTyped(setUnit(EMPTY, 'province', 'Đồng Nai'), live)).toBe(true);
    expect(isAsTyped(setLaneDirection(EMPTY, EMPTY.lanes[0]?.id ?? '', 'out'), live)).toBe(true);
  });
  test('is less than stands in them after the blank between two words', () => {
    expect(isAsTyped(setUnit(EMPTY, 'province', 'Đồng '), live)).toBe(false);
    expect(isAsTyped({ ...EMPTY, notice: { ...EMPTY.notice, contact: 'Phòng ' } }, live)).toBe(false);
    expect(isAsTyped({ ...EMPTY, lanes: EMPTY.lanes.map((lane) => ({ ...lane, name: 'Cổng ' })) }, live)).toBe(false);
  });
});
