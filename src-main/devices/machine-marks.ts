/** Which machine is this, as far as its network cards tell? */

import { createHash } from 'node:crypto';
import { networkInterfaces } from 'node:os';

/** Set in addresses that software made up: virtual cards, and the random ones by which tablets hide. */
const LOCALLY_ADMINISTERED = 0x02;

/**
 * A short hash of each network card's own address; empty where there is none, and then nothing can be told. Unlike the system's
 * machine id these are not copied with a disk. Salted, so that the file in which they are kept says nothing of the card.
 */
export function readMachineMarks(salt: string, interfaces = networkInterfaces()): readonly string[] {
  const addresses = Object.values(interfaces)
    .flatMap((cards) => cards ?? [])
    .filter(({ internal, mac }) => !internal && isOwnAddress(mac))
    .map(({ mac }) => createHash('sha256').update(`${salt} ${mac}`).digest('hex').slice(0, 16));
  return [...new Set(addresses)].sort();
}

/** No card of before is here: another machine, or every card was changed. */
export function isOtherMachine(before: readonly string[], now: readonly string[]): boolean {
  return before.length > 0 && now.length > 0 && !before.some((mark) => now.includes(mark));
}

function isOwnAddress(mac: string): boolean {
  const first = Number.parseInt(mac.slice(0, 2), 16);
  return /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/.test(mac) && !/^[0:]+$/.test(mac) && (first & LOCALLY_ADMINISTERED) === 0;
}
