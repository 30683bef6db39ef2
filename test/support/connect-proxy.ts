/** A company's proxy: CONNECT only, with a name and a password, and it alone knows where a host is. */

import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';

export type ConnectProxy = {
  readonly port: number;
  /** What was asked for, let through or not. */
  readonly asked: readonly string[];
};

/** Lets `host:port` through to that port of this machine where `login` (`name:password`) is shown. */
export async function startConnectProxy(login: string): Promise<ConnectProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connect', (request, near: Socket) => {
    asked.push(request.url ?? '');
    sockets.add(near);
    near.on('error', () => undefined);
    if (request.headers['proxy-authorization'] !== `Basic ${Buffer.from(login).toString('base64')}`) {
      near.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="company"\r\n\r\n');
      return;
    }
    const far = connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
      near.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      near.pipe(far).pipe(near);
    });
    sockets.add(far);
    far.on('error', () => near.destroy());
    near.on('close', () => far.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, asked };
}
