/** By which address is a server that listens on `host` reached? */

import type { NetworkInterfaceInfo } from 'node:os';
import { networkInterfaces } from 'node:os';

const EVERYWHERE = new Set(['0.0.0.0', '::', '']);

export type OwnAddresses = {
  readonly fromHere: string;
  /** By the first address of this machine's network; where there is none, the one from here. */
  readonly fromOutside: string;
};

/** “Every address” is one to listen on, but none to go to. */
export function ownAddresses(host: string, port: number, interfaces = networkInterfaces()): OwnAddresses {
  if (!EVERYWHERE.has(host)) {
    const address = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
    return { fromHere: address, fromOutside: address };
  }
  const all: readonly NetworkInterfaceInfo[] = Object.values(interfaces).flatMap((each) => each ?? []);
  const outside = all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
  return { fromHere: `http://127.0.0.1:${port}`, fromOutside: `http://${outside}:${port}` };
}
