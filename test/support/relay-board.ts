/** How does a test hold a relay board without hardware? The far end of a pty pair, which obeys LCUS commands. */

import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { PtyPair } from './pty-pair.ts';
import { openPtyPair } from './pty-pair.ts';

/** The answer of a board with feedback; `null` = it answers nothing. */
export type Answering = ((channel: number, isOn: boolean) => Promise<boolean | null>) | null;

export type SimulatedBoard = {
  readonly pty: PtyPair;
  /** Relays in the order in which they were switched, as `1 on`. */
  readonly switched: string[];
  readonly isOn: (channel: number) => boolean;
  answering: Answering;
};

const LOOK_MS = 2;

/** Throws on bytes that are no LCUS command: then the product sent what a board would not understand. */
export async function openSimulatedBoard(answering: Answering = null): Promise<SimulatedBoard> {
  const pty = await openPtyPair();
  const relays = new Map<number, boolean>();
  const board: SimulatedBoard = { pty, switched: [], isOn: (channel) => relays.get(channel) ?? false, answering };
  const ending = new AbortController();
  const running = run();
  onTestFinished(async () => {
    ending.abort();
    await running;
    await pty.close();
  });

  async function run(): Promise<void> {
    let held = Buffer.alloc(0);
    while (!ending.signal.aborted) {
      // A pulled plug: what was begun is lost.
      const chunk = await pty.read().catch(() => null);
      held = chunk === null ? Buffer.alloc(0) : Buffer.concat([held, chunk]);
      for (; held.length >= 4; held = held.subarray(4)) await obey(held.subarray(0, 4));
      await delay(LOOK_MS);
    }
  }

  async function obey(command: Buffer): Promise<void> {
    const [start = 0, channel = 0, operation = 0, sum = 0] = command;
    if (start !== 0xa0 || sum !== ((start + channel + operation) & 0xff)) throw new Error('no LCUS command');
    const isOn = operation % 2 === 1;
    relays.set(channel, isOn);
    board.switched.push(`${channel} ${isOn ? 'on' : 'off'}`);
    if (operation < 2 || board.answering === null) return;
    const told = await board.answering(channel, isOn);
    if (told === null) return;
    const state = told ? 1 : 0;
    await pty.write(Uint8Array.of(0xa0, channel, state, (0xa0 + channel + state) & 0xff)).catch(() => undefined);
  }

  return board;
}
