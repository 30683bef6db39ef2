/** How does the core run in a Node of one's own? As a child process; ports are relayed to it, message by message. */

import { fork } from 'node:child_process';
import type { MessagePortMain } from 'electron';
import { CORE_MEMORY } from '../host/core-memory.ts';
import { KEYS_COME, keysMessage } from '../host/keys-message.ts';
import type { RelayedPort } from '../host/relay-protocol.ts';
import { connectRelay } from '../host/relay-protocol.ts';
import type { StartCore } from './core.ts';

/** Starts `scriptPath` on the Node at `nodePath` each time it is called, and hands it what `secrets` gives then. */
export function startChildCore(nodePath: string, scriptPath: string, secrets: () => string | null): StartCore {
  return ({ onMessage, onEnd }) => {
    const child = fork(scriptPath, [], {
      execPath: nodePath,
      // Switches of the shell (a debugger's, for one) are none of the core's.
      execArgv: [...CORE_MEMORY],
      // The fuse keeps it from Electron; it must not come in by this door.
      env: { ...process.env, NODE_OPTIONS: '', ...KEYS_COME },
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child.on('message', onMessage);
    child.once('exit', onEnd);
    child.on('error', () => {
      // A Node that is not there never exits. One that is there but cannot be reached any more is of no use.
      if (child.pid === undefined) onEnd(null);
      else child.kill('SIGKILL');
    });
    // A child that could not be started, or is gone already, is heard of by its events.
    child.send(keysMessage(secrets()), () => undefined);
    return {
      connect: (port, face) => void connectRelay(child, asRelayedPort(port), face),
      askToClose: () => (child.connected ? child.send({ type: 'close' }) : child.kill()),
      tellResumed: () => {
        if (child.connected) child.send({ type: 'resumed' }, () => undefined);
      },
      pid: () => child.pid ?? null,
      kill: () => child.kill('SIGKILL'),
    };
  };
}

function asRelayedPort(port: MessagePortMain): RelayedPort {
  return {
    on: (event, listener) =>
      event === 'message' ? port.on('message', listener) : port.on('close', () => listener({ data: undefined })),
    start: () => port.start(),
    postMessage: (data) => port.postMessage(data),
    close: () => port.close(),
  };
}
