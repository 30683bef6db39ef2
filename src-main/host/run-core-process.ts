/** What does the core process do between its start and its end? Opens the gate, serves ports, closes the gate. */

import { join } from 'node:path';
import { LOOK_EVERY_MS } from '../core/recovery/heartbeat.ts';
import { openGate } from '../gate.ts';
import { lockDataDirWithin } from './data-lock.ts';
import { dataDirFrom, gateOptionsFromEnvironment } from './gate-options.ts';
import type { KeysMessage } from './keys-message.ts';
import { isKeysMessage, KEYS_COME } from './keys-message.ts';
import { LEAVE_MESSAGE } from './leave-message.ts';
import { logForGate, openLog } from './log.ts';
import { faceOf } from './relay-protocol.ts';
import type { ServedPort } from './serve-port.ts';
import { createPortServer, serveRelayedPorts } from './serve-port.ts';
import { updateOptionsFrom } from './update-options.ts';
import { visitorScreenMessage } from './visitor-screen-message.ts';

/** `process.parentPort` of Electron's utility process; absent in a plain Node. */
type ParentPort = {
  readonly on: (
    event: 'message',
    listener: (event: {
      readonly data: unknown;
      readonly ports: readonly (ServedPort & { start: () => void })[];
    }) => void,
  ) => unknown;
  readonly postMessage: (message: unknown) => void;
};

/** A core whose shell was killed needs a moment to end; another gate on this data ends in no such time. */
const FREE_WITHIN_MS = 5_000;
/** Nobody is there any more to be shown anything: readers and barriers are let go, and the next start is not kept waiting. */
const ORPHAN_ENDS_WITHIN_MS = 1_000;

/** Runs until the parent asks it to close, or goes. Where the parent has a key store, it opens once it has heard of the keys. */
export function runCoreProcess(): void {
  const parentPort = (process as { parentPort?: ParentPort }).parentPort;
  if (process.env.GATE_KEYS_COME !== KEYS_COME.GATE_KEYS_COME) {
    void openCore(parentPort, undefined);
    return;
  }
  let isOpen = false;
  const hear = (message: unknown): void => {
    if (isOpen || !isKeysMessage(message)) return;
    isOpen = true;
    const { secretsText }: KeysMessage = message;
    void openCore(parentPort, secretsText ?? undefined);
  };
  if (parentPort === undefined) process.on('message', hear);
  else parentPort.on('message', ({ data }) => hear(data));
}

async function openCore(parentPort: ParentPort | undefined, secretsText: string | undefined): Promise<void> {
  const tellParent = (message: unknown): void => {
    if (parentPort !== undefined) parentPort.postMessage(message);
    // A parent that is gone is heard of by `disconnect`; without the callback it would be an error of this process.
    else if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
  };
  const log = openLog(join(dataDirFrom(process.env), 'log'));
  const refuse = (room: string, reason: string): void => {
    logForGate(log)('gate-refused', { room, reason });
    tellParent({ type: 'refused', reason });
    process.exitCode = 1;
    process.disconnect?.();
  };
  const unlock = await lockDataDirWithin(dataDirFrom(process.env), FREE_WITHIN_MS);
  if (unlock === null) return refuse('data', 'in-use');
  const opened = openGate({
    ...gateOptionsFromEnvironment(process.env, logForGate(log)),
    secretsText,
    onLeave: () => tellParent(LEAVE_MESSAGE),
    updates: updateOptionsFrom(process.env, 'electron', true, () => tellParent({ type: 'restart' })),
  });
  if (opened.type === 'refused') {
    unlock();
    return refuse(opened.room, opened.reason);
  }
  const { gate } = opened;
  const serve = createPortServer(gate, log);
  const close = (): void => {
    void gate.close().finally(() => process.exit(0));
  };
  const hear = (message: unknown): void => {
    if (isTyped(message, 'close')) close();
    if (isTyped(message, 'resumed')) gate.lookAgain();
  };
  if (parentPort === undefined) {
    serveRelayedPorts(process, tellParent, serve);
    process.on('message', (message) => hear(message));
    process.once('disconnect', () => {
      setTimeout(() => process.exit(0), ORPHAN_ENDS_WITHIN_MS);
      close();
    });
    if (!process.connected) process.exit(0);
  } else {
    parentPort.on('message', ({ data, ports: [port] }) => {
      hear(data);
      if (port === undefined) return;
      serve(port, typeof data === 'object' && data !== null ? faceOf(data) : 'visitor');
      port.start();
    });
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, close);
  log('gate-open');
  tellParent({ type: 'ready' });
  tellParent(visitorScreenMessage(gate.snapshot().settings));
  gate.subscribe((event) => {
    if (event.type === 'settings') tellParent(visitorScreenMessage(event.settings));
  });
  // From here on everything is done in small pieces: a core that is silent hangs.
  setInterval(() => tellParent({ type: 'alive' }), LOOK_EVERY_MS);
}

function isTyped(message: unknown, type: 'close' | 'resumed'): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === type;
}
