/** Can a guard send again, with one button, what the collector had sent back? */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openGate } from '../../src-main/gate.ts';
import { findChromium } from '../support/chromium.ts';
import { pgliteCollector } from '../support/collectors.ts';
import { pendingCount } from '../support/log-rows.ts';
import { setupCodeThrough, startRecordingProxy } from '../support/privacy/recording-proxy.ts';
import { nextCard } from '../support/scanner-gate.ts';
import { buildScreen, launchChromium, openScreen } from '../support/screen-page.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const WITHIN = { timeout: 60_000, interval: 50 };
const missing = findChromium() === null ? 'no Chromium here: apt-get install chromium' : null;
const builtDir = mkdtempSync(join(tmpdir(), 'gac-cong-screen-'));
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

test('what a collector sent back stays on the screen until it is sent again, and then arrives', async ({ skip }) => {
  if (missing !== null) skip(missing);
  const dataDir = temporaryDir();
  const collector = await pgliteCollector(temporaryDir());
  onTestFinished(() => collector.end());
  const setupCode = await collector.comeUp();
  const proxy = await startRecordingProxy(setupCodeThrough(setupCode, '').url);
  onTestFinished(() => proxy.close());
  const opened = openGate({
    dataDir,
    version: 'test',
    extraReaders: () => [],
    isAttended: true,
    log: () => undefined,
    random: () => 0,
  });
  if (opened.type === 'refused') throw new Error(opened.reason);
  const { gate } = opened;
  onTestFinished(() => gate.close());
  const { page, close } = await openScreen({ browser, builtDir, gate });
  onTestFinished(close);

  proxy.setManner('send-back');
  const { code } = setupCodeThrough(setupCode, proxy.url);
  expect(await gate.enrol({ setupCode: code })).toMatchObject({ type: 'enrolled' });
  for (let turn = 0; turn < 3; turn += 1) {
    gate.scan({ readerKind: 'command', text: nextCard().toString('utf8').trim(), encoding: 'utf-8' });
  }
  await expect.poll(() => gate.snapshot().status.outbox.quarantined, WITHIN).toBe(3);
  await page.getByText('Máy thu trả lại 3 lượt').waitFor();

  // The collector is as it was: sent again, they come back, and are still shown.
  const button = page.getByTestId('retry-quarantined');
  const before = proxy.came('send-back');
  await button.click();
  await expect.poll(() => proxy.came('send-back'), WITHIN).toBeGreaterThan(before);
  await expect.poll(() => gate.snapshot().status.outbox.quarantined, WITHIN).toBe(3);
  await page.getByText('Máy thu trả lại 3 lượt').waitFor();

  proxy.setManner('pass');
  await button.click();
  await expect.poll(() => gate.snapshot().status.outbox, WITHIN).toMatchObject({ quarantined: 0, pending: 0 });
  await button.waitFor({ state: 'detached' });
  expect(pendingCount(dataDir)).toBe(0);
  await gate.close();
  await collector.goAway();
  expect((await collector.arrived()).map(({ seq }) => seq)).toEqual([1, 2, 3]);
});
