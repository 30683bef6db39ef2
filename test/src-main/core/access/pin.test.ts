import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PinFault } from '../../../../src-main/core/access/pin.ts';
import { pinFault } from '../../../../src-main/core/access/pin.ts';

test.each<[string, PinFault | null]>([
  ['', 'too-short'],
  ['48271', 'too-short'],
  ['482715', null],
  ['482715903361', null],
  ['4827159033610', 'too-long'],
  ['48271a', 'not-digits'],
  ['48 2715', 'not-digits'],
  ['４８２７１５', 'not-digits'],
  ['000000', 'obvious'],
  ['77777777', 'obvious'],
  ['123456', 'obvious'],
  ['890123', 'obvious'],
  ['654321', 'obvious'],
  ['121212', 'obvious'],
  ['123123', 'obvious'],
  ['124124', 'obvious'],
  ['112233', null],
  ['100000', null],
])('%j: %s', (pin, fault) => {
  expect(pinFault(pin)).toBe(fault);
});

test('every text has an answer, and only six to twelve digits are taken', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9]{0,14}$/)), (text) => {
      expect(pinFault(text) === null && !/^[0-9]{6,12}$/.test(text)).toBe(false);
    }),
  );
});
