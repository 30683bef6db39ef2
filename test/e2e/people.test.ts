/** A list comes in from a spreadsheet, a badge is scanned, a stranger is sent to the desk, a visitor comes and goes: does the day work? */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import type { OpenedGate } from '../../src-main/gate/opened-gate.ts';
import { openGate } from '../../src-main/gate.ts';
import { awayFromMidnight } from '../support/away-from-midnight.ts';
import { findChromium } from '../support/chromium.ts';
import { buildScreen, launchChromium, openScreen } from '../support/screen-page.ts';
import { ENTER, strikeKeys, strokesOf } from '../support/strike-keys.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const STRANGER = '079099000000|012345678|Nguyen Van Khach|01011999|Nam|So 1, Phuong X, Ha Noi|15042021';
const CSV =
  'STT;Họ và tên;Số CCCD;Mã NV;Bộ phận\r\n1;Nguyễn Văn Thử;38099000000;NV-000417;Tổ may\r\n2;;;;\r\n3;Trần Thị Nghiệm;1199000000;NV-000418;Kho\r\n';
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
beforeEach(awayFromMidnight);

async function standBefore(): Promise<{ gate: OpenedGate; page: Page; complaints: readonly string[] }> {
  const options = {
    dataDir: temporaryDir(),
    version: 'test',
    extraReaders: () => [],
    log: () => undefined,
    random: () => 0.5,
  };
  const opened = openGate({ ...options, isAttended: false });
  if (opened.type === 'refused') throw new Error(opened.reason);
  const { gate } = opened;
  const { settings } = gate.snapshot();
  const wedge = { kind: 'wedge', id: 'wedge-1', laneId: 'lane-1' };
  const saved = gate.saveSettings({
    settings: { ...settings, readers: [wedge], roster: { ...settings.roster, mode: 'refuse' } },
  });
  expect(saved).toEqual({ type: 'saved' });
  const screen = await openScreen({ browser, builtDir, gate, isUnhurried: true });
  screen.page.setDefaultTimeout(60_000);
  onTestFinished(async () => {
    await screen.close();
    await gate.close();
  });
  return { gate, page: screen.page, complaints: screen.complaints };
}

async function openPeople(page: Page, tab: 'list' | 'visitor' | 'import'): Promise<void> {
  await page.getByTestId('open-menu').click();
  await page.getByTestId('open-people').click();
  await page.getByTestId(`people-${tab}`).click();
}

/** The verdict that the next scan brings, wherever it is shown. */
async function scan(page: Page, text: string, verdict: string): Promise<string> {
  await strikeKeys(page, [...strokesOf(text), ENTER]);
  const panel = page.locator(`[data-testid="verdict"][data-verdict="${verdict}"]`);
  await panel.waitFor({ state: 'attached' });
  const words = (await panel.textContent()) ?? '';
  await page.locator('[data-testid="verdict"] button').first().dispatchEvent('click');
  return words;
}

test('a list as CSV and one as XLSX come in; badges of both are their people, a stranger is sent to the desk', async ({
  skip,
}) => {
  if (missing !== null) skip(missing);
  const { gate, page, complaints } = await standBefore();
  await openPeople(page, 'import');
  await page
    .getByTestId('import-file')
    .setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) });
  const findings = page.getByTestId('import-findings');
  await findings.waitFor();
  expect([await findings.getAttribute('data-people'), await findings.getAttribute('data-troubles')]).toEqual([
    '2',
    '1',
  ]);
  expect(await findings.textContent()).toContain('2 số CCCD đã được thêm lại số 0');
  expect(await page.locator('select[name="column-3"]').inputValue()).toBe('staffCode');
  await page.getByTestId('import-replace').click();
  await page.getByTestId('import-replace').click();
  await page.getByTestId('import-done').waitFor();

  const workbook = await writeExcelFile([
    [{ value: 'Họ tên' }, { value: 'Mã thẻ' }],
    [{ value: 'Lê Văn Mẫu' }, { value: 'NT-000001' }],
  ]).toBuffer();
  await page.getByTestId('import-done').locator('..').getByRole('button').click();
  await page.getByText('Nhà thầu', { exact: true }).last().click();
  await page
    .getByTestId('import-file')
    .setInputFiles({ name: 'list.xlsx', mimeType: 'application/zip', buffer: Buffer.from(workbook) });
  await page.getByTestId('import-add').click();
  await page.getByTestId('import-done').waitFor();
  await page.getByTestId('close-people').click();

  expect(await scan(page, 'NV-000417', 'admit')).toContain('Nguyễn Văn ***');
  const contractor = await scan(page, 'NT-000001', 'admit');
  expect(contractor).toContain('Nhà thầu');
  expect(contractor).toContain('Thẻ của đơn vị');
  expect(await scan(page, STRANGER, 'refuse')).toContain('Không có trong danh sách – mời vào bàn đón tiếp');
  // Badge and card of one person are one person.
  const found = await gate.findPeople({ group: null, text: '038099000000', only: 'all', beforeId: null });
  expect(found.people).toMatchObject([{ name: 'Nguyễn Văn Thử', hasArrived: true }]);
  const { arrived, expected } = await gate.loadView();
  expect([arrived, expected]).toEqual([2, 3]);

  await page.getByTestId('open-menu').click();
  await page.getByTestId('open-load').click();
  await page.getByTestId('in-so-far').filter({ hasText: '2 / 3 đã vào' }).waitFor();
  expect(complaints).toEqual([]);
});

test('a visitor gets a badge by a scan into its field, comes in with it, and is reminded of it on the way out', async ({
  skip,
}) => {
  if (missing !== null) skip(missing);
  const { gate, page, complaints } = await standBefore();
  await openPeople(page, 'visitor');
  await page.locator('input[name="name"]').fill('Phạm Thị Khách');
  await page.locator('input[name="host"]').fill('Anh Bình');
  await page.locator('input[name="badge"]').focus();
  await strikeKeys(page, [...strokesOf('KHACH-0012'), ENTER]);
  await expect.poll(() => page.locator('input[name="badge"]').inputValue(), { timeout: 20_000 }).toBe('KHACH-0012');
  // It went into the field, and nowhere else.
  expect(gate.snapshot().tally).toMatchObject({ checked: 0, refused: 0 });
  await page.getByTestId('save-visitor').click();
  await page.getByTestId('badges-out').locator('li').waitFor();
  await page.getByTestId('close-people').click();

  expect(await scan(page, 'KHACH-0012', 'admit')).toContain('Khách trong ngày');
  gate.setDirection({ laneId: 'lane-1', direction: 'out' });
  expect(await scan(page, 'KHACH-0012', 'check')).toContain('xin lại thẻ');
  await openPeople(page, 'visitor');
  await page.getByTestId('badges-out').getByRole('button').click();
  await page.getByTestId('badges-out').locator('li').waitFor({ state: 'detached' });
  expect(await gate.rosterSummary()).toMatchObject({ badgesOut: 0 });
  expect(complaints).toEqual([]);
});
