/** How do several readers of one PC find their ports, and never two the same? */

import { existsSync, realpathSync } from 'node:fs';
import type { PortWish } from './choose-port.ts';
import { choosePort, isAlike } from './choose-port.ts';
import { monotonicNowMs } from './clock.ts';
import type { UsbIdentity, UsbPort } from './usb-ports.ts';
import { listUsbPorts } from './usb-ports.ts';

/** How long a remembered device may be away before a reader on `auto` takes another: longer than a loose plug is. */
export const REPLACEMENT_AFTER_MS = 5_000;
/** Readers that wait side by side share one look at the ports. */
const LIST_AGE_MS = 200;

/** `device` is `null` where the system knows nothing of the port but its path. */
export type FoundPort = { readonly path: string; readonly device: UsbIdentity | null };

/** One reader's way to its port. */
export type PortSeeker = {
  /** The port to open now, which from here on is this reader's; `taken` = another reader has the one that is asked for. */
  readonly find: () => Promise<FoundPort | 'not-found' | 'taken'>;
  /** It opened: this is the device to look for from now on. */
  readonly keep: (found: FoundPort) => void;
  /** Called when a reader that asks for this very port has to get it. Only readers that find theirs by themselves give way. */
  readonly onWanted: (giveWay: () => void) => void;
  /** It is not open any more: others may have it. */
  readonly release: () => void;
  /** The reader is gone, with what it asked for. */
  readonly end: () => void;
};

/** What a reader had last, over restarts, when it asked for this path. Asked for another, it had nothing. */
export type PortMemory = {
  readonly recall: (readerId: string, path: PortWish['path']) => UsbIdentity | null;
  readonly remember: (readerId: string, path: PortWish['path'], device: UsbIdentity) => void;
};

export type PortFinder = { readonly seek: (readerId: string, wish: PortWish) => PortSeeker };

export type PortFinderOptions = {
  readonly memory: PortMemory;
  readonly list?: () => Promise<readonly UsbPort[]>;
  readonly nowMs?: () => number;
};

type Seeking = {
  readonly wish: PortWish;
  remembered: UsbIdentity | null;
  held: string | null;
  missingSinceMs: number | null;
  giveWay: (() => void) | null;
};

export function createPortFinder({
  memory,
  list = listUsbPorts,
  nowMs = monotonicNowMs,
}: PortFinderOptions): PortFinder {
  const seekings = new Map<string, Seeking>();
  let look: { readonly atMs: number; readonly ports: Promise<readonly UsbPort[]> } | null = null;

  function ports(): Promise<readonly UsbPort[]> {
    if (look === null || nowMs() - look.atMs > LIST_AGE_MS) look = { atMs: nowMs(), ports: list() };
    return look.ports;
  }

  function seek(readerId: string, wish: PortWish): PortSeeker {
    const mine: Seeking = {
      wish,
      remembered: memory.recall(readerId, wish.path),
      held: null,
      missingSinceMs: null,
      giveWay: null,
    };
    seekings.set(readerId, mine);
    const isOthers = (port: UsbPort): boolean =>
      [...seekings.values()].some((other) => other !== mine && mayKeepFrom(other, wish) && asksFor(other, port));

    return {
      find: async () => {
        const listed = await ports();
        mine.missingSinceMs ??= nowMs();
        const wished = wish.path === null ? null : samePath(wish.path);
        const path = choosePort({
          wish,
          remembered: mine.remembered,
          ports: listed,
          isWishThere: wish.path !== null && isThere(wish.path, listed),
          behindWish: listed.find((port) => samePath(port.path) === wished) ?? null,
          isTaken: isOthers,
          mayReplace: nowMs() - mine.missingSinceMs >= REPLACEMENT_AFTER_MS,
        });
        if (path === null) return 'not-found';
        const holder = [...seekings.values()].find((other) => other !== mine && other.held === samePath(path));
        if (holder !== undefined) {
          if (holder.wish.path === null) holder.giveWay?.();
          return 'taken';
        }
        mine.held = samePath(path);
        const device = listed.find((port) => samePath(port.path) === mine.held);
        return { path, device: device === undefined ? null : identityOf(device) };
      },
      keep: ({ device }) => {
        mine.missingSinceMs = null;
        if (device === null || isSame(device, mine.remembered)) return;
        mine.remembered = device;
        memory.remember(readerId, wish.path, device);
      },
      onWanted: (giveWay) => {
        mine.giveWay = giveWay;
      },
      release: () => {
        mine.held = null;
        mine.giveWay = null;
      },
      end: () => {
        if (seekings.get(readerId) === mine) seekings.delete(readerId);
      },
    };
  }

  return { seek };
}

/** For a reader that is told its path and nothing else. */
export function fixedPort(path: string): PortSeeker {
  const found = Promise.resolve({ path, device: null });
  return { find: () => found, keep: () => {}, onWanted: () => {}, release: () => {}, end: () => {} };
}

/** A reader that finds its port by itself keeps none from one that was given it by hand. */
function mayKeepFrom(other: Seeking, wish: PortWish): boolean {
  return wish.path === null || other.wish.path !== null;
}

/** Another reader's port: open, named in its settings, or of the device that it waits for. */
function asksFor({ wish, remembered, held }: Seeking, port: UsbPort): boolean {
  if (held === samePath(port.path)) return true;
  if (wish.path !== null && wish.device === null && samePath(wish.path) === samePath(port.path)) return true;
  const device = wish.device ?? remembered;
  if (device === null || !isAlike(device, port)) return false;
  // Several without a serial number are told by their sockets.
  return device.serialNumber !== null || remembered?.location === port.location;
}

function isSame(left: UsbIdentity, right: UsbIdentity | null): boolean {
  return (
    left.vendorId === right?.vendorId &&
    left.productId === right.productId &&
    left.serialNumber === right.serialNumber &&
    left.location === right.location
  );
}

function identityOf({ vendorId, productId, serialNumber, location }: UsbPort): UsbIdentity {
  return { vendorId, productId, serialNumber, location };
}

/** Windows has no file behind `COM3`: there the list says it, as far as it goes. */
function isThere(path: string, ports: readonly UsbPort[]): boolean {
  if (process.platform !== 'win32') return existsSync(path);
  return ports.some((port) => samePath(port.path) === samePath(path));
}

/** One word for a port, through links below `/dev/serial/by-id` and whatever case Windows was asked in. */
function samePath(path: string): string {
  if (process.platform === 'win32') return path.toUpperCase();
  try {
    return realpathSync(path);
  } catch {
    return path; // Not there now: its name is all that there is.
  }
}
