/** How is one serial port opened once, read, and closed once, whatever the library and the plug do? */

import { SerialPort } from 'serialport';
import type { PortTrouble } from '../core/readers/reconnect.ts';
import type { Presence } from './port-presence.ts';
import { notePresence, PRESENCE_CHECK_MS } from './port-presence.ts';
import { troubleOfOpening } from './port-trouble.ts';

/** Exactly one of `onOpened` and `onOpenFailed`; after `onOpened`, bytes, at most one `onLost`, then `onClosed` once. */
export type PortEvents = {
  readonly onOpened: () => void;
  readonly onOpenFailed: (trouble: PortTrouble) => void;
  readonly onBytes: (chunk: Uint8Array) => void;
  readonly onLost: (trouble: PortTrouble) => void;
  /** The system has the port back; it can be opened again. */
  readonly onClosed: () => void;
};

export type OpenedPort = {
  readonly pause: () => void;
  readonly resume: () => void;
  /** Once, after `onOpened`; needed after `onLost` too. */
  readonly close: () => void;
};

export type PortSettings = { readonly path: string; readonly baudRate: number };

/** How much is read at a time: small, so that a babbling line cannot hand over seconds of work at once. */
const READ_BYTES = 16 * 1024;

/** Opens with an exclusive lock. All events come later than this call returns. */
export function openPort(settings: PortSettings, events: PortEvents): OpenedPort {
  const port = new SerialPort({ ...settings, autoOpen: false, lock: true, highWaterMark: READ_BYTES });
  let presenceTimer: NodeJS.Timeout | null = null;
  let isLost = false;
  let isFinished = false;
  let isCloseAsked = false;

  async function open(): Promise<void> {
    const presence = await notePresence(settings.path);
    if (presence === null) return events.onOpenFailed('not-found');
    port.open((error) => {
      if (error !== null) return events.onOpenFailed(troubleOfOpening(error.message));
      port.on('data', events.onBytes);
      port.on('close', handleEnd);
      port.on('error', handleEnd);
      presenceTimer = setTimeout(() => void look(presence), PRESENCE_CHECK_MS);
      events.onOpened();
    });
  }

  async function look(presence: Presence): Promise<void> {
    const isThere = await presence.isStillThere();
    if (isLost || isCloseAsked) return;
    if (isThere) presenceTimer = setTimeout(() => void look(presence), PRESENCE_CHECK_MS);
    else lose();
  }

  /** The library closed by itself (a read failed), or failed to: either way there is no port any more. */
  function handleEnd(): void {
    if (isCloseAsked) finish();
    else lose();
  }

  function lose(): void {
    if (isLost) return;
    isLost = true;
    events.onLost('unplugged');
  }

  function finish(): void {
    if (isFinished) return;
    isFinished = true;
    port.removeAllListeners();
    // A late failure of a read that was under way must not become an uncaught error.
    port.on('error', () => {});
    events.onClosed();
  }

  void open();

  return {
    pause: () => void port.pause(),
    resume: () => void port.resume(),
    close: () => {
      isCloseAsked = true;
      if (presenceTimer !== null) clearTimeout(presenceTimer);
      if (port.isOpen) port.close(finish);
      // The library is closing by itself: its `close` event ends it.
      else if (!port.closing) queueMicrotask(finish);
    },
  };
}
