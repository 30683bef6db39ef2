import { describe, expect, test } from 'vitest';
import { typedNumberKey, typedPhoneKey } from '../../../../src-main/core/code/subject-key.ts';
import {
  bhytAText,
  bhytBText,
  cccdText,
  FAKE_PEOPLE,
  unifiedText,
} from '../../../../src-main/devices/simulated/fake-people.ts';
import { person } from './person.ts';

describe('a typed number', () => {
  test.each([
    ['001099000000', 'citizen', '001099000000'],
    ['0000000000', 'health-insurance', '0000000000'],
    ['gd4790000000000', 'health-insurance', '0000000000'],
    ['012345678', 'identity-paper', '012345678'],
    ['b1234567', 'identity-paper', 'B1234567'],
    ['GD6790000000000', 'identity-paper', 'GD6790000000000'],
  ])('%s is %s', (typed, scheme, value) => {
    expect(typedNumberKey(typed)).toEqual({ scheme, value });
  });

  test('is the key of the scanned code that shows it', () => {
    for (const one of FAKE_PEOPLE) {
      expect(person(cccdText(one)).key).toEqual(typedNumberKey(one.number));
      expect(person(unifiedText(one)).key).toEqual(typedNumberKey(one.number));
      for (const text of [bhytAText(one), bhytBText(one)]) {
        const code = person(text);
        expect(code.key).toEqual(typedNumberKey(code.fields.number ?? ''));
        expect(code.key).toEqual(typedNumberKey(one.insuranceNumber));
      }
    }
  });
});

test('a typed phone is the same with and without the prefix of the country', () => {
  const key = { scheme: 'phone', value: '0900000000' };
  expect(typedPhoneKey('0900000000')).toEqual(key);
  expect(typedPhoneKey('+84900000000')).toEqual(key);
  expect(typedPhoneKey('84900000000')).toEqual(key);
  expect(typedPhoneKey('+33900000000').value).toBe('+33900000000');
});
