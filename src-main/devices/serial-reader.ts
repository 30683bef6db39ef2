/** How does a scanner on a serial port become frames, for as long as the gate runs? */

import type { PortTrouble, ReaderEffect, ReaderEvent, ReaderState } from '../core/readers/reconnect.ts';
import { isAtRest, newReaderLife, nextReaderStep } from '../core/readers/reconnect.ts';
import type { OpenedPort, PortSettings } from './open-port.ts';
import { openPort } from './open-port.ts';
import type { Frame } from './serial-line.ts';
import { createSerialLine } from './serial-line.ts';

export type SerialReaderOptions = {
  readonly settings: PortSettings;
  readonly onFrame: (frame: Frame) => void;
  /** Called on each change, for the first time before `openSerialReader` returns. */
  readonly onStatus: (status: { readonly state: ReaderState; readonly trouble: PortTrouble | null }) => void;
};

export type SerialReader = {
  /** Ends it at any time, also while opening. Nothing is called any more; done when the port is free for others. */
  readonly close: () => Promise<void>;
};

/** Reads a port, and reopens it whenever it is lost. Readers share nothing: each has its own port, line and timers. */
export function openSerialReader({ settings, onFrame, onStatus }: SerialReaderOptions): SerialReader {
  let life = newReaderLife();
  let port: OpenedPort | null = null;
  let retryTimer: NodeJS.Timeout | null = null;
  const atRest = Promise.withResolvers<void>();
  const line = createSerialLine({ onFrame, pause: () => port?.pause(), resume: () => port?.resume() });

  function tell(event: ReaderEvent): void {
    const step = nextReaderStep(life, event);
    life = step.state;
    for (const effect of step.effects) carryOut(effect);
    if (isAtRest(life)) atRest.resolve();
  }

  function carryOut(effect: ReaderEffect): void {
    switch (effect.type) {
      case 'open':
        port = openPort(settings, {
          onOpened: () => tell({ type: 'opened' }),
          onOpenFailed: (trouble) => tell({ type: 'open-failed', trouble }),
          onBytes: line.take,
          onLost: (trouble) => tell({ type: 'lost', trouble }),
          onClosed: () => tell({ type: 'closed' }),
        });
        return;
      case 'close':
        port?.close();
        return;
      case 'schedule':
        retryTimer = setTimeout(() => tell({ type: 'retry-due' }), effect.delayMs);
        return;
      case 'report':
        onStatus({ state: effect.state, trouble: effect.trouble });
        return;
    }
  }

  tell({ type: 'started' });

  return {
    close: () => {
      line.close();
      if (retryTimer !== null) clearTimeout(retryTimer);
      tell({ type: 'stopped' });
      return atRest.promise;
    },
  };
}
