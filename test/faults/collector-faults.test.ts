/** What the network and the collector can do, and what it must not do to the gate. */

import { describe, expect, onTestFinished, test } from 'vitest';
import { cccdText, FAKE_PEOPLE } from '../../src-main/devices/simulated/fake-people.ts';
import { pgliteCollector } from '../support/collectors.ts';
import { enrolGate } from '../support/enrol-gate.ts';
import type { Misbehaviour } from '../support/faulty-collector.ts';
import { startFaultyCollector } from '../support/faulty-collector.ts';
import { freePort } from '../support/free-port.ts';
import { logRows, pendingCount } from '../support/log-rows.ts';
import type { PtyPair } from '../support/pty-pair.ts';
import { openPtyPair } from '../support/pty-pair.ts';
import { temporaryDir } from '../support/temporary-dir.ts';
import { startUnattendedGate } from '../support/unattended-gate.ts';

const PEOPLE = FAKE_PEOPLE.slice(0, 20);
/** The more tries failed before the collector was up again, the longer the gate waits: some minutes on a busy machine. */
const SENT_WITHIN = { timeout: 200_000, interval: 100 };
const WITHIN_MS = 600_000;

async function openLine(): Promise<PtyPair> {
  const pty = await openPtyPair();
  onTestFinished(() => pty.close());
  return pty;
}

async function scanAll(pty: PtyPair, people: typeof PEOPLE): Promise<void> {
  for (const person of people) await pty.write(Buffer.from(`${cccdText(person)}\r\n`, 'utf8'));
}

async function expectLogged(dataDir: string, count: number): Promise<void> {
  await expect.poll(() => logRows(dataDir).length, { timeout: 60_000, interval: 50 }).toBe(count);
}

describe('kill -9 of the core between commit and upload', () => {
  test('loses nothing and doubles nothing', { timeout: WITHIN_MS }, async () => {
    const dataDir = temporaryDir();
    const collector = await pgliteCollector(temporaryDir());
    onTestFinished(() => collector.end());
    await enrolGate(dataDir, await collector.comeUp());
    await collector.goAway();
    const pty = await openLine();

    for (const half of [PEOPLE.slice(0, 10), PEOPLE.slice(10)]) {
      const gate = await startUnattendedGate(dataDir, pty.path);
      onTestFinished(() => gate.kill());
      const before = logRows(dataDir).length;
      await scanAll(pty, half);
      await expectLogged(dataDir, before + half.length);
      await gate.kill();
    }

    const restarted = await startUnattendedGate(dataDir, pty.path);
    onTestFinished(() => restarted.stop());
    expect(pendingCount(dataDir)).toBe(PEOPLE.length);
    await collector.comeUp();
    await expect.poll(() => pendingCount(dataDir), SENT_WITHIN).toBe(0);
    await collector.goAway();
    expect((await collector.arrived()).map(({ seq }) => seq)).toEqual(PEOPLE.map((_, index) => index + 1));
  });
});

describe.each<Misbehaviour>(['server-error', 'reset', 'hang'])('a collector with the fault “%s”', (misbehaviour) => {
  test('holds up no verdict, and gets every entry once when it is well again', { timeout: WITHIN_MS }, async () => {
    const dataDir = temporaryDir();
    const port = await freePort();
    const collector = await pgliteCollector(temporaryDir(), port);
    onTestFinished(() => collector.end());
    await enrolGate(dataDir, await collector.comeUp());
    await collector.goAway();

    const faulty = await startFaultyCollector(misbehaviour, port);
    const pty = await openLine();
    const gate = await startUnattendedGate(dataDir, pty.path);
    onTestFinished(() => gate.stop());
    await scanAll(pty, PEOPLE.slice(0, 1));
    await expect.poll(() => faulty.requests(), { timeout: 60_000, interval: 50 }).toBeGreaterThan(0);
    // The first upload has gone wrong, or hangs still: everybody behind it is recorded all the same.
    await scanAll(pty, PEOPLE.slice(1));
    await expectLogged(dataDir, PEOPLE.length);
    expect(pendingCount(dataDir)).toBe(PEOPLE.length);
    await faulty.close();

    await collector.comeUp();
    await expect.poll(() => pendingCount(dataDir), SENT_WITHIN).toBe(0);
    await collector.goAway();
    expect((await collector.arrived()).map(({ seq }) => seq)).toEqual(PEOPLE.map((_, index) => index + 1));
  });
});

describe('a collector that is away for good', () => {
  test('is not missed: every person is recorded and waits', async () => {
    const dataDir = temporaryDir();
    const collector = await pgliteCollector(temporaryDir());
    await enrolGate(dataDir, await collector.comeUp());
    await collector.end();
    const pty = await openLine();
    const gate = await startUnattendedGate(dataDir, pty.path);
    onTestFinished(() => gate.stop());
    await scanAll(pty, PEOPLE);
    await expectLogged(dataDir, PEOPLE.length);
    expect(pendingCount(dataDir)).toBe(PEOPLE.length);
    expect(logRows(dataDir).every(({ verdict }) => verdict === 'admit')).toBe(true);
  });
});
