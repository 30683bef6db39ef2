/** How does the gate speak with its screens, whatever carries the words? */

import { RPCHandler } from '@orpc/server/websocket';
import type { Gate } from '../contract/gate.ts';
import type { HostLog } from './log.ts';
import { createGateRouter } from './router.ts';
import { parseFrame } from './screen-frame.ts';
import { errorFields } from './screened-words.ts';
import { createVisitorRouter } from './visitor-router.ts';

/** The way to one screen: a WebSocket, a message port, a relay. */
export type ScreenLine = {
  /** Resolves when the screen's side has taken it, where the carrier can tell: nothing more is sent until then. */
  readonly send: (text: string) => Promise<void>;
  /** Ends the connection for good. */
  readonly cut: () => void;
};

/** What the carrier tells of that screen. */
export type ScreenSession = {
  readonly receive: (data: unknown) => void;
  readonly close: () => void;
};

export type ScreenServer = { readonly open: (line: ScreenLine) => ScreenSession };

/** Far more than a screen has under way at any time; a flood ends here and not in memory. */
export const MOST_CALLS_AT_ONCE = 64;

/** One server for all screens of a gate. A screen that sends what no screen would send is cut off, and may come again. */
export function createScreenServer(gate: Gate, log: HostLog): ScreenServer {
  const handler = new RPCHandler(createGateRouter(gate, log));
  return {
    open: (line) => {
      // A session is a connection: what its caller may do ends with it.
      const caller = gate.openCaller();
      return openSession(
        {
          take: (peer, frame) => handler.message(peer, frame, { context: { caller } }),
          end: (peer) => {
            caller.close();
            handler.close(peer);
          },
        },
        line,
        log,
      );
    },
  };
}

/** The same for visitors' screens, which can call less, and are nobody's. */
export function createVisitorServer(gate: Gate, log: HostLog): ScreenServer {
  const handler = new RPCHandler(createVisitorRouter(gate));
  return {
    open: (line) =>
      openSession(
        { take: (peer, frame) => handler.message(peer, frame), end: (peer) => handler.close(peer) },
        line,
        log,
      ),
  };
}

/** What answers the calls of one connection. */
type Answers = {
  readonly take: (peer: WebSocket, frame: string) => Promise<unknown>;
  readonly end: (peer: WebSocket) => void;
};

function openSession(answers: Answers, line: ScreenLine, log: HostLog): ScreenSession {
  // The handler knows a connection by this object, and waits for what its `send` returns before it reads the next event.
  const peer = {
    send: (text: string) => line.send(text),
    addEventListener: () => undefined,
  } as unknown as WebSocket;
  let callsUnderWay = 0;
  let isOpen = true;

  function close(): void {
    if (!isOpen) return;
    isOpen = false;
    answers.end(peer);
  }

  function cut(why: 'malformed' | 'too-many-calls'): void {
    log('screen-cut', { why });
    close();
    line.cut();
  }

  async function answer(frame: string): Promise<void> {
    callsUnderWay += 1;
    try {
      await answers.take(peer, frame);
    } catch (error) {
      // A screen that goes in the middle of an answer is no news.
      if (isOpen) log('screen-answer-failed', errorFields(error));
    } finally {
      callsUnderWay -= 1;
    }
  }

  return {
    receive: (data) => {
      if (!isOpen) return;
      const frame = parseFrame(data);
      if (frame === null) cut('malformed');
      else if (callsUnderWay >= MOST_CALLS_AT_ONCE) cut('too-many-calls');
      else void answer(frame);
    },
    close,
  };
}
