/** Scanners that are pulled out in the middle of a code, a hundred times, while others read on: nobody lost, nobody twice. */

import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { OpenedGate } from '../../src-main/gate/opened-gate.ts';
import type { CabledScanner } from '../support/scanner-gate.ts';
import { nextCard, openScannerGate, SCANNER_POLL as POLL, readerStatus } from '../support/scanner-gate.ts';

const PULLED_SCANNERS = 4;
const PULLS_EACH = 25;

describe('a hundred pulled plugs', () => {
  test('lose no code that was whole, read none twice, and make none of a half', async () => {
    const { dataDir, gate, scanners } = await openScannerGate(PULLED_SCANNERS + 1);
    const [steady, ...pulled] = scanners;
    if (steady === undefined) throw new Error('there is no scanner that stays');
    const stop = new AbortController();
    const staying = readOn(steady, stop.signal);
    const sent = await Promise.all(pulled.map((scanner, index) => pullAndPlug(gate, scanner, index)));
    stop.abort();
    const sentBySteady = await staying;
    const expected = [sentBySteady, ...sent];

    await expect.poll(() => scanners.map(({ id }) => readerStatus(gate, id).health.codes), POLL).toEqual(expected);
    const whole = expected.reduce((sum, codes) => sum + codes, 0);
    expect(entries(dataDir)).toEqual({ entries: whole, persons: whole });
    expect(gate.snapshot().tally).toMatchObject({ admittedIn: whole, repeats: 0, unreadable: 0 });

    const cut = pulled.map(({ id }) => readerStatus(gate, id).health.halfCodes);
    // A half may still be in the cable when the plug goes: then nobody ever saw it.
    for (const codes of cut) expect(codes).toBeLessThanOrEqual(PULLS_EACH);
    expect(Math.min(...cut)).toBeGreaterThan(0);
    expect(readerStatus(gate, steady.id).health).toMatchObject({ halfCodes: 0, decodeWarnings: 0 });
  });
});

/** Reads whole codes, begins one more, and pulls the plug; the next time it begins with a whole code again. */
async function pullAndPlug(gate: OpenedGate, { id, pty }: CabledScanner, seed: number): Promise<number> {
  let sent = 0;
  for (let pull = 0; pull < PULLS_EACH; pull += 1) {
    await expect.poll(() => readerStatus(gate, id).state, POLL).toBe('ready');
    for (let code = 0; code <= (pull + seed) % 3; code += 1) {
      await pty.write(nextCard());
      sent += 1;
    }
    // What the system has not handed over when the plug goes is the system's to lose: here all of it has been.
    await expect.poll(() => readerStatus(gate, id).health.codes, POLL).toBe(sent);
    const half = nextCard();
    await pty.write(half.subarray(0, 1 + ((pull * 37 + seed * 11) % (half.length - 2))));
    // From *at once* to *longer than the silence that ends a code without a mark*.
    await delay((pull * 13) % 130);
    await pty.unplug();
    await expect.poll(() => readerStatus(gate, id).state, POLL).toBe('lost');
    await pty.replug();
  }
  await expect.poll(() => readerStatus(gate, id).state, POLL).toBe('ready');
  return sent;
}

/** Somebody every fiftieth of a second, until told to stop. */
async function readOn({ pty }: CabledScanner, stop: AbortSignal): Promise<number> {
  let sent = 0;
  while (!stop.aborted) {
    await pty.write(nextCard());
    sent += 1;
    await delay(50);
  }
  return sent;
}

/** What the disk has: how many entries, and of how many different persons. */
function entries(dataDir: string): unknown {
  const database = new Database(join(dataDir, 'gate.sqlite'), { readonly: true });
  try {
    return database.prepare('select count(*) as entries, count(distinct subject_tag) as persons from entry').get();
  } finally {
    database.close();
  }
}
