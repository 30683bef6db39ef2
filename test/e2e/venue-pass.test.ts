/** Made at the desk, printed, scanned at the gate: does a pass open the way that it is for, and only as often as it may? */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { OpenedGate } from '../../src-main/gate/opened-gate.ts';
import { openGate } from '../../src-main/gate.ts';
import { readArgument } from '../../src-main/host/read-argument.ts';
import { findChromium } from '../support/chromium.ts';
import { buildScreen, launchChromium, openScreen } from '../support/screen-page.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const builtDir = mkdtempSync(join(tmpdir(), 'gac-cong-screen-'));
const missing = findChromium() === null ? 'no Chromium here: apt-get install chromium' : null;
let browser: Browser;

beforeAll(async () => {
  if (missing !== null) return;
  await buildScreen(builtDir);
  browser = await launchChromium();
});
afterAll(async () => {
  if (missing === null) await browser.close();
  rmSync(builtDir, { recursive: true, force: true });
});

async function standBefore(): Promise<{ gate: OpenedGate; page: Page; complaints: readonly string[] }> {
  const dataDir = temporaryDir();
  const options = { dataDir, version: 'test', extraReaders: () => [], log: () => undefined, random: () => 0.5 };
  const opened = openGate({ ...options, isAttended: false });
  if (opened.type === 'refused') throw new Error(opened.reason);
  const screen = await openScreen({ browser, builtDir, gate: opened.gate, isUnhurried: true });
  onTestFinished(async () => {
    await screen.close();
    await opened.gate.close();
  });
  return { gate: opened.gate, page: screen.page, complaints: screen.complaints };
}

/** What the printer gets, as a picture. */
async function printed(page: Page): Promise<string> {
  const path = join(temporaryDir(), 'paper.png');
  await page.emulateMedia({ media: 'print' });
  await page.screenshot({ path, fullPage: true });
  await page.emulateMedia({ media: null });
  return path;
}

describe('a pass from the desk', () => {
  test('is printed alone, lets in once and out once, and then no more', async ({ skip }) => {
    if (missing !== null) skip(missing);
    const { gate, page, complaints } = await standBefore();
    await page.getByTestId('open-menu').click();
    await page.getByTestId('open-passes').click();
    await page.locator('input[name="name"]').fill('Trần Thị Kiểm Thử');
    await page.getByTestId('make-passes').click();
    await page.getByTestId('print-passes').waitFor();
    const read = await readArgument(await printed(page));
    if (read.type === 'unreadable-file') throw new Error(read.reason);
    const scan = () => gate.scan({ readerKind: 'command', text: read.text, encoding: read.encoding });

    expect(scan()).toMatchObject({ verdict: 'admit', codeKind: 'pass', maskedName: 'Trần Thị Kiểm ***' });
    // Still before the reader: a repeat, not a second use.
    expect(scan()).toMatchObject({ verdict: 'already-recorded' });
    gate.setDirection({ laneId: 'lane-1', direction: 'out' });
    expect(scan()).toMatchObject({ verdict: 'admit', direction: 'out' });
    gate.setDirection({ laneId: 'lane-1', direction: 'in' });
    await delay(5_500);
    expect(scan()).toMatchObject({ verdict: 'refuse', reasons: ['pass-used'] });
    expect(complaints).toEqual([]);
  });

  test('comes eight to a sheet of A4, each another, and is taken back with two presses', async ({ skip }) => {
    if (missing !== null) skip(missing);
    const { gate, page, complaints } = await standBefore();
    await page.getByTestId('open-menu').click();
    await page.getByTestId('open-passes').click();
    await page.locator('input[name="count"]').fill('9');
    await page.getByTestId('make-passes').click();
    await page.getByTestId('print-passes').waitFor();
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(2);
    expect(new Set(gate.listPasses().map(({ id }) => id)).size).toBe(9);

    const revoke = page.getByRole('button', { name: 'Thu hồi' }).first();
    await revoke.click();
    await page.getByRole('button', { name: 'Bấm lần nữa để thu hồi' }).click();
    await expect.poll(() => gate.passListForOthers().revoked.length).toBe(1);
    expect(complaints).toEqual([]);
  });
});
