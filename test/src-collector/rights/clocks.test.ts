import fc from 'fast-check';
import { expect, test } from 'vitest';
import { REQUEST_KINDS } from '../../../src-collector/contract/rights-api.ts';
import { breachDueUtcMs, mayBeExtended, requestClocks } from '../../../src-collector/rights/clocks.ts';

const DAY_MS = 86_400_000;
const at = (text: string): number => Date.parse(`${text}+07:00`);
const dueOf = (received: string, kind: (typeof REQUEST_KINDS)[number] = 'copy', holidays: string[] = []) =>
  requestClocks({ kind, receivedAtUtcMs: at(received), isExtended: false }, new Set(holidays));
const endOf = (day: string): number => at(`${day}T23:59:59.999`);

test('the first answer is due at the end of the second working day in Vietnam, whatever the hour it came at', () => {
  // 2026-11-26 is a Thursday.
  expect(dueOf('2026-11-26T00:00').answerDueUtcMs).toBe(endOf('2026-11-30'));
  expect(dueOf('2026-11-26T23:59').answerDueUtcMs).toBe(endOf('2026-11-30'));
  expect(dueOf('2026-11-28T10:00').answerDueUtcMs).toBe(endOf('2026-12-01'));
  expect(dueOf('2026-11-23T10:00').answerDueUtcMs).toBe(endOf('2026-11-25'));
});

test('no office works on a day that is the same each year, nor on one that the list names', () => {
  expect(dueOf('2026-04-28T09:00').answerDueUtcMs).toBe(endOf('2026-05-04'));
  expect(dueOf('2027-02-04T09:00').answerDueUtcMs).toBe(endOf('2027-02-08'));
  const tet = ['2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-02-09', '2027-02-10'];
  expect(dueOf('2027-02-04T09:00', 'copy', tet).answerDueUtcMs).toBe(endOf('2027-02-12'));
});

test('each kind has its days, and only some may take longer', () => {
  const received = '2026-11-10T15:00';
  expect(REQUEST_KINDS.map((kind) => dueOf(received, kind).doneDueUtcMs)).toEqual(
    ['2026-11-20', '2026-11-20', '2026-11-25', '2026-11-30'].map(endOf),
  );
  const longer = (kind: (typeof REQUEST_KINDS)[number]) =>
    requestClocks({ kind, receivedAtUtcMs: at(received), isExtended: true }, new Set()).doneDueUtcMs;
  expect([longer('restrict'), longer('erase')]).toEqual(['2026-11-30', '2026-12-10'].map(endOf));
  expect(REQUEST_KINDS.filter(mayBeExtended)).toEqual(['restrict', 'erase']);
  expect(breachDueUtcMs(at('2026-11-10T15:00'))).toBe(at('2026-11-13T15:00'));
});

test('whenever it came: the answer is due on a working day, at least two days later, and more holidays make it no sooner', () => {
  const instant = fc.integer({ min: at('2026-01-01T00:00'), max: at('2030-01-01T00:00') });
  const holidays = fc.array(fc.integer({ min: 0, max: 1_500 }), { maxLength: 30 });
  fc.assert(
    fc.property(instant, holidays, fc.constantFrom(...REQUEST_KINDS), (receivedAtUtcMs, days, kind) => {
      const list = days.map((day) => new Date(at('2026-01-02T00:00') + day * DAY_MS).toISOString().slice(0, 10));
      const clocks = requestClocks({ kind, receivedAtUtcMs, isExtended: false }, new Set(list));
      const bare = requestClocks({ kind, receivedAtUtcMs, isExtended: false }, new Set());
      const local = new Date(clocks.answerDueUtcMs + 7 * 3_600_000);
      expect([0, 6]).not.toContain(local.getUTCDay());
      expect(list).not.toContain(local.toISOString().slice(0, 10));
      expect(clocks.answerDueUtcMs - receivedAtUtcMs).toBeGreaterThanOrEqual(2 * DAY_MS - 1);
      expect(clocks.answerDueUtcMs).toBeGreaterThanOrEqual(bare.answerDueUtcMs);
      expect(clocks.doneDueUtcMs).toBe(bare.doneDueUtcMs);
    }),
  );
});
