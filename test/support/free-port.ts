/** Which port of the loopback is free? */

import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below the ports that a system gives out by itself (Linux from 32768 on, others from 49152), to every connection that somebody opens:
 * of those, one that is free now may be a stranger's before it is listened on, or while who listened is away.
 */
const FIRST = 20_000;
const COUNT = 12_000;
const given = new Set<number>();

/** A port that nobody listens on at the moment, and that this process was not given before. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
