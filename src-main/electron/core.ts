/** Is there a gate core, and who has a port to it? Keeps one running, and hands the screen a port to whichever runs. */

import type { MessagePortMain } from 'electron';
import { afterDeath, NO_DEATHS } from '../core/recovery/back-off.ts';
import { afterLook, hangs, LOOK_EVERY_MS, reborn, spoke, UNBORN } from '../core/recovery/heartbeat.ts';
import { lookAtOpening, NOT_SEEN, openingHangs } from '../core/recovery/opening.ts';
import { WELL_AFTER_MS } from '../core/recovery/stage.ts';
import { waitMeter } from '../host/kept-waiting.ts';
import { isLeaveMessage } from '../host/leave-message.ts';
import type { ScreenFace } from '../host/relay-protocol.ts';
import type { VisitorScreen } from '../host/visitor-screen-message.ts';
import { parseVisitorScreen } from '../host/visitor-screen-message.ts';
import type { ShellLog } from './shell-log.ts';

/** One life of the core, whatever kind of process it is. */
export type CoreProcess = {
  /** Gives the core one end of a channel; the screen with that face has the other. */
  readonly connect: (port: MessagePortMain, face: ScreenFace) => void;
  /** Asks it to finish what it does, close its database and end. */
  readonly askToClose: () => void;
  /** The machine slept. */
  readonly tellResumed: () => void;
  /** `null` = it is not known. */
  readonly pid: () => number | null;
  /** At once and for certain, also where it hangs. */
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

/** What the shell wants to hear of the core that runs. */
export type CoreListener = {
  readonly onVisitorScreen?: (screen: VisitorScreen) => void;
  /** Somebody left by PIN or badge. */
  readonly onLeave?: () => void;
  /** It is gone, whatever ended it; `reason` where it said one. It is started again. */
  readonly onDied?: (reason: string | null) => void;
  /** It has been ready for `WELL_AFTER_MS`. */
  readonly onWell?: () => void;
  /** Lengths and times of the files of the log; what changes in them shows that a core which is not ready yet is at work. */
  readonly seeLog?: () => string;
};

export type CoreKeeper = {
  /** A screen wants a port: it gets one now, or as soon as there is a core, and a new one after each restart. One screen a face. */
  readonly connectScreen: (face: ScreenFace, givePort: GiveScreenAPort) => void;
  /** One that waits to be started again waits no longer. */
  readonly startNow: () => void;
  readonly tellResumed: () => void;
  /** Resolves when the core has ended by itself, or was ended after `CLOSE_WITHIN_MS`. It is not started again. */
  readonly close: () => Promise<void>;
};

/** Long enough to end the transaction that is under way and close the database. */
const CLOSE_WITHIN_MS = 3_000;

/** Starts a core, and another one whenever it ends or hangs, after a delay that grows while it keeps ending. */
export function keepCore(startCore: StartCore, log: ShellLog, listener: CoreListener = {}): CoreKeeper {
  let core: CoreProcess | null = null;
  let isReady = false;
  let isClosing = false;
  let backOff = NO_DEATHS;
  let restartTimer: NodeJS.Timeout | null = null;
  let wellTimer: NodeJS.Timeout | undefined;
  let lookTimer: NodeJS.Timeout | undefined;
  let heartbeat = UNBORN;
  let isHung = false;
  let opening = NOT_SEEN;
  let refusal: string | null = null;
  const keptWaiting = waitMeter();
  const screens = new Map<ScreenFace, GiveScreenAPort>();
  let onGone: (() => void) | null = null;

  function start(): void {
    const startedAtMs = performance.now();
    restartTimer = null;
    refusal = null;
    opening = NOT_SEEN;
    heartbeat = reborn(heartbeat, isHung);
    isHung = false;
    core = startCore({ onMessage: hear, onEnd: (code) => bury(code, performance.now() - startedAtMs) });
    lookTimer = setInterval(look, LOOK_EVERY_MS);
  }

  function hear(message: unknown): void {
    if (isReady) heartbeat = spoke(heartbeat);
    const { type, reason } = parseCoreMessage(message);
    if (type === 'refused') {
      log('core-refused', { reason });
      refusal = reason;
      // It holds nothing open. It is tried again like one that died: the disk may have room again, the file be back.
      core?.kill();
    }
    const visitorScreen = parseVisitorScreen(message);
    if (visitorScreen !== null) listener.onVisitorScreen?.(visitorScreen);
    if (isLeaveMessage(message)) listener.onLeave?.();
    if (type !== 'ready') return;
    log('core-ready');
    isReady = true;
    wellTimer = setTimeout(() => listener.onWell?.(), WELL_AFTER_MS);
    for (const face of screens.keys()) connect(face);
  }

  /** A core that opens its log does so in one piece and says nothing: then its files tell. One that is ready speaks every second. */
  function look(): void {
    if (isReady) {
      heartbeat = afterLook(heartbeat, keptWaiting(core?.pid() ?? 0));
      if (hangs(heartbeat)) endHung('core-hung');
    } else {
      opening = lookAtOpening(opening, listener.seeLog?.() ?? '');
      if (openingHangs(opening)) endHung('core-opening-hung');
    }
  }

  function endHung(event: string): void {
    log(event);
    isHung = true;
    clearInterval(lookTimer);
    core?.kill();
  }

  function connect(face: ScreenFace): void {
    if (!isReady || core === null) return;
    const port = screens.get(face)?.() ?? null;
    if (port !== null) core.connect(port, face);
  }

  function bury(code: number | null, livedMs: number): void {
    core = null;
    isReady = false;
    clearInterval(lookTimer);
    clearTimeout(wellTimer);
    if (isClosing) {
      onGone?.();
      return;
    }
    const { backOff: next, delayMs } = afterDeath(backOff, livedMs);
    backOff = next;
    log('core-ended', { code, againInMs: delayMs });
    restartTimer = setTimeout(start, delayMs);
    listener.onDied?.(refusal);
  }

  start();
  return {
    connectScreen: (face, givePort) => {
      screens.set(face, givePort);
      connect(face);
    },
    startNow: () => {
      if (restartTimer === null) return;
      clearTimeout(restartTimer);
      start();
    },
    tellResumed: () => core?.tellResumed(),
    close: () => {
      isClosing = true;
      clearInterval(lookTimer);
      clearTimeout(wellTimer);
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
