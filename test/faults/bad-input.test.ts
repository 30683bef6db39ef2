/** What strangers and broken scanners send: a calm verdict each, nothing lost, and nobody's data in a log. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { FakePerson } from '../../src-main/devices/simulated/fake-people.ts';
import {
  bhytAText,
  canCuocText,
  cccdText,
  FAKE_PEOPLE,
  unifiedText,
} from '../../src-main/devices/simulated/fake-people.ts';
import { logRows } from '../support/log-rows.ts';
import type { KioskClient } from '../support/privacy/gate-client.ts';
import { connectToKiosk } from '../support/privacy/gate-client.ts';
import type { PtyPair } from '../support/pty-pair.ts';
import { openPtyPair } from '../support/pty-pair.ts';
import type { RunningProcess } from '../support/run-process.ts';
import { temporaryDir } from '../support/temporary-dir.ts';
import { startUnattendedGate } from '../support/unattended-gate.ts';

const people = FAKE_PEOPLE.slice(0, 20);
/** Longer than the silence that ends a frame. */
const PAUSE_MS = 250;
const WITHIN = { timeout: 60_000, interval: 50 };

type Case = {
  readonly what: string;
  readonly frames: (person: FakePerson) => readonly Buffer[];
  readonly rows: number;
};

const CASES: readonly Case[] = [
  { what: 'nothing but the end of a line', frames: () => [bytes('\r\n')], rows: 0 },
  { what: 'one megabyte of text', frames: () => [bytes(`${'A'.repeat(1_000_000)}\r`)], rows: 0 },
  { what: 'random binary', frames: () => [noise(3_000)], rows: 0 },
  { what: 'NULs around and inside', frames: () => [bytes('\0\0\0\r'), bytes('12\0\0\0\0\0\0\0\x0034\r')], rows: 0 },
  { what: 'a card with a trailing NUL', frames: (person) => [bytes(`${cccdText(person)}\0\r`)], rows: 1 },
  {
    what: 'a card in decomposed letters',
    frames: (person) => [bytes(`${cccdText(person).normalize('NFD')}\r`)],
    rows: 1,
  },
  { what: 'two hundred separators', frames: () => [bytes(`${'|'.repeat(200)}\r`)], rows: 1 },
  {
    what: 'a code in two halves',
    frames: (person) => {
      const text = bytes(bhytAText(person));
      const middle = Math.floor(text.length / 2);
      return [
        Buffer.concat([text.subarray(0, middle), bytes('\r')]),
        Buffer.concat([text.subarray(middle), bytes('\r')]),
      ];
    },
    rows: 1,
  },
];

describe('bad input on a serial line', () => {
  test('every kind of it gets a calm verdict, and the next person is recorded as ever', async () => {
    const { dataDir, pty, gate } = await standUp();
    const screen = await screenOf(gate);
    let expected = 0;
    for (const [index, { what, frames, rows }] of CASES.entries()) {
      for (const frame of frames(personAt(2 * index))) {
        const { length: answered } = screen.shown();
        await pty.write(frame);
        await delay(PAUSE_MS);
        // Binary may hold no end of its own: silence ends it, and how much of that the gate heard so far, nobody knows.
        if (!frame.includes('\r')) await expect.poll(() => screen.shown().length, WITHIN).toBeGreaterThan(answered);
      }
      expected += rows;
      await pty.write(bytes(`${unifiedText(personAt(2 * index + 1))}\r`));
      expected += 1;
      await expect.poll(() => logRows(dataDir).length, { ...WITHIN, message: what }).toBe(expected);
      await expect.poll(() => screen.shown().at(-1)?.entry?.seq, { ...WITHIN, message: what }).toBe(expected);
      expect(gate.child.exitCode, what).toBeNull();
    }
  });

  test('no name and no number of anybody is in a log, in the output, or in clear in the database', async () => {
    const { dataDir, pty, gate } = await standUp();
    const texts = [cccdText, canCuocText, bhytAText, unifiedText];
    for (const [index, person] of people.entries()) {
      await pty.write(bytes(`${(texts[index % texts.length] ?? cccdText)(person)}\r`));
    }
    await pty.write(bytes(`${personAt(0).name} đã qua cổng\r`));
    await expect.poll(() => logRows(dataDir).length, WITHIN).toBe(people.length + 1);
    await gate.stop();

    const written = [gate.output(), ...filesBelow(dataDir).map((path) => readFileSync(path, 'latin1'))].join('\n');
    expect(written.length).toBeGreaterThan(1_000);
    for (const person of people) {
      for (const secret of [person.name, person.number]) {
        expect(written.includes(Buffer.from(secret, 'utf8').toString('latin1'))).toBe(false);
        expect(written.includes(secret)).toBe(false);
      }
    }
  });
});

async function standUp(): Promise<{ dataDir: string; pty: PtyPair; gate: RunningProcess }> {
  const dataDir = temporaryDir();
  const pty = await openPtyPair();
  onTestFinished(() => pty.close());
  const gate = await startUnattendedGate(dataDir, pty.path);
  onTestFinished(() => gate.stop());
  return { dataDir, pty, gate };
}

/** What a screen is told, though nobody stands before this one. */
async function screenOf(gate: RunningProcess): Promise<KioskClient> {
  const [address] = await gate.waitFor(/http:\/\/127\.0\.0\.1:\d+\/\S+/);
  const screen = await connectToKiosk(address);
  onTestFinished(screen.end);
  return screen;
}

function personAt(index: number): FakePerson {
  const person = people[index % people.length];
  if (person === undefined) throw new Error('there are no fake people');
  return person;
}

function bytes(text: string): Buffer {
  return Buffer.from(text, 'utf8');
}

/** The same noise every time, without an end of line in it. */
function noise(length: number): Buffer {
  let state = 12_345;
  return Buffer.from(
    Array.from({ length }, () => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      const byte = (state >> 16) & 0xff;
      return byte === 0x0d || byte === 0x0a || byte === 0x03 ? 0x80 : byte;
    }),
  );
}

function filesBelow(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
