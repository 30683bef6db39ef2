import { describe, expect, test } from 'vitest';
import { findKnownScanner, scannerName } from '../../../src-main/devices/known-scanners.ts';

describe('a USB id', () => {
  test.each([
    ['1eab', '1d06', 'Newland FM430', 'serial'],
    ['1EAB', '1D03', 'Newland FM430', 'keyboard'],
    ['05e0', '1701', 'Zebra (Symbol)', 'serial'],
    ['05e0', '1200', 'Zebra (Symbol)', 'keyboard'],
    ['05f9', '4204', 'Datalogic Gryphon/QuickScan', 'serial'],
    ['0c2e', '090a', 'Honeywell Xenon 1900', 'serial'],
    ['0218', '0212', 'Waveshare USBScn', 'serial'],
    ['1fbb', '3850', 'Cino FuzzyScan S680', 'serial'],
  ])('%s:%s is %s in %s mode', (vendorId, productId, name, mode) => {
    const scanner = findKnownScanner({ vendorId, productId });
    expect(scanner && scannerName(scanner)).toBe(name);
    expect(scanner?.mode).toBe(mode);
  });

  test('of a maker of scanners is a scanner whose model and mode are not known', () => {
    expect(findKnownScanner({ vendorId: '0c2e', productId: 'ffff' })).toEqual({
      maker: 'Honeywell',
      model: null,
      mode: null,
    });
  });

  test.each([
    ['a bridge chip', '0403', '6001'],
    ['a bridge chip', '1a86', '7523'],
    ['a microcontroller', '0483', '5740'],
    ['a maker of other things too', '04b4', '0101'],
    ['a property that every object has', 'constructor', '0000'],
  ])('of %s is nobody’s: what hangs on it may be a barrier', (_what, vendorId, productId) => {
    expect(findKnownScanner({ vendorId, productId })).toBeNull();
  });
});
