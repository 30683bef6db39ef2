import { expect, test } from 'vitest';
import { describePorts, listSerialPorts } from '../../../src-main/devices/list-serial-ports.ts';

const none = { manufacturer: null, vendorId: null, productId: null, serialNumber: null, scanner: null };

test('a USB scanner is named by its stable link where that is there, and comes before built-in ports', () => {
  const ports = describePorts(
    [
      { path: '/dev/ttyS10' },
      { path: '/dev/ttyS2', manufacturer: '', pnpId: '' },
      { path: '/dev/ttyACM0', manufacturer: 'Maker', vendorId: '0c2e', productId: '0b61', pnpId: 'usb-Maker-if00' },
      { path: '/dev/ttyUSB0', vendorId: '1a86', productId: '7523', pnpId: 'usb-gone' },
    ],
    [{ path: '/dev/ttyACM0', vendorId: '0c2e', productId: '0b61', serialNumber: 'S1', location: '1-2' }],
    (path) => path.endsWith('/usb-Maker-if00'),
  );
  expect(ports).toEqual([
    {
      path: '/dev/serial/by-id/usb-Maker-if00',
      manufacturer: 'Maker',
      vendorId: '0c2e',
      productId: '0b61',
      serialNumber: 'S1',
      scanner: 'Honeywell',
    },
    { ...none, path: '/dev/ttyUSB0', vendorId: '1a86', productId: '7523' },
    { ...none, path: '/dev/ttyS2' },
    { ...none, path: '/dev/ttyS10' },
  ]);
});

test('a port without a path is left out', () => {
  expect(describePorts([{ path: '' }], [], () => true)).toEqual([]);
});

test('a PC that cannot be asked has no ports, which is no error', async () => {
  const searchPath = process.env.PATH;
  process.env.PATH = '';
  try {
    expect(await listSerialPorts()).toEqual([]);
  } finally {
    process.env.PATH = searchPath;
  }
});
