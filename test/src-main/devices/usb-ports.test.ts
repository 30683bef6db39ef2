import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listLinuxUsbPorts } from '../../../src-main/devices/usb-ports.ts';
import { listWrongModeScanners } from '../../../src-main/devices/wrong-mode-scanners.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

const BUS = 'devices/pci0000:00/usb1';

/** A kernel's `/sys` with three devices: a scanner as COM port, one as a keyboard, and a bridge chip. */
function fakeSys(): string {
  const dir = temporaryDir();
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), `${text}\n`);
  };
  const link = (path: string, to: string): void => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    mkdirSync(join(dir, to), { recursive: true });
    symlinkSync(join(dir, to), join(dir, path));
  };
  const device = (socket: string, id: string, serial: string | null, ...interfaces: [string, string][]): void => {
    const [vendor = '', product = ''] = id.split(':');
    write(`${BUS}/${socket}/idVendor`, vendor);
    write(`${BUS}/${socket}/idProduct`, product);
    if (serial !== null) write(`${BUS}/${socket}/serial`, serial);
    link(`bus/usb/devices/${socket}`, `${BUS}/${socket}`);
    for (const [index, [kind, protocol]] of interfaces.entries()) {
      const name = `${socket}:1.${index}`;
      write(`${BUS}/${socket}/${name}/bInterfaceClass`, kind);
      write(`${BUS}/${socket}/${name}/bInterfaceProtocol`, protocol);
      link(`bus/usb/devices/${name}`, `${BUS}/${socket}/${name}`);
    }
  };
  device('1-1', '1eab:1d06', 'S 1', ['02', '01'], ['0a', '00']);
  device('1-2', '0c2e:0b61', null, ['03', '01']);
  device('1-3', '1a86:7523', null, ['ff', '01']);
  device('1-4', '05e0:1900', 'S4', ['03', '00']);
  link('class/tty/ttyACM0/device', `${BUS}/1-1/1-1:1.0`);
  link('class/tty/ttyUSB0/device', `${BUS}/1-3/1-3:1.0/ttyUSB0`);
  link('class/tty/ttyS0/device', 'devices/platform/serial8250');
  link('class/tty/ttyACM7/device', 'devices/platform/gone');
  return dir;
}

describe.runIf(process.platform === 'linux')('what the kernel says', () => {
  test('of USB ports is their device: ids, serial number where there is one, and socket', async () => {
    const ports = await listLinuxUsbPorts(fakeSys());
    expect(ports.sort((left, right) => left.path.localeCompare(right.path))).toEqual([
      { path: '/dev/ttyACM0', vendorId: '1eab', productId: '1d06', serialNumber: 'S 1', location: '1-1' },
      { path: '/dev/ttyUSB0', vendorId: '1a86', productId: '7523', serialNumber: null, location: '1-3' },
    ]);
  });

  test('of scanners is also which of them stand in a mode that no serial reader hears', async () => {
    expect(await listWrongModeScanners(fakeSys())).toEqual([
      { name: 'Honeywell', mode: 'keyboard', maker: 'Honeywell' },
      { name: 'Zebra (Symbol)', mode: 'other', maker: 'Zebra (Symbol)' },
    ]);
  });

  test('is nothing where there is no such folder, which is no error', async () => {
    expect(await listLinuxUsbPorts('/nowhere')).toEqual([]);
    expect(await listWrongModeScanners('/nowhere')).toEqual([]);
  });
});
