/** What can another program on this PC do to the local server, with nothing but sockets? */

import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import type { LoopbackServer } from '../../src-main/host/loopback-server.ts';
import { startLoopbackServer } from '../../src-main/host/loopback-server.ts';
import { createFakeGate } from '../support/fake-gate.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

let server: LoopbackServer;
let port: number;
let cookie: string;

beforeEach(async () => {
  const rendererDir = join(temporaryDir(), 'renderer');
  mkdirSync(rendererDir, { recursive: true });
  writeFileSync(join(rendererDir, 'index.html'), '<!doctype html><title>gate</title>');
  writeFileSync(join(rendererDir, 'large.js'), '/* nothing */\n'.repeat(1_000_000));
  server = await startLoopbackServer({ gate: createFakeGate().gate, rendererDir, host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close());
  port = Number(new URL(server.origin).port);
  const entrance = await fetch(server.address, { redirect: 'manual' });
  cookie = entrance.headers.get('set-cookie')?.split(';')[0] ?? '';
});

describe('another program on this PC', () => {
  test('asks for the line without the token and hangs up with a reset, many times: the gate goes on', async () => {
    for (let turn = 0; turn < 50; turn += 1) {
      const socket = open(upgradeRequest({ cookie: 'gate-session=guess' }));
      await once(socket, 'connect');
      socket.resetAndDestroy();
    }
    expect(await screenGetsIn()).toBe('open');
  });

  test('has a line that it got in by its own page reset in mid-frame: the gate goes on', async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      const socket = open(upgradeRequest({ cookie }));
      await once(socket, 'data');
      // Says that 64 KB follow, and sends four bytes of them.
      socket.write(Buffer.from([0x81, 0xfe, 0xff, 0xff, 1, 2, 3, 4, 5, 6, 7, 8]));
      await delay(1);
      socket.resetAndDestroy();
    }
    expect(await screenGetsIn()).toBe('open');
  });

  test('opens every connection there is and says nothing: they are let go, and the screen gets in', async () => {
    const silent = Array.from({ length: 200 }, () => open(''));
    await Promise.all(silent.map(closed));
    expect(await screenGetsIn()).toBe('open');
  }, 60_000);

  test('trickles a header byte by byte: it is cut off, and the screen gets in meanwhile', async () => {
    const slow = Array.from({ length: 20 }, () => open('GET / HTTP/1.1\r\n'));
    const isDone = Promise.all(slow.map(closed));
    const dripping = setInterval(() => {
      for (const socket of slow) if (socket.writable) socket.write('x');
    }, 200);
    onTestFinished(() => clearInterval(dripping));
    expect(await screenGetsIn()).toBe('open');
    await isDone;
  }, 60_000);

  test.each([
    ['a body that it announces', `content-length: ${10 ** 12}\r\n\r\n${'x'.repeat(100_000)}`],
    [
      'a body in chunks without end',
      `transfer-encoding: chunked\r\n\r\n${`2710\r\n${'x'.repeat(10_000)}\r\n`.repeat(20)}`,
    ],
    ['two lengths', 'content-length: 3\r\ncontent-length: 4\r\n\r\nabcd'],
    ['a length and chunks', 'content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['headers of a megabyte', `x: ${'x'.repeat(1_000_000)}\r\n\r\n`],
  ])(
    'sends %s: it is refused and hung up on',
    async (_what, rest) => {
      const socket = open(`POST / HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncookie: ${cookie}\r\n${rest}`);
      const heard = textOf(socket);
      await closed(socket);
      // A reset may overtake the answer; what may not come is a success.
      expect(await heard).toMatch(/^(?:HTTP\/1\.1 4\d\d |$)/);
      expect(await screenGetsIn()).toBe('open');
    },
    60_000,
  );

  test('asks for a large file with a stolen cookie and never reads it: no other screen waits', async () => {
    const stuck = Array.from({ length: 5 }, () => {
      const socket = open(`GET /large.js HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncookie: ${cookie}\r\n\r\n`);
      socket.pause();
      return socket;
    });
    await Promise.all(stuck.map((socket) => once(socket, 'connect')));
    expect(await screenGetsIn()).toBe('open');
    for (const socket of stuck) socket.destroy();
  });

  test.each([
    ['no Host', `GET / HTTP/1.0\r\n`],
    ['another name', 'GET / HTTP/1.1\r\nhost: gate.example\r\n'],
    ['a whole address in the first line', 'GET http://gate.example/ HTTP/1.1\r\nhost: gate.example\r\n'],
    ['a tunnel', 'CONNECT gate.example:443 HTTP/1.1\r\nhost: gate.example:443\r\n'],
  ])('comes with the cookie under %s, as a rebound name would: nothing of the page is sent', async (_what, head) => {
    const socket = open(`${head}cookie: ${cookie}\r\nconnection: close\r\n\r\n`);
    const heard = textOf(socket);
    await closed(socket);
    expect(await heard).not.toContain('<title>');
    expect(await heard).not.toMatch(/^HTTP\/1\.\d 2/);
  });
});

function open(text: string): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.resume();
  socket.write(text);
  onTestFinished(() => void socket.destroy());
  return socket;
}

/** However it ends: a reset is an end as well. */
function closed(socket: Socket): Promise<void> {
  return new Promise((told) => void socket.once('close', () => told()));
}

async function textOf(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
  });
  await closed(socket);
  return text;
}

function upgradeRequest({ cookie: value }: { readonly cookie: string }): string {
  return [
    'GET /gate HTTP/1.1',
    `host: 127.0.0.1:${port}`,
    `origin: http://127.0.0.1:${port}`,
    `cookie: ${value}`,
    'connection: upgrade',
    'upgrade: websocket',
    'sec-websocket-version: 13',
    'sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==',
    '\r\n',
  ].join('\r\n');
}

function screenGetsIn(): Promise<'open' | 'refused'> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/gate`, { headers: { cookie }, origin: server.origin });
  return new Promise((told) => {
    socket.on('open', () => {
      socket.terminate();
      told('open');
    });
    socket.on('error', () => told('refused'));
  });
}
