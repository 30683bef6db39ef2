import { expect, test } from 'vitest';
import { defaultSettings } from '../../../../src-main/contract/settings.ts';
import { keepLocked, lockedIn, lockOf } from '../../../../src-renderer/screens/settings/from-afar-locks.ts';

const of = (field: string) => ({ field, by: 'can.bo', version: 3, atUtcMs: 1 });
const LOCKED = [of('retention.days'), of('venue.hours'), of('rules.signedCodes'), of('readers')];

test('what is locked goes back to what it is, and what stands beside it does not', () => {
  const live = defaultSettings();
  const draft = {
    ...live,
    venue: { ...live.venue, name: 'Nhà máy', hours: { opens: '06:00', closes: '18:00' } },
    retention: { days: 3, warnDays: 1 },
    readers: [],
  };
  expect(keepLocked(draft, live, LOCKED)).toEqual({
    ...live,
    venue: { ...live.venue, name: 'Nhà máy' },
    retention: { ...live.retention, warnDays: 1 },
  });
  expect(keepLocked(draft, live, [])).toBe(draft);
});

test('each is said on the section where it is changed', () => {
  const fields = (section: Parameters<typeof lockedIn>[1]) => lockedIn(LOCKED, section).map(({ field }) => field);
  expect(fields('retention')).toEqual(['retention.days']);
  expect(fields('venue')).toEqual(['venue.hours']);
  expect(fields('signed')).toEqual(['rules.signedCodes']);
  expect(fields('rules')).toEqual([]);
});

test('a field is locked by its own name, by what it is a part of, and by a part of it; by no other', () => {
  const locked = [of('retention.days'), of('readers'), of('visitorScreen.isOn')];
  const found = ['retention.days', 'retention', 'readers', 'readers.0', 'visitorScreen'].map(
    (field) => lockOf(locked, field)?.field,
  );
  expect(found).toEqual(['retention.days', 'retention.days', 'readers', 'readers', 'visitorScreen.isOn']);
  for (const field of ['retention.warnDays', 'retention.day', 'reader', 'barriers']) {
    expect(lockOf(locked, field), field).toBeNull();
  }
});
