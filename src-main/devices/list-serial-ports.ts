/** Which serial ports does this PC have, for somebody who picks one in the settings? */

import { existsSync } from 'node:fs';
import { SerialPort } from 'serialport';
import { findKnownScanner, scannerName } from './known-scanners.ts';
import type { UsbPort } from './usb-ports.ts';
import { listUsbPorts } from './usb-ports.ts';

export type SerialPortInfo = {
  path: string;
  manufacturer: string | null;
  vendorId: string | null;
  productId: string | null;
  serialNumber: string | null;
  scanner: string | null;
};

/** What serialport says of a port. `pnpId` is, on Linux, the name of its link below `/dev/serial/by-id`. */
export type ListedPort = {
  readonly path: string;
  readonly manufacturer?: string | undefined;
  readonly vendorId?: string | undefined;
  readonly productId?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly pnpId?: string | undefined;
};

const BY_ID_DIR = '/dev/serial/by-id/';

/** Known scanners first, then other USB ports, then by path. A Linux without `udevadm` names its USB ports only. */
export async function listSerialPorts(): Promise<SerialPortInfo[]> {
  const usbPorts = await listUsbPorts();
  const listed = await SerialPort.list().catch(() => usbPorts.map(({ path }) => ({ path })));
  return describePorts(listed, usbPorts, existsSync);
}

/**
 * A USB scanner is named by its stable link where it has one: `ttyACM0` may be another scanner after a restart. Its ids
 * are those of `usbPorts` where it is there, because those are what its port is found again by.
 */
export function describePorts(
  listed: readonly ListedPort[],
  usbPorts: readonly UsbPort[],
  isThere: (path: string) => boolean,
): SerialPortInfo[] {
  return listed
    .filter(({ path }) => path !== undefined && path !== '')
    .map((port) => {
      const { vendorId, productId, serialNumber } = usbPorts.find(({ path }) => path === port.path) ?? port;
      const link = `${BY_ID_DIR}${port.pnpId ?? ''}`;
      const known = vendorId && productId ? findKnownScanner({ vendorId, productId }) : null;
      return {
        path: link !== BY_ID_DIR && isThere(link) ? link : port.path,
        manufacturer: port.manufacturer || null,
        vendorId: vendorId?.toLowerCase() || null,
        productId: productId?.toLowerCase() || null,
        serialNumber: serialNumber || null,
        scanner: known === null ? null : scannerName(known),
      };
    })
    .sort(
      (left, right) =>
        Number(left.scanner === null) - Number(right.scanner === null) ||
        Number(left.vendorId === null) - Number(right.vendorId === null) ||
        left.path.localeCompare(right.path, 'en', { numeric: true }),
    );
}
