/** One contract, one router, one suite: over the loopback server, over a message port, and relayed into a child process. */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import type { GateEvent } from '../../../src-main/contract/gate-api.ts';
import { startLoopbackServer } from '../../../src-main/host/loopback-server.ts';
import { connectRelay } from '../../../src-main/host/relay-protocol.ts';
import { createPortServer } from '../../../src-main/host/serve-port.ts';
import type { GateClient } from '../../../src-renderer/gate-connection.ts';
import { createFakeGate } from '../../support/fake-gate.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

const TRANSPORTS: readonly { readonly name: string; readonly connect: () => Promise<GateClient> }[] = [
  { name: 'the loopback server', connect: overLoopback },
  { name: 'a message port', connect: overPort },
  { name: 'a port relayed into a child process', connect: overChild },
];

describe.each(TRANSPORTS)('over $name', ({ connect }) => {
  test('a watch begins with the snapshot, and every verdict follows in order', async () => {
    const client = await connect();
    const events = await client.watch();
    const first = await events.next();
    expect(first.value).toMatchObject({ type: 'snapshot', snapshot: { lanes: [{ id: 'lane-1' }] } });
    for (let index = 0; index < 5; index += 1) {
      await client.submitReading({
        laneId: 'lane-1',
        readerId: 'wedge-1',
        readerKind: 'wedge',
        text: `thẻ ${index} | Nguyễn`,
        encoding: 'utf-8',
      });
    }
    const seqs: (number | undefined)[] = [];
    while (seqs.length < 5) {
      const value = (await events.next()).value as GateEvent | undefined;
      if (value?.type === 'shown') seqs.push(value.shown.entry?.seq);
    }
    expect(seqs).toEqual([1, 2, 3, 4, 5]);
    await events.return?.();
  });

  test('a change by one screen is heard by it, and asked of the gate as it was said', async () => {
    const client = await connect();
    const events = await client.watch();
    await events.next();
    expect(await client.setDirection({ laneId: 'lane-1', direction: 'out' })).toEqual({ type: 'set' });
    for (;;) {
      const value = (await events.next()).value as GateEvent | undefined;
      if (value?.type !== 'lanes') continue;
      expect(value.lanes).toEqual([{ id: 'lane-1', name: 'Cổng 1', direction: 'out' }]);
      break;
    }
    await events.return?.();
  });

  test('what is against the contract is refused, and the connection lives on', async () => {
    const client = await connect();
    const wrong = { laneId: 'lane-1', direction: 'sideways' } as unknown as { laneId: string; direction: 'in' };
    await expect(client.setDirection(wrong)).rejects.toThrow('Input validation failed');
    expect(await client.listSerialPorts()).toHaveLength(1);
  });

  test('a refusal of the gate is an answer, not an error', async () => {
    const client = await connect();
    expect(await client.saveSettings({ settings: { lanes: [] } })).toEqual({
      type: 'refused',
      reason: 'invalid',
      field: 'lanes',
    });
  });
});

async function overLoopback(): Promise<GateClient> {
  const rendererDir = temporaryDir();
  writeFileSync(join(rendererDir, 'index.html'), '<!doctype html>');
  const { gate } = createFakeGate();
  const server = await startLoopbackServer({ gate, rendererDir, host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close());
  const entrance = await fetch(server.address, { redirect: 'manual' });
  const cookie = (entrance.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const socket = new WebSocket(`${server.origin.replace('http', 'ws')}/gate`, {
    headers: { cookie },
    origin: server.origin,
  });
  await once(socket, 'open');
  return createORPCClient(new SocketLink({ websocket: socket as unknown as globalThis.WebSocket }));
}

function overPort(): Promise<GateClient> {
  const { gate } = createFakeGate();
  const { port1, port2 } = new MessageChannel();
  createPortServer(gate, () => undefined)(
    {
      // Electron's ports hand over an event; Node's hand over the data itself.
      on: (event, listener) => port1.on(event, (data: unknown) => listener({ data })),
      postMessage: (data) => port1.postMessage(data),
      close: () => port1.close(),
    },
    'guard',
  );
  onTestFinished(() => port1.close());
  return Promise.resolve(createORPCClient(new PortLink({ port: port2 as unknown as MessagePort })));
}

async function overChild(): Promise<GateClient> {
  const child = fork(resolve(import.meta.dirname, '../../support/served-child.ts'), { serialization: 'advanced' });
  onTestFinished(async () => {
    const exit = once(child, 'exit');
    child.disconnect();
    await exit;
  });
  await once(child, 'message');
  const { port1, port2 } = new MessageChannel();
  const disconnect = connectRelay(
    child,
    {
      on: (event, listener) => port1.on(event, (data: unknown) => listener({ data })),
      start: () => port1.start(),
      postMessage: (data) => port1.postMessage(data),
      close: () => port1.close(),
    },
    'guard',
  );
  onTestFinished(disconnect);
  return createORPCClient(new PortLink({ port: port2 as unknown as MessagePort }));
}
