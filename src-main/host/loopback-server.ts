/** How does a browser on this machine reach the gate, and nobody else? */

import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Gate } from '../contract/gate.ts';
import { MAX_LIST_FILE_BYTES } from '../contract/trust-api.ts';
import type { HostLog } from './log.ts';
import { openLog } from './log.ts';
import { PAGE_HEADERS } from './page-policy.ts';
import type { PageWord } from './page-watch.ts';
import type { ScreenServer } from './screen-server.ts';
import { createScreenServer, createVisitorServer } from './screen-server.ts';
import { newSession } from './session-token.ts';
import type { StaticFile } from './static-files.ts';
import { listScreenFiles } from './static-files.ts';

export type LoopbackServer = {
  /** Where to send the screen; holds the token of this boot. */
  readonly address: string;
  /** Where to send a screen that faces visitors; its token opens nothing else. */
  readonly visitorAddress: string;
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
  /** Whether any free port will do where that one is taken. */
  readonly mayMove?: boolean;
  readonly log?: HostLog;
  /** What the guard's page says of itself, every second while it lives. */
  readonly onPageWord?: (word: PageWord) => void;
};

const HEADERS = { ...PAGE_HEADERS, 'cache-control': 'no-store' };

/** The largest list that a screen may hand over, as base64, and its frame; only who has the cookie gets this far. */
const LARGEST_MESSAGE_BYTES = Math.ceil(MAX_LIST_FILE_BYTES / 3) * 4 + 64 * 1024;
const MOST_CONNECTIONS = 32;
const SLOWEST_REQUEST_MS = 5_000;
const SOCKET_PATH = '/gate';
const VISITOR_SOCKET_PATH = '/visitor';
/** src-renderer/shell-beat.ts asks for them. */
const PAGE_WORDS: ReadonlyMap<string, PageWord> = new Map([
  ['/page-lives', 'lives'],
  ['/page-pauses', 'pauses'],
]);
const VISITOR_PAGE = '/?face=visitor';
/** For a browser that comes from the kiosk's file: a redirect of that visit would not carry a cookie that is for this site only. */
const enteredPage = (url: string): string =>
  `<!doctype html><meta http-equiv="refresh" content="0;url=${url}"><title>Gác Cổng</title>`;

/**
 * Files and WebSocket for one machine. Everything needs the cookie of this boot, the exact Host and, where something can
 * be changed, the exact Origin; so neither another user's page, nor a foreign site, nor a rebound name gets in.
 */
export async function startLoopbackServer(options: LoopbackServerOptions): Promise<LoopbackServer> {
  const files = listScreenFiles(options.rendererDir);
  const session = newSession();
  const visitorSession = newSession('visitor');
  const screens = createScreenServer(options.gate, options.log ?? openLog(null));
  const visitors = createVisitorServer(options.gate, options.log ?? openLog(null));
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE_BYTES });
  const server = createServer({
    maxHeaderSize: 16_384,
    requestTimeout: SLOWEST_REQUEST_MS,
    headersTimeout: SLOWEST_REQUEST_MS,
    connectionsCheckingInterval: SLOWEST_REQUEST_MS / 2,
  });
  server.maxConnections = MOST_CONNECTIONS;
  let hosts: readonly string[] = [];

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const file = files.get(path);
    const word = PAGE_WORDS.get(path);
    if (!hosts.includes(request.headers.host ?? '')) refuse(response, 421);
    else if (request.method !== 'GET' && request.method !== 'HEAD') refuse(response, 405);
    else if (session.isEntrance(path)) enter(request, response, session.cookieHeader, '/');
    else if (visitorSession.isEntrance(path)) enter(request, response, visitorSession.cookieHeader, VISITOR_PAGE);
    else if (!session.mayEnter(request) && !visitorSession.mayEnter(request)) refuse(response, 403);
    else if (word !== undefined && session.mayEnter(request)) hearPage(response, word);
    else if (file === undefined) refuse(response, 404);
    else sendFile(response, file, request.method === 'HEAD');
  }

  function hearPage(response: ServerResponse, word: PageWord): void {
    options.onPageWord?.(word);
    response.writeHead(204, HEADERS).end();
  }

  function enter(request: IncomingMessage, response: ServerResponse, cookie: string, location: string): void {
    const headers = { ...HEADERS, 'set-cookie': cookie };
    if (request.headers['sec-fetch-site'] !== 'cross-site') response.writeHead(303, { ...headers, location }).end();
    else response.writeHead(200, { ...headers, 'content-type': 'text/html; charset=utf-8' }).end(enteredPage(location));
  }

  /** Whoever may stand before the guard's screen may stand before the visitor's too, and not the other way round. */
  function serverFor(request: IncomingMessage): ScreenServer | null {
    if (request.url === SOCKET_PATH && session.mayEnter(request)) return screens;
    const mayVisit = visitorSession.mayEnter(request) || session.mayEnter(request);
    return request.url === VISITOR_SOCKET_PATH && mayVisit ? visitors : null;
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Node takes its own listener off here; without one, a stranger who asks and hangs up would end the gate.
    socket.on('error', () => socket.destroy());
    const { host, origin } = request.headers;
    const isOurs = hosts.includes(host ?? '') && origin === `http://${host}`;
    const screenServer = isOurs ? serverFor(request) : null;
    if (screenServer === null) {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const screen = screenServer.open({
        send: (text) => new Promise((taken) => webSocket.send(text, () => taken())),
        cut: () => webSocket.terminate(),
      });
      webSocket.on('message', (data, isBinary) => screen.receive(isBinary ? data : data.toString()));
      webSocket.on('error', () => webSocket.terminate());
      webSocket.on('close', screen.close);
    });
  }

  server.on('request', answer);
  server.on('upgrade', upgrade);
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const origin = `http://127.0.0.1:${port}`;
  return {
    address: origin + session.entrancePath,
    visitorAddress: origin + visitorSession.entrancePath,
    origin,
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}

function sendFile(response: ServerResponse, { path, contentType }: StaticFile, isHead: boolean): void {
  response.writeHead(200, { ...HEADERS, 'content-type': contentType });
  if (isHead) response.end();
  else pipeline(createReadStream(path), response, () => undefined); // A browser that goes away in the middle is no news.
}

async function listen(server: Server, { port, host, mayMove }: LoopbackServerOptions): Promise<void> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    if (mayMove !== true || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    server.listen(0, host);
    await once(server, 'listening');
  }
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { ...HEADERS, 'content-type': 'text/plain; charset=utf-8', connection: 'close' }).end();
}
