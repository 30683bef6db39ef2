/** Which of the ports that are plugged in is this reader's? Pure: the list in, a path out. */

import { findKnownScanner } from './known-scanners.ts';
import type { UsbIdentity, UsbPort } from './usb-ports.ts';

/** What the settings ask for. */
export type PortWish = {
  /** `null` = any known scanner that no other reader has. */
  readonly path: string | null;
  /** What was behind the path when it was chosen. */
  readonly device: Pick<UsbIdentity, 'vendorId' | 'productId' | 'serialNumber'> | null;
};

export type PortChoice = {
  readonly wish: PortWish;
  /** The device that this reader had last. */
  readonly remembered: UsbIdentity | null;
  readonly ports: readonly UsbPort[];
  /** The wished path leads to a port now, as far as the system says. */
  readonly isWishThere: boolean;
  /** The listed port that the wished path leads to. */
  readonly behindWish: UsbPort | null;
  /** The port, in whatever words, is one that another reader holds or asks for by name. */
  readonly isTaken: (port: UsbPort) => boolean;
  /** The remembered device has been away for so long that another may stand in for it. */
  readonly mayReplace: boolean;
};

/**
 * The path to open, or `null` while there is none. A device that was chosen by hand counts more than its path, which the
 * system renumbers (COM3 → COM5); a path without a device counts more than what was behind it before.
 */
export function choosePort(choice: PortChoice): string | null {
  const { wish, remembered, isWishThere, behindWish } = choice;
  if (wish.path === null) return chooseAny(choice);
  if (wish.device !== null) {
    // Also one that another reader has: it must be told who has it, not that it is gone.
    const isTaken = wish.device.serialNumber === null ? choice.isTaken : () => false;
    const found = findAgain({ ...choice, isTaken }, { location: null, ...behindWish, ...remembered, ...wish.device });
    if (found !== null) return found.path;
    // Where the system lists nothing behind the path, the path is all there is.
    return isWishThere && behindWish === null ? wish.path : null;
  }
  if (isWishThere || remembered === null) return wish.path;
  return findAgain(choice, remembered)?.path ?? wish.path;
}

function chooseAny(choice: PortChoice): string | null {
  const { remembered, ports, isTaken, mayReplace } = choice;
  const same = remembered === null ? null : findAgain(choice, remembered);
  if (same !== null) return same.path;
  if (remembered !== null && !mayReplace) return null;
  return ports.find((port) => findKnownScanner(port) !== null && !isTaken(port))?.path ?? null;
}

/**
 * The same device under whatever path. One without a serial number is told by its socket, or by being the only one of
 * its kind that nobody else has.
 */
function findAgain({ ports, isTaken }: PortChoice, device: UsbIdentity): UsbPort | null {
  const alike = ports.filter((port) => isAlike(port, device) && !isTaken(port));
  if (device.serialNumber !== null || alike.length === 1) return alike[0] ?? null;
  return alike.find(({ location }) => location === device.location) ?? null;
}

/** The same model with the same serial number, or both without one. */
export function isAlike(left: PortWish['device'] & object, right: PortWish['device'] & object): boolean {
  return (
    left.vendorId === right.vendorId && left.productId === right.productId && left.serialNumber === right.serialNumber
  );
}
