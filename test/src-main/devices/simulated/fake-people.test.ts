import { describe, expect, test } from 'vitest';
import {
  bhytAText,
  bhytBText,
  brokenHalfText,
  canCuocText,
  cccdText,
  FAKE_PEOPLE,
  maskedUnifiedText,
  unifiedText,
  vssidText,
} from '../../../../src-main/devices/simulated/fake-people.ts';

describe('fake people', () => {
  test('are many, and no two are one', () => {
    expect(FAKE_PEOPLE.length).toBeGreaterThanOrEqual(60);
    expect(new Set(FAKE_PEOPLE.map(({ number }) => number)).size).toBe(FAKE_PEOPLE.length);
    expect(new Set(FAKE_PEOPLE.map(({ name }) => name)).size).toBe(FAKE_PEOPLE.length);
  });

  test('are seen to be fake by their numbers, which all end in 000000', () => {
    for (const { number, oldNumber, insuranceNumber } of FAKE_PEOPLE) {
      expect(number).toMatch(/^\d{6}000000$/);
      expect(oldNumber).toMatch(/^(\d{3}000000|)$/);
      expect(insuranceNumber).toMatch(/^\d{4}000000$/);
    }
  });

  test('have a number that agrees with sex and year of birth', () => {
    for (const { number, sex, birthDate } of FAKE_PEOPLE) {
      const digit = Number(number[3]);
      expect(digit % 2 === 0 ? 'male' : 'female').toBe(sex);
      expect(`${19 + Math.floor(digit / 2)}${number.slice(4, 6)}`).toBe(birthDate.slice(4));
    }
  });

  test('have dates of birth that exist, and are old enough for a card of their own', () => {
    for (const { birthDate } of FAKE_PEOPLE) {
      const [day, month, year] = [birthDate.slice(0, 2), birthDate.slice(2, 4), birthDate.slice(4)].map(Number);
      const date = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day));
      expect([date.getUTCDate(), date.getUTCMonth() + 1]).toEqual([day, month]);
      expect(year).toBeLessThan(2007);
    }
  });
});

/** The grammars of the codes as documented, written down a second time. */
const GRAMMARS = [
  [cccdText, /^\d{12}\|(\d{9}|)\|[^|]+\|\d{8}\|(Nam|Nữ)\|[^|]+\|\d{8}$/u],
  [canCuocText, /^\d{12}\|(\d{9}|)\|[^|]+\|\d{8}\|(Nam|Nữ)\|[^|]+\|\d{8}\|\|\|\|$/u],
  [bhytAText, /^[A-Z]{2}[1-5]\d{12}\|([0-9a-f]{2})+\|\d\d\/\d\d\/\d{4}\|[12](\|[^|]*){10}\|\$$/],
  [bhytBText, /^\d{10}\|([0-9a-f]{2})+\|\d\d\/\d\d\/\d{4}\|[12](\|[^|]*){12}\|\$$/],
  [vssidText, /^\d{10}\|([0-9a-f]{2})+$/],
  [unifiedText, /^\d{12}\|[A-Z' -]+\|\d{4}-\d\d-\d\d\|0\|\d+\|<[12]<<0900000000$/],
  [maskedUnifiedText, /^\*{6}000000\|[A-Z' -]+\|\d{4}-\*\*-\*\*\|0\|\d+\|<[12]<<0900000000$/],
] as const;

test.each(GRAMMARS)('$0.name writes its grammar for everybody', (build, grammar) => {
  for (const person of FAKE_PEOPLE) expect(build(person)).toMatch(grammar);
});

test('a broken half is the beginning of the card and says so by its missing end', () => {
  for (const person of FAKE_PEOPLE) {
    const half = brokenHalfText(person);
    expect(cccdText(person).startsWith(half)).toBe(true);
    expect(half.split('|')).toHaveLength(6);
  }
});
