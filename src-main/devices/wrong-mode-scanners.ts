/** Which known scanners are plugged in, but in a mode in which no serial reader hears them? */

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findKnownScanner, scannerName } from './known-scanners.ts';
import { readLine, readUsbDevice } from './usb-ports.ts';

export type WrongModeScanner = { name: string; mode: 'keyboard' | 'other'; maker: string };

const SYS_DIR = '/sys';
/** USB interface classes (https://www.usb.org/defined-class-codes): HID, communications, vendor's own. */
const HID = '03';
const SERIAL_CLASSES = ['02', 'ff'];
const KEYBOARD_PROTOCOL = '01';

/** Linux only: elsewhere the system does not say it without rights or a driver, and the list is empty. */
export async function listWrongModeScanners(sysDir = SYS_DIR): Promise<WrongModeScanner[]> {
  if (process.platform !== 'linux') return [];
  const dir = join(sysDir, 'bus', 'usb', 'devices');
  const names = await readdir(dir).catch(() => []);
  const devices = names.filter((name) => !name.includes(':'));
  const found = await Promise.all(devices.map((name) => lookAt(dir, name, names)));
  return found.filter((scanner) => scanner !== null);
}

async function lookAt(dir: string, device: string, names: readonly string[]): Promise<WrongModeScanner | null> {
  const id = await readUsbDevice(join(dir, device));
  const scanner = id === null ? null : findKnownScanner(id);
  if (scanner === null) return null;
  const mode = await modeOf(names.filter((name) => name.startsWith(`${device}:`)).map((name) => join(dir, name)));
  return mode === 'serial' ? null : { name: scannerName(scanner), mode, maker: scanner.maker };
}

/** What the device itself says of its interfaces counts more than a table: makers reuse their ids. */
async function modeOf(interfaces: readonly string[]): Promise<'serial' | 'keyboard' | 'other'> {
  const kinds = await Promise.all(
    interfaces.map(async (each) => ({
      class: await readLine(join(each, 'bInterfaceClass')),
      protocol: await readLine(join(each, 'bInterfaceProtocol')),
    })),
  );
  if (kinds.some((kind) => SERIAL_CLASSES.includes(kind.class))) return 'serial';
  return kinds.some((kind) => kind.class === HID && kind.protocol === KEYBOARD_PROTOCOL) ? 'keyboard' : 'other';
}
