/** How does the core run in a Node of one's own? As a child process; ports are relayed to it, message by message. */

import { fork } from 'node:child_process';
import type { MessagePortMain } from 'electron';
import type { RelayedPort } from '../host/relay-protocol.ts';
import { connectRelay } from '../host/relay-protocol.ts';
import type { StartCore } from './core.ts';

/** Starts `scriptPath` on the Node at `nodePath` each time it is called. */
export function startChildCore(nodePath: string, scriptPath: string): StartCore {
  return ({ onMessage, onEnd }) => {
    const child = fork(scriptPath, [], {
      execPath: nodePath,
      // Switches of the shell (a debugger's, for one) are none of the core's.
      execArgv: [],
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
    return {
      connect: (port) => void connectRelay(child, asRelayedPort(port)),
      askToClose: () => (child.connected ? child.send({ type: 'close' }) : child.kill()),
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
