/** How does a test ask a running kiosk what its screen would? */

import { once } from 'node:events';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { WebSocket } from 'ws';
import type { GateEvent, GateSnapshot } from '../../../src-main/contract/gate-api.ts';
import type { GateClient } from '../../../src-renderer/gate-connection.ts';

type Shown = Extract<GateEvent, { type: 'shown' }>['shown'];

export type KioskClient = {
  readonly client: GateClient;
  /** As the gate last said it is. */
  readonly snapshot: () => GateSnapshot;
  /** What it has answered readings since, in their order. */
  readonly shown: () => readonly Shown[];
  readonly end: () => void;
};

/** Comes in by the address that the kiosk prints. */
export async function connectToKiosk(address: string): Promise<KioskClient> {
  const entrance = await fetch(address, { redirect: 'manual' });
  const cookie = (entrance.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const { origin } = new URL(address);
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/gate`, { headers: { cookie }, origin });
  await once(socket, 'open');
  const client: GateClient = createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
  const events = (await client.watch()) as AsyncIterator<GateEvent>;
  const first = (await events.next()).value as GateEvent;
  if (first.type !== 'snapshot') throw new Error('a watch begins with a snapshot');
  let { snapshot } = first;
  const shown: Shown[] = [];
  async function follow(): Promise<void> {
    for (;;) {
      const { value, done } = (await events.next()) as IteratorResult<GateEvent>;
      if (done === true) return;
      if (value.type === 'shown') shown.push(value.shown);
      if (value.type === 'status') snapshot = { ...snapshot, status: value.status };
      if (value.type === 'settings') snapshot = { ...snapshot, settings: value.settings };
    }
  }
  // It ends with the gate, which these tests kill.
  follow().catch(() => undefined);
  return { client, snapshot: () => snapshot, shown: () => shown, end: () => socket.close() };
}
