/** How is one serial port opened once, read, and closed once, whatever the library and the plug do? */

import { SerialPort } from 'serialport';
import type { PortTrouble } from '../core/readers/reconnect.ts';
import type { PortSeeker } from './port-finder.ts';
import type { Presence } from './port-presence.ts';
import { notePresence, PRESENCE_CHECK_MS } from './port-presence.ts';
import { troubleOfOpening } from './port-trouble.ts';

/** Exactly one of `onOpened` and `onOpenFailed`; after `onOpened`, bytes, at most one `onLost`, then `onClosed` once. */
export type PortEvents = {
  readonly onOpened: (path: string) => void;
  readonly onOpenFailed: (trouble: PortTrouble) => void;
  readonly onBytes: (chunk: Uint8Array) => void;
  readonly onLost: (trouble: PortTrouble) => void;
  /** The system has the port back; it can be opened again. */
  readonly onClosed: () => void;
};

export type OpenedPort = {
  /** Asks the system whether the plug is still in. True where asking is slow and the system tells by itself (Windows). */
  readonly isStillThere: () => Promise<boolean>;
  readonly pause: () => void;
  readonly resume: () => void;
  /** Hands bytes to the system; false where there is no port or it did not take them. May take for ever: set a time. */
  readonly write: (bytes: Uint8Array) => Promise<boolean>;
  /** The state of the input lines now; `null` where this port has none. */
  readonly readLines: () => Promise<PortLines | null>;
  /** Once, after `onOpened`; needed after `onLost` too. */
  readonly close: () => void;
};

export type PortLines = { readonly cts: boolean; readonly dsr: boolean; readonly dcd: boolean };

export type PortSettings = { readonly seeker: PortSeeker; readonly baudRate: number };

/** How much is read at a time: small, so that a babbling line cannot hand over seconds of work at once. */
const READ_BYTES = 16 * 1024;

/** Finds the port and opens it with an exclusive lock. All events come later than this call returns. */
export function openPort({ seeker, baudRate }: PortSettings, events: PortEvents): OpenedPort {
  let port: SerialPort | null = null;
  let presence: Presence | null = null;
  let presenceTimer: NodeJS.Timeout | null = null;
  let isLost = false;
  let isFinished = false;
  let isCloseAsked = false;

  async function open(): Promise<void> {
    const found = await seeker.find();
    if (found === 'not-found' || found === 'taken') return fail(found);
    const noted = await notePresence(found.path);
    if (noted === null) return fail('not-found');
    const opening = new SerialPort({
      path: found.path,
      baudRate,
      autoOpen: false,
      lock: true,
      highWaterMark: READ_BYTES,
    });
    opening.open((error) => {
      if (error !== null) return fail(troubleOfOpening(error.message));
      port = opening;
      presence = noted;
      opening.on('data', events.onBytes);
      opening.on('close', handleEnd);
      opening.on('error', handleEnd);
      presenceTimer = setTimeout(() => void look(noted), PRESENCE_CHECK_MS);
      seeker.keep(found);
      seeker.onWanted(() => lose('taken'));
      events.onOpened(found.path);
    });
  }

  function fail(trouble: PortTrouble): void {
    seeker.release();
    events.onOpenFailed(trouble);
  }

  async function look(noted: Presence): Promise<void> {
    const isThere = await noted.isStillThere();
    if (isLost || isCloseAsked) return;
    if (isThere) presenceTimer = setTimeout(() => void look(noted), PRESENCE_CHECK_MS);
    else lose('unplugged');
  }

  /** The library closed by itself (a read failed), or failed to: either way there is no port any more. */
  function handleEnd(): void {
    if (isCloseAsked) finish();
    else lose('unplugged');
  }

  function lose(trouble: PortTrouble): void {
    if (isLost || isCloseAsked) return;
    isLost = true;
    events.onLost(trouble);
  }

  function finish(): void {
    if (isFinished) return;
    isFinished = true;
    port?.removeAllListeners();
    // A late failure of a read that was under way must not become an uncaught error.
    port?.on('error', () => {});
    seeker.release();
    events.onClosed();
  }

  void open();

  return {
    isStillThere: async () =>
      !isLost && (process.platform === 'win32' || presence === null || (await presence.isStillThere())),
    pause: () => void port?.pause(),
    resume: () => void port?.resume(),
    write: (bytes) =>
      new Promise((resolve) => {
        if (port?.isOpen !== true) resolve(false);
        else port.write(Buffer.from(bytes), (error) => resolve(error === null || error === undefined));
      }),
    readLines: () =>
      new Promise((resolve) => {
        if (port?.isOpen !== true) resolve(null);
        else port.get((error, lines) => resolve(error !== null || lines === undefined ? null : lines));
      }),
    close: () => {
      isCloseAsked = true;
      if (presenceTimer !== null) clearTimeout(presenceTimer);
      if (port?.isOpen) port.close(finish);
      // The library is closing by itself: its `close` event ends it.
      else if (port?.closing !== true) queueMicrotask(finish);
    },
  };
}
