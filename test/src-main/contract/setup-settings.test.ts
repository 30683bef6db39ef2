import { expect, test } from 'vitest';
import { defaultSettings, settings } from '../../../src-main/contract/settings.ts';

function takes(venue: object): boolean {
  return settings.safeParse({ ...defaultSettings(), venue: { ...defaultSettings().venue, ...venue } }).success;
}

test('settings that were written before a gate knew of any setup still hold', () => {
  const { notice: _notice, setup: _setup, ...old } = defaultSettings();
  const read = settings.parse({ ...old, venue: { kind: 'market', name: 'Chợ Thử' } });
  expect(read.venue).toEqual({ kind: 'market', name: 'Chợ Thử', unit: [], address: '', hours: null });
  expect(read.setup).toEqual({ doneAtUtcMs: null, step: null });
});

test('a unit is a path from large to small, of two levels or of the three of 2021', () => {
  const province = { level: 'province', name: 'Hà Nội' };
  const district = { level: 'district', name: 'Đống Đa' };
  const commune = { level: 'commune', name: 'Láng' };
  expect(takes({ unit: [province, commune] })).toBe(true);
  expect(takes({ unit: [province, district, commune] })).toBe(true);
  expect(takes({ unit: [commune, province] })).toBe(false);
  expect(takes({ unit: [province, province] })).toBe(false);
  expect(takes({ unit: [{ level: 'province', name: ' ' }] })).toBe(false);
});

test('hours are two times of a day', () => {
  expect(takes({ hours: { opens: '06:00', closes: '22:30' } })).toBe(true);
  expect(takes({ hours: { opens: '22:00', closes: '06:00' } })).toBe(true);
  expect(takes({ hours: { opens: '6h', closes: '22:30' } })).toBe(false);
  expect(takes({ hours: { opens: '06:00', closes: '24:00' } })).toBe(false);
});
