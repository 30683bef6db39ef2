/** A broken scanner that sends without end: bounded, said so, and nobody at the other lanes notices. */

import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { OpenedGate } from '../../src-main/gate/opened-gate.ts';
import type { CabledScanner } from '../support/scanner-gate.ts';
import { nextCard, openScannerGate, SCANNER_POLL as POLL, readerStatus } from '../support/scanner-gate.ts';

const GOOD_CODES = 60;
/** So many codes of the babbler may come between a good code's last byte and its verdict, on a machine that has much else to do; unheld it says thousands. */
const GREATEST_DELAY_CODES = 60;
const HELD_BY_THE_MACHINE = 6;
const GREATEST_GROWTH_BYTES = 128 * 1024 * 1024;

const BABBLE = [
  { what: 'a code every millisecond', chunk: Buffer.from('ABC-1234567890\r'.repeat(500)), dropsCodes: true },
  { what: 'bytes that never end a code', chunk: Buffer.alloc(16_384, 'A'), dropsCodes: false },
  { what: 'the end of a code and nothing else', chunk: Buffer.alloc(16_384, '\r'), dropsCodes: false },
] as const;

describe('a scanner that sends', () => {
  test.each(BABBLE)('$what keeps nobody else waiting, and is well again after its plug was pulled', async (babble) => {
    const { gate, scanners } = await openScannerGate(2);
    const [babbler, good] = scanners;
    if (babbler === undefined || good === undefined) throw new Error('two scanners were asked for');
    const stop = startBabbling(babbler, babble.chunk);
    await expect.poll(() => readerStatus(gate, babbler.id).state, POLL).toBe('babbling');

    const before = process.memoryUsage();
    const between = await readBeside(gate, good, babbler);
    expect(between).toHaveLength(GOOD_CODES);
    // All but those at which the machine itself stood still for a moment.
    expect(between.sort((a, b) => b - a)[HELD_BY_THE_MACHINE]).toBeLessThanOrEqual(GREATEST_DELAY_CODES);
    const after = process.memoryUsage();
    expect(after.rss - before.rss + after.external - before.external).toBeLessThan(GREATEST_GROWTH_BYTES);
    expect(readerStatus(gate, good.id)).toMatchObject({ state: 'ready', health: { codes: GOOD_CODES, halfCodes: 0 } });
    await expect.poll(() => readerStatus(gate, babbler.id).state, POLL).toBe('babbling');

    await stop();
    await expect.poll(() => readerStatus(gate, babbler.id).state, POLL).toBe('lost');
    expect(readerStatus(gate, babbler.id).health.babbledCodes > 0).toBe(babble.dropsCodes);
    await babbler.pty.replug();
    await expect.poll(() => readerStatus(gate, babbler.id).state, POLL).toBe('ready');
    const { codes } = readerStatus(gate, babbler.id).health;
    await babbler.pty.write(nextCard());
    await expect.poll(() => readerStatus(gate, babbler.id).health.codes, POLL).toBe(codes + 1);
  });
});

/** One good code after the other; how many codes of the babbler were answered while each was on its way. */
async function readBeside(gate: OpenedGate, good: CabledScanner, babbler: CabledScanner): Promise<number[]> {
  const between: number[] = [];
  for (let code = 0; code < GOOD_CODES; code += 1) {
    let others = 0;
    const shown = Promise.withResolvers<void>();
    const unsubscribe = gate.subscribe((event) => {
      if (event.type !== 'shown') return;
      if (event.shown.laneId === babbler.laneId) others += 1;
      else shown.resolve();
    });
    await good.pty.write(nextCard());
    await shown.promise;
    unsubscribe();
    between.push(others);
    await delay(10);
  }
  return between;
}

/** Until stopped, as fast as the cable takes it; stopping pulls the plug, because the cable is full for ever. */
function startBabbling({ pty }: CabledScanner, chunk: Buffer): () => Promise<void> {
  let isPulled = false;
  const babbling = (async () => {
    while (!isPulled) await pty.write(chunk);
  })().catch((error: unknown) => {
    if (!isPulled) throw error;
  });
  const stop = async (): Promise<void> => {
    isPulled = true;
    await pty.unplug();
    await babbling;
  };
  onTestFinished(stop);
  return stop;
}
