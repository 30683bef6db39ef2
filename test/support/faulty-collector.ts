/** What can a collector do to a gate that it should not? A real server that misbehaves on command. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** `hang`: takes the request and never answers. `reset`: breaks the connection in the middle of an answer. */
export type Misbehaviour = 'server-error' | 'reset' | 'hang';

export type FaultyCollector = {
  readonly url: string;
  /** Requests taken so far. */
  readonly requests: () => number;
  readonly close: () => Promise<void>;
};

/** Listens on `port` of the loopback (0 = any) and misbehaves the same way at every upload. */
export async function startFaultyCollector(misbehaviour: Misbehaviour, port = 0): Promise<FaultyCollector> {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    misbehave(misbehaviour, request, response);
  });
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}

function misbehave(misbehaviour: Misbehaviour, request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  request.on('end', () => {
    switch (misbehaviour) {
      case 'server-error':
        response.writeHead(500, { 'content-type': 'text/plain' }).end('out of order');
        return;
      case 'reset':
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
        response.write('{"acknowledged":[{"from":1,', () => response.destroy());
        return;
      case 'hang':
        return; // The connection stays open until the gate gives up or the server closes.
    }
  });
}
