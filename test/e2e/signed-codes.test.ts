/** Does a list that is imported on the settings screen turn a stranger's certificate into a verified one, there and then? */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openGate } from '../../src-main/gate.ts';
import { findChromium } from '../support/chromium.ts';
import { testSigner } from '../support/credentials/sign-cose.ts';
import { signHc1 } from '../support/credentials/sign-hc1.ts';
import { scanUntil } from '../support/scan-until.ts';
import { buildScreen, launchChromium, openScreen } from '../support/screen-page.ts';
import { ENTER, strikeKeys, strokesOf } from '../support/strike-keys.ts';
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

test('a certificate is of an unknown issuer, until its list is imported from a stick', async ({ skip }) => {
  if (missing !== null) skip(missing);
  const dataDir = temporaryDir();
  const opened = openGate({
    dataDir,
    version: 'test',
    extraReaders: () => [],
    isAttended: true,
    log: () => undefined,
    random: () => 0.5,
  });
  if (opened.type === 'refused') throw new Error(opened.reason);
  const { page, complaints, close } = await openScreen({ browser, builtDir, gate: opened.gate });
  onTestFinished(async () => {
    await close();
    await opened.gate.close();
  });
  const signer = testSigner('ES256');
  const usb = temporaryDir();
  const kid = Buffer.from(signer.keyId).toString('base64');
  writeFileSync(
    join(usb, 'eu-keys.json'),
    JSON.stringify({ eu_keys: { [kid]: [{ subjectPk: signer.spki, keyUsage: ['v'] }] } }),
  );
  const nowS = Math.floor(Date.now() / 1_000);
  const text = signHc1(signer, { issuedAtS: nowS - 60, expiresAtS: nowS + 3_600 });
  const scan = () => strikeKeys(page, [...strokesOf(text), ENTER]);
  const isShown = async (verdict: string, why: string): Promise<boolean> =>
    (await page.locator(`[data-testid="verdict"][data-verdict="${verdict}"]`).getByText(why).count()) > 0;

  await page.getByTestId('open-settings').waitFor();
  await scanUntil(scan, () => isShown('check', 'Không rõ nơi cấp'));

  await page.getByTestId('open-settings').click();
  await page.locator('[data-section="signed"]').click();
  await page.getByLabel('Nhập từ đâu?').fill(usb);
  await page.getByTestId('import-list').click();
  await page.getByText('đã nhập 1 mục').waitFor();
  await page.getByTestId('close-settings').click();

  await scanUntil(scan, () => isShown('admit', 'Chữ ký thật'));
  expect(complaints).toEqual([]);
});
