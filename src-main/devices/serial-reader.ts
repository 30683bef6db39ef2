/** How does a scanner on a serial port become frames, for as long as the gate runs? */

import type { PortTrouble, ReaderEffect, ReaderEvent, ReaderState } from '../core/readers/reconnect.ts';
import { isAtRest, newReaderLife, nextReaderStep } from '../core/readers/reconnect.ts';
import { monotonicNowMs } from './clock.ts';
import { createCodeLimit } from './code-limit.ts';
import type { OpenedPort, PortSettings } from './open-port.ts';
import { openPort } from './open-port.ts';
import type { Frame, SerialLine, SerialLineOptions } from './serial-line.ts';
import { createSerialLine } from './serial-line.ts';

/** `port`: what is open now. `babbling`: open, and held back because it says more than a scanner can. */
export type SerialStatus = {
  readonly state: ReaderState | 'babbling';
  readonly trouble: PortTrouble | null;
  readonly port: string | null;
};

export type SerialReaderOptions = {
  readonly settings: PortSettings;
  readonly onFrame: (frame: Frame) => void;
  /** Called on each change, for the first time before `openSerialReader` returns. */
  readonly onStatus: (status: SerialStatus) => void;
  readonly onDropped: SerialLineOptions['onDropped'];
};

export type SerialReader = {
  /** Ends it at any time, also while opening. Nothing is called any more; done when the port is free for others. */
  readonly close: () => Promise<void>;
};

/** Reads a port, and reopens it whenever it is lost. Readers share nothing: each has its own port, line and timers. */
export function openSerialReader({ settings, onFrame, onStatus, onDropped }: SerialReaderOptions): SerialReader {
  const limit = createCodeLimit(monotonicNowMs());
  let life = newReaderLife();
  let port: OpenedPort | null = null;
  let path: string | null = null;
  let line: SerialLine | null = null;
  let retryTimer: NodeJS.Timeout | null = null;
  const atRest = Promise.withResolvers<void>();

  function tell(event: ReaderEvent): void {
    const step = nextReaderStep(life, event);
    life = step.state;
    for (const effect of step.effects) carryOut(effect);
    if (isAtRest(life)) atRest.resolve();
  }

  function carryOut(effect: ReaderEffect): void {
    switch (effect.type) {
      case 'open':
        open();
        return;
      case 'close':
        port?.close();
        return;
      case 'schedule':
        retryTimer = setTimeout(() => tell({ type: 'retry-due' }), effect.delayMs);
        return;
      case 'report':
        onStatus({ state: effect.state, trouble: effect.trouble, port: effect.state === 'ready' ? path : null });
        return;
    }
  }

  /** Each connection has a line of its own: what one begins, the next never ends. */
  function open(): void {
    const opening = openPort(settings, {
      onOpened: (openedPath) => {
        path = openedPath;
        tell({ type: 'opened' });
      },
      onOpenFailed: (trouble) => tell({ type: 'open-failed', trouble }),
      onBytes: (chunk) => opened.take(chunk),
      onLost: (trouble) => {
        tell({ type: 'lost', trouble });
        opened.endByLoss();
      },
      onClosed: () => tell({ type: 'closed' }),
    });
    const opened = createSerialLine({
      // A line that has lost its port hands over what it has, and may still be at it when the reader is closed.
      onFrame: (frame) => {
        if (!life.isStopped) onFrame(frame);
      },
      onDropped,
      onBabbling: (isBabbling) => {
        if (life.state === 'ready') onStatus({ state: isBabbling ? 'babbling' : 'ready', trouble: null, port: path });
      },
      pause: opening.pause,
      resume: opening.resume,
      isStillThere: opening.isStillThere,
      limit,
      marksItsEnds: line?.marksItsEnds() ?? false,
    });
    port = opening;
    line = opened;
  }

  tell({ type: 'started' });

  return {
    close: () => {
      line?.close();
      if (retryTimer !== null) clearTimeout(retryTimer);
      settings.seeker.end();
      tell({ type: 'stopped' });
      return atRest.promise;
    },
  };
}
