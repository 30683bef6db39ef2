/** Is there a gate core, and who has a port to it? Keeps one running, and hands the screen a port to whichever runs. */

import type { MessagePortMain } from 'electron';
import type { ScreenFace } from '../host/relay-protocol.ts';
import type { VisitorScreen } from '../host/visitor-screen-message.ts';
import { parseVisitorScreen } from '../host/visitor-screen-message.ts';
import { afterDeath, NO_DEATHS } from './back-off.ts';
import type { ShellLog } from './shell-log.ts';

/** One life of the core, whatever kind of process it is. */
export type CoreProcess = {
  /** Gives the core one end of a channel; the screen with that face has the other. */
  readonly connect: (port: MessagePortMain, face: ScreenFace) => void;
  /** Asks it to finish what it does, close its database and end. */
  readonly askToClose: () => void;
  readonly kill: () => void;
};

export type CoreEvents = {
  readonly onMessage: (message: unknown) => void;
  /** Once, when the process is gone; `code` is null when a signal ended it. */
  readonly onEnd: (code: number | null) => void;
};

export type StartCore = (events: CoreEvents) => CoreProcess;

/** Makes a channel, gives the screen its end, and returns the core's; null when the screen is gone. */
export type GiveScreenAPort = () => MessagePortMain | null;

export type CoreKeeper = {
  /** A screen wants a port: it gets one now, or as soon as there is a core, and a new one after each restart. One screen a face. */
  readonly connectScreen: (face: ScreenFace, givePort: GiveScreenAPort) => void;
  /** Resolves when the core has ended by itself, or was ended after `CLOSE_WITHIN_MS`. It is not started again. */
  readonly close: () => Promise<void>;
};

/** Long enough to end the transaction that is under way and close the database. */
const CLOSE_WITHIN_MS = 3_000;

/** Starts a core, and another one whenever it ends, after a delay that grows while it keeps ending. */
export function keepCore(
  startCore: StartCore,
  log: ShellLog,
  onVisitorScreen: (screen: VisitorScreen) => void = () => undefined,
): CoreKeeper {
  let core: CoreProcess | null = null;
  let isReady = false;
  let isClosing = false;
  let backOff = NO_DEATHS;
  let restartTimer: NodeJS.Timeout | null = null;
  const screens = new Map<ScreenFace, GiveScreenAPort>();
  let onGone: (() => void) | null = null;

  function start(): void {
    const startedAtMs = performance.now();
    restartTimer = null;
    core = startCore({ onMessage: hear, onEnd: (code) => bury(code, performance.now() - startedAtMs) });
  }

  function hear(message: unknown): void {
    const { type, reason } = parseCoreMessage(message);
    if (type === 'refused') {
      log('core-refused', { reason });
      // It holds nothing open. It is tried again like one that died: the disk may have room again, the file be back.
      core?.kill();
    }
    const visitorScreen = parseVisitorScreen(message);
    if (visitorScreen !== null) onVisitorScreen(visitorScreen);
    if (type !== 'ready') return;
    log('core-ready');
    isReady = true;
    for (const face of screens.keys()) connect(face);
  }

  function connect(face: ScreenFace): void {
    if (!isReady || core === null) return;
    const port = screens.get(face)?.() ?? null;
    if (port !== null) core.connect(port, face);
  }

  function bury(code: number | null, livedMs: number): void {
    core = null;
    isReady = false;
    if (isClosing) {
      onGone?.();
      return;
    }
    const { backOff: next, delayMs } = afterDeath(backOff, livedMs);
    backOff = next;
    log('core-ended', { code, againInMs: delayMs });
    restartTimer = setTimeout(start, delayMs);
  }

  start();
  return {
    connectScreen: (face, givePort) => {
      screens.set(face, givePort);
      connect(face);
    },
    close: () => {
      isClosing = true;
      if (restartTimer !== null) clearTimeout(restartTimer);
      return core === null ? Promise.resolve() : endOf(core);
    },
  };

  function endOf(running: CoreProcess): Promise<void> {
    return new Promise((gone) => {
      const timer = setTimeout(() => {
        log('core-killed');
        running.kill();
      }, CLOSE_WITHIN_MS);
      onGone = () => {
        clearTimeout(timer);
        gone();
      };
      running.askToClose();
    });
  }
}

/** What the core tells its shell: that it is ready, or why it cannot be. Anything else is not for the shell. */
function parseCoreMessage(message: unknown): { readonly type: 'ready' | 'refused' | 'other'; readonly reason: string } {
  if (typeof message !== 'object' || message === null || !('type' in message)) return { type: 'other', reason: '' };
  if (message.type === 'ready') return { type: 'ready', reason: '' };
  if (message.type !== 'refused') return { type: 'other', reason: '' };
  return { type: 'refused', reason: 'reason' in message ? String(message.reason) : 'unknown' };
}
