import { describe, expect, test } from 'vitest';
import type { PartialDate, PersonFields } from '../../../../../src-main/core/code/code.ts';
import { implausibleFields } from '../../../../../src-main/core/entry/rules/implausible-fields.ts';
import { context, PERSON } from '../rule-context.ts';

const day = (year: number, month: number, dayOfMonth: number): PartialDate => ({
  precision: 'day',
  year,
  month,
  day: dayOfMonth,
});
const year = (value: number): PartialDate => ({ precision: 'year', year: value });

/** Today is 2 November 2026. */
function reasonsOf(fields: Partial<PersonFields>, nowUtcMs = context().nowUtcMs): string[] {
  const code = { ...PERSON, fields: { ...PERSON.fields, ...fields } };
  return implausibleFields(context({ code, nowUtcMs })).map((finding) => finding.reason);
}

describe('a birth date', () => {
  test.each([
    ['tomorrow', day(2026, 11, 3), ['born-in-future']],
    ['next month', day(2026, 12, 1), ['born-in-future']],
    ['today', day(2026, 11, 2), []],
    ['last month', day(2026, 10, 31), []],
    ['next year', year(2027), ['born-in-future']],
    ['some time this year', year(2026), []],
    ['120 years ago', year(1906), []],
    ['121 years ago', year(1905), ['age-over-120']],
    ['unknown', null, []],
  ])('of %s', (_when, birthDate, reasons) => {
    expect(reasonsOf({ birthDate })).toEqual(reasons);
  });
});

describe('a last day of validity', () => {
  test.each([
    ['today', day(2026, 11, 2), []],
    ['yesterday', day(2026, 11, 1), ['card-out-of-date']],
    ['last year', year(2025), ['card-out-of-date']],
    ['this year', year(2026), []],
    ['unknown', null, []],
  ])('of %s', (_when, validTo, reasons) => {
    expect(reasonsOf({ validTo })).toEqual(reasons);
  });
});

test('today is today in Vietnam, where it is tomorrow before it is in Greenwich', () => {
  const birthDate = day(2026, 11, 3);
  expect(reasonsOf({ birthDate }, Date.UTC(2026, 10, 2, 16, 59, 59))).toEqual(['born-in-future']);
  expect(reasonsOf({ birthDate }, Date.UTC(2026, 10, 2, 17))).toEqual([]);
});

test('what recognition noticed is passed on, and refuses nobody', () => {
  const findings = implausibleFields(
    context({ code: { ...PERSON, warnings: ['sex-differs-from-number', 'text-garbled'] } }),
  );
  expect(findings).toEqual([
    { verdict: 'admit', reason: 'sex-differs-from-number' },
    { verdict: 'admit', reason: 'text-garbled' },
  ]);
});

test.each([null, { type: 'opaque', text: 'a ticket' }, { type: 'unreadable', reason: 'empty' }] as const)(
  'what carries no fields has no odd ones',
  (code) => {
    expect(implausibleFields(context({ code }))).toEqual([]);
  },
);
