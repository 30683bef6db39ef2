/** Which serial ports hang on USB now, and which device is behind each? Cheap enough to be asked every second. */

import { readdir, readFile, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { SerialPort } from 'serialport';

/** What tells one device from another. Ids are four hexadecimal digits in small letters. */
export type UsbIdentity = {
  readonly vendorId: string;
  readonly productId: string;
  /** `null` for the many that have none. */
  readonly serialNumber: string | null;
  /** The socket that it is plugged into, in the system's words; `null` where the system does not say. */
  readonly location: string | null;
};

export type UsbPort = UsbIdentity & { readonly path: string };

const SYS_DIR = '/sys';
/** From a port's interface up to its device: a bridge chip puts one more folder between. */
const STEPS_TO_DEVICE = 3;

/** Empty where the system cannot be asked. */
export async function listUsbPorts(): Promise<UsbPort[]> {
  return process.platform === 'linux' ? listLinuxUsbPorts(SYS_DIR) : listOtherUsbPorts();
}

/**
 * Reads the kernel's own list: `udevadm`, which serialport asks, prints every device of the machine, and is missing in
 * containers. `sysDir` is `/sys`.
 */
export async function listLinuxUsbPorts(sysDir: string): Promise<UsbPort[]> {
  const names = await readdir(join(sysDir, 'class', 'tty')).catch(() => []);
  const ports = await Promise.all(
    names.filter((name) => /^tty(?:ACM|USB)\d+$/.test(name)).map((name) => readUsbPort(sysDir, name)),
  );
  return ports.filter((port) => port !== null);
}

async function readUsbPort(sysDir: string, name: string): Promise<UsbPort | null> {
  let dir = await realpath(join(sysDir, 'class', 'tty', name, 'device')).catch(() => null);
  for (let step = 0; dir !== null && step < STEPS_TO_DEVICE; step += 1) {
    const device = await readUsbDevice(dir);
    if (device !== null) return { path: `/dev/${name}`, ...device };
    dir = dirname(dir);
  }
  return null;
}

/** The device of a folder below `/sys/bus/usb/devices`; `null` where it is none, or has just been pulled out. */
export async function readUsbDevice(dir: string): Promise<UsbIdentity | null> {
  const [vendorId, productId, serialNumber] = await Promise.all(
    ['idVendor', 'idProduct', 'serial'].map((file) => readLine(join(dir, file))),
  );
  if (!vendorId || !productId) return null;
  return { vendorId, productId, serialNumber: serialNumber || null, location: basename(dir) };
}

export async function readLine(path: string): Promise<string> {
  return (await readFile(path, 'utf8').catch(() => '')).trim();
}

async function listOtherUsbPorts(): Promise<UsbPort[]> {
  const ports = await SerialPort.list().catch(() => []);
  return ports.flatMap(({ path, vendorId, productId, serialNumber, locationId }) =>
    vendorId && productId
      ? [
          {
            path,
            vendorId: vendorId.toLowerCase(),
            productId: productId.toLowerCase(),
            serialNumber: serialNumber || null,
            location: locationId || null,
          },
        ]
      : [],
  );
}
