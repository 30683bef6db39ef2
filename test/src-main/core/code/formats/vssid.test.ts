import { describe, expect, test } from 'vitest';
import { recognise } from '../../../../../src-main/core/code/recognise.ts';
import { person } from '../person.ts';

const NAME = '4e677579e1bb856e2056c4836e2041';

describe('the code of the VssID app', () => {
  test.each([
    ['ten digits', '0000000000'],
    ['fifteen characters', 'GD4790000000000'],
  ])('with %s says number and name, and nothing else', (_what, number) => {
    const code = person(`${number}|${NAME}`);
    expect(code.kind).toBe('vssid');
    expect(code.key).toEqual({ scheme: 'health-insurance', value: '0000000000' });
    expect(code.fields).toEqual({
      number,
      name: 'Nguyễn Văn A',
      birthDate: null,
      sex: null,
      address: null,
      phone: null,
      issuedOn: null,
      validFrom: null,
      validTo: null,
    });
    expect(code.warnings).toEqual([]);
  });

  test('is the same person as the insurance card', () => {
    expect(person(`0000000000|${NAME}`).key).toEqual(person(`DN4790000000000|${NAME}|1999|1|$`).key);
  });

  test('is not seen in digits that spell no name', () => {
    expect(recognise('1234567890|20260101', 'utf-8').type).toBe('opaque');
    expect(recognise('1234567890|413132', 'utf-8').type).toBe('opaque');
    expect(recognise('1234567890|333435', 'utf-8').type).toBe('opaque');
  });

  test('with a letter cut in two is a piece of something longer', () => {
    expect(recognise('0000000000|4e677579e1bb', 'utf-8')).toEqual({
      type: 'unreadable',
      reason: 'half-code',
      part: 'begin',
    });
  });
});
