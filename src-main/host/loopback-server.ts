/** How does a browser on this machine reach the gate, and nobody else? */

import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import type { Gate } from '../contract/gate.ts';
import type { HostLog } from './log.ts';
import { openLog } from './log.ts';
import { createGateRouter } from './router.ts';
import { newSession } from './session-token.ts';
import { listStaticFiles, STRICT_HEADERS } from './static-files.ts';

export type LoopbackServer = {
  /** Where to send the screen; holds the token of this boot. */
  readonly address: string;
  readonly origin: string;
  readonly close: () => Promise<void>;
};

export type LoopbackServerOptions = {
  readonly gate: Gate;
  /** The built screen. */
  readonly rendererDir: string;
  readonly host: '127.0.0.1';
  /** 0 = any free port. */
  readonly port: number;
  readonly log?: HostLog;
};

/** A reading of the greatest length, in four-byte letters, fits twice. */
const LARGEST_MESSAGE_BYTES = 128 * 1024;
const MOST_CONNECTIONS = 32;
const SLOWEST_REQUEST_MS = 5_000;
const SOCKET_PATH = '/gate';

/**
 * Files and WebSocket for one machine. Everything needs the cookie of this boot, the exact Host and, where something can
 * be changed, the exact Origin; so neither another user's page, nor a foreign site, nor a rebound name gets in.
 */
export async function startLoopbackServer(options: LoopbackServerOptions): Promise<LoopbackServer> {
  const files = listStaticFiles(options.rendererDir);
  const session = newSession();
  const handler = new RPCHandler(createGateRouter(options.gate, options.log ?? openLog(null)));
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE_BYTES });
  const server = createServer({
    maxHeaderSize: 16_384,
    requestTimeout: SLOWEST_REQUEST_MS,
    headersTimeout: SLOWEST_REQUEST_MS,
  });
  server.maxConnections = MOST_CONNECTIONS;
  let hosts: readonly string[] = [];

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (!hosts.includes(request.headers.host ?? '')) return refuse(response, 421);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
    if (session.isEntrance(path)) {
      response.writeHead(303, { ...STRICT_HEADERS, location: '/', 'set-cookie': session.cookieHeader }).end();
      return;
    }
    if (!session.mayEnter(request)) return refuse(response, 403);
    const file = files.get(path);
    if (file === undefined) return refuse(response, 404);
    response.writeHead(200, { ...STRICT_HEADERS, 'content-type': file.contentType });
    if (request.method === 'HEAD') response.end();
    else
      createReadStream(file.path)
        .on('error', () => response.destroy())
        .pipe(response);
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { host, origin } = request.headers;
    const isOurs = hosts.includes(host ?? '') && origin === `http://${host}`;
    if (!isOurs || request.url !== SOCKET_PATH || !session.mayEnter(request)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', () => webSocket.terminate());
      void handler.upgrade(webSocket);
    });
  }

  server.on('request', answer);
  server.on('upgrade', upgrade);
  server.listen(options.port, options.host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const origin = `http://127.0.0.1:${port}`;
  return {
    address: origin + session.entrancePath,
    origin,
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}

function refuse(response: ServerResponse, status: number): void {
  response
    .writeHead(status, { ...STRICT_HEADERS, 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
    .end();
}
