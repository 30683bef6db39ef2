/** Does a supervisor get from the log what happened, as figures, as a person and as files that others can open? */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Browser, Page } from 'playwright-core';
import readXlsxFile from 'read-excel-file/node';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { seedEntries, seededNumber } from '../../bench/support/seed-entries.ts';
import { openGate } from '../../src-main/gate.ts';
import { findChromium } from '../support/chromium.ts';
import { pdfText } from '../support/pdf-text.ts';
import { buildScreen, launchChromium, openScreen } from '../support/screen-page.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const builtDir = mkdtempSync(join(tmpdir(), 'gac-cong-screen-'));
const missing = findChromium() === null ? 'no Chromium here: apt-get install chromium' : null;
/** One each twenty seconds: 8 hours and 20 minutes, of 30 people. */
const ENTRIES = 1_500;
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

async function standBefore(): Promise<{ page: Page; dataDir: string; complaints: readonly string[] }> {
  const dataDir = temporaryDir();
  seedEntries(join(dataDir, 'gate.sqlite'), dataDir, ENTRIES);
  const options = { dataDir, version: 'test', extraReaders: () => [], log: () => undefined, random: () => 0.5 };
  const opened = openGate({ ...options, isAttended: false });
  if (opened.type === 'refused') throw new Error(opened.reason);
  const { gate } = opened;
  const settings = gate.snapshot().settings;
  gate.saveSettings({ settings: { ...settings, readers: [], venue: { kind: 'factory', name: 'Nhà máy Kiểm Thử' } } });
  const screen = await openScreen({ browser, builtDir, gate });
  onTestFinished(async () => {
    await screen.close();
    await gate.close();
  });
  return { page: screen.page, dataDir, complaints: screen.complaints };
}

async function writtenPath(page: Page): Promise<string> {
  await page.locator('[data-testid="export-outcome"][data-outcome="written"]').waitFor();
  const folder = ((await page.getByTestId('export-outcome').textContent()) ?? '').replace(/^.* vào /s, '');
  return folder.trim();
}

test('a report is counted, printed, and written as a workbook and as a PDF that say the same', async ({ skip }) => {
  if (missing !== null) skip(missing);
  const { page, complaints } = await standBefore();
  await page.getByTestId('open-menu').click();
  await page.getByTestId('open-reports').click();
  await page.getByText('Tháng', { exact: true }).click();
  const scans = page.locator('dialog [data-figure="scans"] dd').first();
  await scans.waitFor();
  const shown = ((await scans.textContent()) ?? '').trim();
  const total = Number(shown.replaceAll('.', ''));
  // The seed may reach back into the month before.
  expect(total).toBeGreaterThan(0);
  expect(total).toBeLessThanOrEqual(ENTRIES);
  // The same as a table, for who cannot see the bars.
  expect(await page.locator('dialog table').count()).toBeGreaterThan(3);

  await page.getByTestId('write-export').click();
  const sheets = await readXlsxFile(await writtenPath(page));
  expect(sheets[0]?.data.find(([name]) => name === 'Lượt quét')?.[1]).toBe(total);
  expect(JSON.stringify(sheets.at(-1)?.data)).toContain('Số người khác nhau');

  await page.getByText('PDF để in').click();
  await page.getByTestId('write-export').click();
  await page.getByTestId('export-outcome').getByText('.pdf').waitFor();
  const pdf = pdfText(readFileSync(await writtenPath(page)));
  expect(pdf.text).toContain('Nhà máy Kiểm Thử');
  expect(pdf.text).toContain(shown);
  expect(pdf.text).toContain(`Trang 1/${pdf.pages}`);

  const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect(paper.match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(0);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('[data-paper="report"] h1').isVisible()).toBe(true);
  expect(await page.locator('dialog').isVisible()).toBe(false);
  expect(complaints).toEqual([]);
});

test('a person is found by name, opened with a reason, listed in a file, and taken out', async ({ skip }) => {
  if (missing !== null) skip(missing);
  const { page, dataDir, complaints } = await standBefore();
  await page.getByTestId('open-menu').click();
  await page.getByTestId('open-search').click();
  await page.locator('input[name="name"]').fill('thu 7');
  await page.getByTestId('find-entries').click();
  await page.locator('[data-testid="search-state"][data-state="found"]').waitFor();
  expect(await page.getByTestId('found-entry').count()).toBe(50);
  expect(await page.locator('dialog').textContent()).not.toContain(seededNumber(7));

  await page.getByTestId('open-entry').first().click();
  await page.getByTestId('reveal').click();
  await page.getByText('Ghi lý do, ít nhất 5 chữ.').waitFor();
  await page.locator('input[name="reveal-reason"]').fill('khách để quên đồ');
  await page.getByTestId('reveal').click();
  expect(await page.getByTestId('revealed').textContent()).toContain(seededNumber(7));
  await page.getByTestId('hide').click();
  expect(await page.locator('dialog').textContent()).not.toContain(seededNumber(7));

  await page.locator('input[name="name"]').fill('');
  await page.getByTestId('find-entries').click();
  await page.getByText('CSV (bảng chữ)').click();
  await page.getByText('Đầy đủ (cần lý do)').click();
  await page.locator('input[name="export-reason"]').fill('thanh tra y tế');
  await page.getByTestId('write-export').click();
  const rows = parse(readFileSync(await writtenPath(page), 'utf8'), { bom: true });
  expect(rows.filter((row) => row.includes(seededNumber(7)))).toHaveLength(50);

  await page.getByTestId('search-tab-subject').click();
  await page.locator('input[name="subject-number"]').fill(seededNumber(7));
  await page.getByTestId('find-subject').click();
  await page.locator('input[name="copy-reason"]').fill('đơn số 12');
  await page.getByTestId('write-subject').click();
  await page.locator('[data-testid="export-outcome"][data-outcome="written"]').waitFor();
  expect(readdirSync(join(dataDir, 'exports')).filter((name) => name.endsWith('.txt'))).toHaveLength(1);

  await page.locator('input[name="erase-reason"]').fill('đơn số 12');
  await page.locator('input[name="erase-confirm"]').fill('xoá');
  await page.getByTestId('erase-subject').click();
  await page.getByText('Gõ đúng chữ XOA.').waitFor();
  await page.locator('input[name="erase-confirm"]').fill('xoa');
  await page.getByTestId('erase-subject').click();
  await page.getByText('Đã xóa người này khỏi 50 lượt.').waitFor();
  await page.getByTestId('find-subject').click();
  await page.getByText('Cổng này không giữ gì về số này.').waitFor();
  expect(complaints).toEqual([]);
});
