/** Which serial ports does this PC have, for somebody who picks one in the settings? */

import { existsSync } from 'node:fs';
import { SerialPort } from 'serialport';

export type SerialPortInfo = {
  path: string;
  manufacturer: string | null;
  vendorId: string | null;
  productId: string | null;
};

/** What serialport says of a port. `pnpId` is, on Linux, the name of its link below `/dev/serial/by-id`. */
export type ListedPort = {
  readonly path: string;
  readonly manufacturer?: string | undefined;
  readonly vendorId?: string | undefined;
  readonly productId?: string | undefined;
  readonly pnpId?: string | undefined;
};

const BY_ID_DIR = '/dev/serial/by-id/';

/** USB ports first, then by path. No ports where the system cannot be asked (a Linux without `udevadm`). */
export async function listSerialPorts(): Promise<SerialPortInfo[]> {
  try {
    return describePorts(await SerialPort.list(), existsSync);
  } catch {
    return [];
  }
}

/** A USB scanner is named by its stable link where it has one: `ttyACM0` may be another scanner after a restart. */
export function describePorts(listed: readonly ListedPort[], isThere: (path: string) => boolean): SerialPortInfo[] {
  return listed
    .filter(({ path }) => path !== undefined && path !== '')
    .map(({ path, pnpId, manufacturer, vendorId, productId }) => {
      const link = `${BY_ID_DIR}${pnpId ?? ''}`;
      return {
        path: link !== BY_ID_DIR && isThere(link) ? link : path,
        manufacturer: manufacturer || null,
        vendorId: vendorId || null,
        productId: productId || null,
      };
    })
    .sort(
      (left, right) =>
        Number(left.vendorId === null) - Number(right.vendorId === null) ||
        left.path.localeCompare(right.path, 'en', { numeric: true }),
    );
}
