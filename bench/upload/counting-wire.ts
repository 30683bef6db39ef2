/** How many bytes pass between gate and collector? A plain pipe that counts. */

import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

export type Wire = {
  readonly url: string;
  /** Since the start or `countAnew`, headers and all, as TCP carries them; `firstAtMs` by `performance.now()`. */
  readonly counts: () => { readonly upBytes: number; readonly downBytes: number; readonly firstAtMs: number | null };
  readonly countAnew: () => void;
  readonly close: () => Promise<void>;
};

/** Listens on any free port of the loopback and leads to `toPort`. */
export async function openWire(toPort: number): Promise<Wire> {
  let upBytes = 0;
  let downBytes = 0;
  let firstAtMs: number | null = null;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect({ port: toPort, host: '127.0.0.1', noDelay: true });
    near.setNoDelay(true);
    far.on('connect', () => {
      firstAtMs ??= performance.now();
    });
    near.on('data', (chunk) => {
      upBytes += chunk.length;
    });
    far.on('data', (chunk) => {
      downBytes += chunk.length;
    });
    near.pipe(far).pipe(near);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts: () => ({ upBytes, downBytes, firstAtMs }),
    countAnew: () => {
      [upBytes, downBytes, firstAtMs] = [0, 0, null];
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}
