/**
 * One person before the camera, one under a serial scanner, one under a keyboard-wedge scanner: each becomes one
 * row in the gate's log, one verdict on its screen, and, when the collector comes up late, one row there.
 */

import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { defaultSettings } from '../../src-main/contract/settings.ts';
import { LONGEST_WAIT_MS } from '../../src-main/core/outbox/plan.ts';
import { canCuocText, cccdText, FAKE_PEOPLE, unifiedText } from '../../src-main/devices/simulated/fake-people.ts';
import { writeSettings } from '../../src-main/gate/settings-file.ts';
import { makeFilm } from '../support/camera-film.ts';
import { pgliteCollector, postgresCollector } from '../support/collectors.ts';
import { enrolGate } from '../support/enrol-gate.ts';
import { browserShell, electronShell, packedShell } from '../support/gate-shells.ts';
import { logRows, pendingCount } from '../support/log-rows.ts';
import { noteSteps } from '../support/note-steps.ts';
import { missingPostgres } from '../support/postgres.ts';
import { openPtyPair } from '../support/pty-pair.ts';
import { REPEAT_WINDOW_MS } from '../support/scanner-gate.ts';
import { ENTER, strikeKeys, strokesOf } from '../support/strike-keys.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const [atCamera, atScanner, atWedge] = FAKE_PEOPLE;

const JOURNEYS = [
  { shell: browserShell, database: 'PostgreSQL', missing: missingPostgres, open: postgresCollector },
  { shell: browserShell, database: 'PGlite', missing: nothingMissing, open: pgliteCollector },
  { shell: electronShell, database: 'PostgreSQL', missing: missingPostgres, open: postgresCollector },
  { shell: packedShell, database: 'PGlite', missing: nothingMissing, open: pgliteCollector },
];

/** More than all the steps' own patience together: a step that hangs fails by its own limit, and says what it waited for. */
const WITHIN_MS = LONGEST_WAIT_MS + 420_000;
/** Each of them. */
const WITHIN = { timeout: 60_000 };

describe.each(JOURNEYS)('$shell.name, collector on $database', ({ shell, database, missing, open }) => {
  test('three readers, three people: one row, one verdict, one upload each', { timeout: WITHIN_MS }, async ({
    skip,
  }) => {
    const begin = noteSteps();
    const lacking = (await shell.missing()) ?? missing();
    if (lacking !== null) skip(`${shell.name} with ${database}: ${lacking}`);

    begin('the collector comes up for the first time');
    const dataDir = temporaryDir();
    const collector = await open(temporaryDir());
    onTestFinished(() => collector.end());
    const setupCode = await collector.comeUp();
    begin('the gate is enrolled');
    const settings = defaultSettings();
    // The film goes round: whoever is in it must not be somebody new while a slow machine is at the other readers.
    const rules = { ...settings.rules, repeatWindowMs: REPEAT_WINDOW_MS };
    expect(writeSettings(dataDir, { ...settings, rules })).toMatchObject({ type: 'written' });
    await enrolGate(dataDir, setupCode);
    await collector.goAway();

    begin('the film is made');
    const pty = await openPtyPair();
    onTestFinished(() => pty.close());
    const filmPath = join(temporaryDir(), 'film.y4m');
    await makeFilm({
      path: filmPath,
      scenes: [
        { text: null, seconds: 1 },
        { text: cccdText(atCamera), seconds: 4 },
      ],
    });
    begin('the shell starts');
    const gate = await shell.start({ dataDir, serialPath: pty.path, filmPath });
    onTestFinished(() => gate.stop());
    const { page } = gate;

    begin('a card before the camera');
    await expectVerdict(page, 'admit');
    await expectRows(dataDir, [['camera', 'cccd', 'admit']]);

    begin('a code by the serial line');
    await page.locator('[data-note="reader serial-extra-1"][data-tone="well"]').waitFor(WITHIN);
    await pty.write(Buffer.from(`${canCuocText(atScanner)}\r`, 'utf8'));
    await expectRows(dataDir, [
      ['camera', 'cccd', 'admit'],
      ['serial', 'can-cuoc', 'admit'],
    ]);

    begin('a code that is typed');
    // Looked for from before it comes: after some seconds it goes.
    const shown = page.locator('[data-testid="verdict"][data-seq="3"]').waitFor(WITHIN);
    await Promise.all([shown, strikeKeys(page, [...strokesOf(unifiedText(atWedge)), ENTER])]);
    await expectRows(dataDir, [
      ['camera', 'cccd', 'admit'],
      ['serial', 'can-cuoc', 'admit'],
      ['wedge', 'unified', 'admit'],
    ]);

    begin('the collector comes back');
    expect(pendingCount(dataDir)).toBe(3);
    await collector.comeUp();
    begin('all is uploaded');
    await expect.poll(() => pendingCount(dataDir), { timeout: LONGEST_WAIT_MS, interval: 250 }).toBe(0);
    begin('what arrived is read');
    await collector.goAway();
    const arrived = await collector.arrived();
    expect(arrived.map(({ seq, verdict }) => [seq, verdict])).toEqual([
      [1, 'admit'],
      [2, 'admit'],
      [3, 'admit'],
    ]);
    expect(new Set(arrived.map(({ deviceId, epoch }) => `${deviceId} ${epoch}`)).size).toBe(1);
  });
});

/** On the strip, where it stays: over the lane it may have come and gone before a slow driver has the page. */
async function expectVerdict(page: Page, verdict: string): Promise<void> {
  const recent = page.getByTestId('recent').locator('li');
  await recent.first().waitFor(WITHIN);
  expect(await recent.evaluateAll((all) => all.map((one) => one.getAttribute('data-verdict')))).toEqual([verdict]);
}

/** Waits for the rows, then stays a moment: one more row would be a doubled entry. */
async function expectRows(dataDir: string, rows: readonly (readonly [string, string, string])[]): Promise<void> {
  const read = () => logRows(dataDir).map(({ readerKind, codeKind, verdict }) => [readerKind, codeKind, verdict]);
  await expect.poll(read, { ...WITHIN, interval: 100 }).toEqual(rows);
  await delay(500);
  expect(read()).toEqual(rows);
}

function nothingMissing(): string | null {
  return null;
}
