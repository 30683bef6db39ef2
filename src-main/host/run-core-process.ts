/** What does the core process do between its start and its end? Opens the gate, serves ports, closes the gate. */

import { join } from 'node:path';
import { openGate } from '../gate.ts';
import { dataDirFrom, gateOptionsFromEnvironment } from './gate-options.ts';
import type { KeysMessage } from './keys-message.ts';
import { isKeysMessage, KEYS_COME } from './keys-message.ts';
import { logForGate, openLog } from './log.ts';
import { faceOf } from './relay-protocol.ts';
import type { ServedPort } from './serve-port.ts';
import { createPortServer, serveRelayedPorts } from './serve-port.ts';
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

/** Runs until the parent asks it to close, or goes. Where the parent has a key store, it opens once it has heard of the keys. */
export function runCoreProcess(): void {
  const parentPort = (process as { parentPort?: ParentPort }).parentPort;
  if (process.env.GATE_KEYS_COME !== KEYS_COME.GATE_KEYS_COME) {
    openCore(parentPort, undefined);
    return;
  }
  let isOpen = false;
  const hear = (message: unknown): void => {
    if (isOpen || !isKeysMessage(message)) return;
    isOpen = true;
    const { secretsText }: KeysMessage = message;
    openCore(parentPort, secretsText ?? undefined);
  };
  if (parentPort === undefined) process.on('message', hear);
  else parentPort.on('message', ({ data }) => hear(data));
}

function openCore(parentPort: ParentPort | undefined, secretsText: string | undefined): void {
  const tellParent = (message: unknown): void => {
    if (parentPort !== undefined) parentPort.postMessage(message);
    // A parent that is gone is heard of by `disconnect`; without the callback it would be an error of this process.
    else if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
  };
  const log = openLog(join(dataDirFrom(process.env), 'log'));
  const opened = openGate({ ...gateOptionsFromEnvironment(process.env, logForGate(log)), secretsText });
  if (opened.type === 'refused') {
    logForGate(log)('gate-refused', { room: opened.room, reason: opened.reason });
    tellParent({ type: 'refused', reason: opened.reason });
    process.exitCode = 1;
    process.disconnect?.();
    return;
  }
  const { gate } = opened;
  const serve = createPortServer(gate, log);
  const close = (): void => {
    void gate.close().finally(() => process.exit(0));
  };
  if (parentPort === undefined) {
    serveRelayedPorts(process, tellParent, serve);
    process.on('message', (message) => {
      if (isCloseRequest(message)) close();
    });
    process.once('disconnect', close);
  } else {
    parentPort.on('message', ({ data, ports: [port] }) => {
      if (isCloseRequest(data)) close();
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
}

function isCloseRequest(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'close';
}
