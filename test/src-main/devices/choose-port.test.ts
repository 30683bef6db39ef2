import { describe, expect, test } from 'vitest';
import type { PortChoice } from '../../../src-main/devices/choose-port.ts';
import { choosePort } from '../../../src-main/devices/choose-port.ts';
import type { UsbPort } from '../../../src-main/devices/usb-ports.ts';

const scanner = (path: string, serialNumber: string | null, location = '1-1'): UsbPort => ({
  path,
  vendorId: '1eab',
  productId: '1d06',
  serialNumber,
  location,
});
const BARRIER: UsbPort = { path: 'COM1', vendorId: '1a86', productId: '7523', serialNumber: null, location: '1-9' };
const device = { vendorId: '1eab', productId: '1d06', serialNumber: 'A' };

function choose(choice: Partial<PortChoice> & { readonly taken?: readonly string[] }): string | null {
  const { taken = [], ...rest } = choice;
  return choosePort({
    wish: { path: null, device: null },
    remembered: null,
    ports: [],
    isWishThere: false,
    behindWish: null,
    isTaken: ({ path }) => taken.includes(path),
    mayReplace: false,
    ...rest,
  });
}

describe('a reader that finds its scanner by itself', () => {
  test('takes the first known scanner, never another device', () => {
    expect(choose({ ports: [BARRIER] })).toBeNull();
    expect(choose({ ports: [BARRIER, scanner('COM4', 'A'), scanner('COM5', 'B')] })).toBe('COM4');
  });

  test('takes none that another reader has or waits for', () => {
    expect(choose({ ports: [scanner('COM4', 'A'), scanner('COM5', 'B')], taken: ['COM4'] })).toBe('COM5');
    expect(choose({ ports: [scanner('COM4', 'A')], taken: ['COM4'] })).toBeNull();
  });

  test('finds its own again under another name', () => {
    const remembered = { ...device, location: '1-1' };
    expect(choose({ remembered, ports: [scanner('COM4', 'B'), scanner('COM7', 'A', '2-3')] })).toBe('COM7');
  });

  test('waits for its own before it takes another', () => {
    const remembered = { ...device, location: '1-1' };
    const ports = [scanner('COM4', 'B')];
    expect(choose({ remembered, ports })).toBeNull();
    expect(choose({ remembered, ports, mayReplace: true })).toBe('COM4');
  });

  test('tells two without a serial number by their sockets', () => {
    const remembered = { ...device, serialNumber: null, location: '2-1' };
    expect(choose({ remembered, ports: [scanner('COM4', null, '1-1'), scanner('COM5', null, '2-1')] })).toBe('COM5');
    expect(choose({ remembered, ports: [scanner('COM4', null, '1-1')] })).toBe('COM4');
  });
});

describe('a reader whose port was chosen by hand', () => {
  const wish = { path: 'COM4', device };

  test('follows its device to the number that the system gives it', () => {
    const behindWish = scanner('COM4', 'B');
    const ports = [behindWish, scanner('COM7', 'A')];
    expect(choose({ wish, ports, isWishThere: true, behindWish })).toBe('COM7');
  });

  test('does not take another device that has got its number', () => {
    const behindWish = scanner('COM4', 'B');
    expect(choose({ wish, ports: [behindWish], isWishThere: true, behindWish })).toBeNull();
  });

  test('takes the path where the system knows nothing of what is behind it', () => {
    expect(choose({ wish, ports: [], isWishThere: true })).toBe('COM4');
    expect(choose({ wish, ports: [] })).toBeNull();
  });

  test('without a serial number keeps to its path among several of a kind', () => {
    const unnumbered = { path: 'COM5', device: { ...device, serialNumber: null } };
    const behindWish = scanner('COM5', null, '1-2');
    const ports = [scanner('COM4', null, '1-1'), behindWish];
    expect(choose({ wish: unnumbered, ports, isWishThere: true, behindWish })).toBe('COM5');
  });
});

describe('a reader that was told a path only', () => {
  const wish = { path: 'COM4', device: null };

  test('opens what is there, whatever it was before', () => {
    const ports = [scanner('COM7', 'A')];
    expect(choose({ wish, ports, isWishThere: true, remembered: { ...device, location: '1-1' } })).toBe('COM4');
  });

  test('looks for the device that was there where the path is gone', () => {
    const ports = [scanner('COM7', 'A')];
    expect(choose({ wish, ports, remembered: { ...device, location: '1-1' } })).toBe('COM7');
    expect(choose({ wish, ports, remembered: { ...device, location: '1-1' }, taken: ['COM7'] })).toBe('COM4');
    expect(choose({ wish, ports })).toBe('COM4');
  });
});
