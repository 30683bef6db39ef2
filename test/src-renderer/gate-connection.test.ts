import { RPCHandler } from '@orpc/server/message-port';
import { expect, onTestFinished, test } from 'vitest';
import { createGateRouter } from '../../src-main/host/router.ts';
import type { GateConnection } from '../../src-renderer/gate-connection.ts';
import { connectGate } from '../../src-renderer/gate-connection.ts';
import type { ScreenEvent } from '../../src-renderer/gate-state.ts';
import type { FakeGate } from '../support/fake-gate.ts';
import { createFakeGate, serveGate } from '../support/fake-gate.ts';
import { LOCKED } from '../support/no-access.ts';

test('hears the gate through a WebSocket, and asks it', async () => {
  const fake = createFakeGate();
  const served = await serveGate(fake.gate);
  const { events, connection } = connect(socketWindow(served.port));
  await heard(events, ['snapshot']);
  fake.show({});
  await heard(events, ['snapshot', 'shown']);
  const answer = await connection.ask((client) => client.setDirection({ laneId: 'lane-1', direction: 'out' }));
  expect(answer).toEqual({ type: 'answered', value: { type: 'set' } });
  await served.close();
});

test('says that the gate is lost, comes back by itself, and begins with a fresh snapshot', async () => {
  const fake = createFakeGate();
  const served = await serveGate(fake.gate);
  const { events, connection } = connect(socketWindow(served.port));
  await heard(events, ['snapshot']);
  await served.close();
  await heard(events, ['snapshot', 'link-lost']);
  expect(await connection.ask((client) => client.listWatched())).toEqual({ type: 'no-answer' });
  const again = await serveGate(fake.gate, served.port);
  await expect.poll(() => events.at(-1)?.type).toBe('access');
  expect((await connection.ask((client) => client.listWatched())).type).toBe('answered');
  await again.close();
});

test('a call that the gate cannot answer is an answer too, and ends nothing', async () => {
  const fake = createFakeGate();
  const served = await serveGate({
    ...fake.gate,
    listWatched: () => {
      throw new Error('the room is on fire');
    },
  });
  const { events, connection } = connect(socketWindow(served.port));
  await heard(events, ['snapshot']);
  expect(await connection.ask((client) => client.listWatched())).toEqual({ type: 'no-answer' });
  expect((await connection.ask((client) => client.listSerialPorts())).type).toBe('answered');
  await served.close();
});

test('a gate that says nothing in time has not answered', async () => {
  const fake = createFakeGate();
  const served = await serveGate({ ...fake.gate, listSerialPorts: () => new Promise(() => undefined) });
  const { events, connection } = connect(socketWindow(served.port));
  await heard(events, ['snapshot']);
  expect(await connection.ask((client) => client.listSerialPorts(), 20)).toEqual({ type: 'no-answer' });
  await served.close();
});

test('asks the shell for a port, and hears the gate through it', async () => {
  const fake = createFakeGate();
  const shell = shellWindow(fake);
  const { events, connection } = connect(shell.window);
  await heard(events, ['snapshot']);
  expect(shell.requests()).toBe(1);
  const answer = await connection.ask((client) => client.setDirection({ laneId: 'lane-1', direction: 'out' }));
  expect(answer.type).toBe('answered');
});

test('a call that takes a role which is not held is locked, and told so that the PIN can be asked for', async () => {
  const fake = createFakeGate();
  const shell = shellWindow({ ...fake, gate: { ...fake.gate, openCaller: () => LOCKED } });
  const { events, connection } = connect(shell.window);
  await heard(events, ['snapshot']);
  const answer = await connection.ask((client) => client.saveSettings({ settings: {} }));
  expect(answer).toEqual({ type: 'locked', role: 'administrator' });
  expect(events.at(-1)).toEqual(answer);
  expect((await connection.ask((client) => client.listPasses())).type).toBe('answered');
  expect(fake.calls).toEqual([]);
});

test('a newer port replaces the older one without a word of loss', async () => {
  const shell = shellWindow(createFakeGate());
  const { events, connection } = connect(shell.window);
  await heard(events, ['snapshot']);
  const restarted = createFakeGate({ version: 'restarted' });
  shell.givePort(restarted);
  await heard(events, ['snapshot', 'snapshot']);
  await connection.ask((client) => client.setDirection({ laneId: 'lane-1', direction: 'out' }));
  expect(restarted.calls.map(({ name }) => name)).toEqual(['setDirection']);
});

test('takes no port from another window', async () => {
  const ours = createFakeGate();
  const shell = shellWindow(ours);
  const { events, connection } = connect(shell.window);
  await heard(events, ['snapshot']);
  const strange = createFakeGate();
  shell.givePort(strange, {});
  await connection.ask((client) => client.setDirection({ laneId: 'lane-1', direction: 'out' }));
  expect(strange.calls).toEqual([]);
  expect(ours.calls.map(({ name }) => name)).toEqual(['setDirection']);
});

test('a port that closes is a lost gate, and the shell is asked again', async () => {
  const shell = shellWindow(createFakeGate());
  const { events } = connect(shell.window);
  await heard(events, ['snapshot']);
  shell.closePorts();
  await heard(events, ['snapshot', 'link-lost', 'snapshot']);
  expect(shell.requests()).toBe(2);
});

type Connected = { readonly events: ScreenEvent[]; readonly connection: GateConnection };

function connect(window: Window): Connected {
  const events: ScreenEvent[] = [];
  const connection = connectGate(window, (event) => events.push(event));
  onTestFinished(() => connection.close());
  return { events, connection };
}

/** Waits until exactly these have come, apart from what this connection may do, which follows each snapshot. */
async function heard(events: readonly ScreenEvent[], types: readonly ScreenEvent['type'][]): Promise<void> {
  const told = (): ScreenEvent['type'][] => events.map(({ type }) => type).filter((type) => type !== 'access');
  await expect.poll(told, { interval: 10 }).toEqual(types);
}

/** As much of a browser's window as the connection knows. */
function socketWindow(port: number): Window {
  return { location: { protocol: 'http:', host: `127.0.0.1:${port}` } } as unknown as Window;
}

function shellWindow(fake: FakeGate) {
  const served: MessagePort[] = [];
  const listeners: ((event: unknown) => void)[] = [];
  let requestCount = 0;
  const window = {
    addEventListener: (_type: 'message', listener: (event: unknown) => void) => listeners.push(listener),
    gateShell: {
      kind: 'electron',
      countPrinters: () => Promise.resolve(0),
      requestPort: () => {
        requestCount += 1;
        givePort(fake);
      },
    },
  };
  onTestFinished(() => {
    for (const port of served) port.close();
  });

  function givePort({ gate }: FakeGate, source: unknown = window): void {
    const { port1, port2 } = new MessageChannel();
    new RPCHandler(createGateRouter(gate, () => undefined)).upgrade(port1, { context: { caller: gate.openCaller() } });
    port1.start();
    served.push(port1);
    for (const listener of listeners) listener({ data: 'gate-port', source, ports: [port2] });
  }

  return {
    window: window as unknown as Window,
    givePort,
    requests: () => requestCount,
    closePorts: () => {
      for (const port of served) port.close();
    },
  };
}
