/** A guard's day: scan, a repeat, a mistake taken back, somebody typed in, an ambulance, a fire, and the next guard comes. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { cccdText, FAKE_PEOPLE } from '../../src-main/devices/simulated/fake-people.ts';
import type { OpenedGate } from '../../src-main/gate/opened-gate.ts';
import { openGate } from '../../src-main/gate.ts';
import { awayFromMidnight } from '../support/away-from-midnight.ts';
import { findChromium } from '../support/chromium.ts';
import { buildScreen, launchChromium, openScreen } from '../support/screen-page.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

/** A machine that does much else besides. */
const SOON = { timeout: 30_000 };
/** A guard who types with two fingers. */
const KEY_MS = 120;

const [first, second] = FAKE_PEOPLE;
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

type Standing = { gate: OpenedGate; page: Page; complaints: readonly string[]; scan: (text: string) => void };

/** `earlier`: who came before the screen was opened. */
async function standBefore(earlier: readonly string[] = [], isUnhurried = true): Promise<Standing> {
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
  // No camera: its picture is other tests' business, and takes all that a small machine has.
  gate.saveSettings({ settings: { ...gate.snapshot().settings, readers: [] } });
  const scan = (text: string): void => void gate.scan({ readerKind: 'command', text, encoding: 'utf-8' });
  for (const text of earlier) scan(text);
  // The sheets are looked at as they stand in the page: a browser that prints by itself cannot be asked to print.
  const before = (): void => {
    window.print = () => undefined;
  };
  const screen = await openScreen({ browser, builtDir, gate, before, isUnhurried });
  onTestFinished(async () => {
    await screen.close();
    await gate.close();
  });
  return { gate, page: screen.page, complaints: screen.complaints, scan };
}

async function goTo(page: Page, place: string): Promise<void> {
  await page.getByTestId('open-menu').click();
  await page.getByTestId(`open-${place}`).click();
  await page.locator(`[data-screen="${place}"]`).waitFor();
}

/** What the printer gets: its words, and on how many pages. */
async function printed(page: Page): Promise<{ text: string; pages: number }> {
  await page.emulateMedia({ media: 'print' });
  // biome-ignore lint/performance/useDomNodeTextContent: only what is to be seen is printed.
  const text = await page.locator('body').innerText();
  await page.emulateMedia({ media: null });
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  return { text, pages: pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0 };
}

describe('a guard', () => {
  test('takes a wrong direction back from the strip, and a wrong person from the history', async ({ skip }) => {
    if (missing !== null) skip(missing);
    const { gate, page, complaints, scan } = await standBefore();
    scan(cccdText(first));
    scan(cccdText(first));
    await page.locator('[data-testid="verdict"][data-verdict="already-recorded"]').waitFor();
    // The repeat wrote nothing: only the entry itself can be taken back.
    const strip = page.getByTestId('undo-recent');
    await expect.poll(() => strip.count(), SOON).toBe(1);
    await strip.click();
    await page.getByTestId('undo-wrong-direction').click();
    await expect.poll(() => gate.snapshot().tally, SOON).toMatchObject({ admittedIn: 0, admittedOut: 1 });
    await page.locator('[data-taken-back="true"]').getByText('sai chiều').first().waitFor();
    await expect.poll(() => page.locator('[data-screen="undo"]').count(), SOON).toBe(0);

    scan(cccdText(second));
    await goTo(page, 'history');
    const rows = page.getByTestId('history-row');
    await expect.poll(() => rows.count(), SOON).toBe(3);
    expect(await page.getByTestId('history-list').textContent()).not.toContain(second.number);
    // Somebody passes while it is open: there at once.
    scan('một mã lạ nào đó');
    await expect.poll(() => rows.count(), SOON).toBe(4);
    await page.getByTestId('history-verdict').selectOption('check');
    await expect.poll(() => rows.count(), SOON).toBe(1);
    await rows.getByTestId('undo').click();
    await page.getByTestId('undo-corrected-otherwise').click();
    await page.keyboard.type('Khách về');
    await page.keyboard.press('Enter');
    // In the history, which stays open: the strip behind it says so, too.
    await page.locator('[data-screen="history"] [data-taken-back="true"]').getByText('lý do khác').waitFor();
    await expect.poll(() => gate.snapshot().tally, SOON).toMatchObject({ checked: 0, refused: 0 });
    expect(complaints).toEqual([]);
  });

  test('types somebody in by the keyboard alone, and lets an ambulance in with three presses', async ({ skip }) => {
    if (missing !== null) skip(missing);
    const { gate, page, complaints, scan } = await standBefore([], false);
    // Right on the verdict that says that nothing could be read, while it stands.
    const nextStep = page.getByTestId('next-manual-entry');
    const form = page.locator('[data-screen="manual-entry"]');
    let startedAtMs = 0;
    const openForm = async (): Promise<number> => {
      scan('');
      startedAtMs = performance.now();
      await nextStep.click({ timeout: 5_000 }).catch(() => undefined);
      return form.count();
    };
    await expect.poll(openForm, SOON).toBe(1);
    // A busy machine draws late, and the next key goes where it should all the same.
    await page.evaluate(() => {
      window.requestAnimationFrame = (draw) => window.setTimeout(() => draw(performance.now()), 1_000);
    });
    await page.keyboard.type('Trần Thị Kiểm Thử', { delay: KEY_MS });
    await page.keyboard.press('Tab');
    await page.keyboard.type('001099000000', { delay: KEY_MS });
    await page.keyboard.press('Enter');
    // Only the reason is missing, and the focus is on it.
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await expect.poll(() => form.count(), SOON).toBe(0);
    process.stdout.write(`manual entry: ${((performance.now() - startedAtMs) / 1_000).toFixed(1)} s\n`);
    expect(gate.snapshot().tally).toMatchObject({ admittedIn: 1, manual: 1 });

    // The verdict lies over the button until its time is over.
    await page.getByTestId('open-manual-entry').click();
    await page.getByTestId('manual-vehicle').click();
    await page.getByText('Xe cấp cứu').click();
    await page.getByTestId('submit-vehicle').click();
    await expect.poll(() => gate.snapshot().tally, SOON).toMatchObject({ admittedIn: 2, manual: 2 });
    expect(gate.whoIsInside().counts).toMatchObject({ people: 1, vehicles: 1 });
    expect(complaints).toEqual([]);
  });

  test('carries the list of everybody inside out of a fire', async ({ skip }) => {
    if (missing !== null) skip(missing);
    const { gate, page, complaints, scan } = await standBefore(FAKE_PEOPLE.map(cccdText));
    const inside = FAKE_PEOPLE.length - 1;
    gate.setDirection({ laneId: 'lane-1', direction: 'out' });
    scan(cccdText(first));
    await goTo(page, 'inside');
    await expect.poll(() => page.getByTestId('inside-total').textContent(), SOON).toContain(String(inside));
    expect(await page.locator('[data-screen="inside"]').textContent()).not.toContain(second.name);

    await page.getByTestId('print-masked').click();
    const masked = await printed(page);
    expect(masked.text).toContain(`Tổng cộng: ${inside}`);
    expect(masked.text).not.toContain(second.name);

    await page.getByTestId('print-evacuation').click();
    await page.getByRole('button', { name: 'Bấm lần nữa để in đủ tên' }).click();
    await expect.poll(async () => (await printed(page)).text, SOON).toContain(second.name);
    const full = await printed(page);
    expect(full.text).not.toContain(first.name);
    expect(full.text).not.toContain(second.number);
    expect(full.text).not.toContain('Ai đang ở trong');
    expect(full.pages).toBeGreaterThan(1);
    expect(complaints).toEqual([]);
  });

  test('leaves the gate to the next one, who reads the note and takes over', async ({ skip }) => {
    if (missing !== null) skip(missing);
    const { gate, page, complaints, scan } = await standBefore();
    scan(cccdText(first));
    await goTo(page, 'handover');
    await page.locator('[data-number="inside"] dd').getByText('1', { exact: true }).waitFor();
    await page.locator('textarea[name="note"]').fill('Chìa khóa kho ở ngăn kéo.\nCổng sau hỏng đèn.');
    await page.locator('input[name="givenBy"]').fill('Anh Bình');
    await page.getByTestId('give-over').click();
    const card = page.getByTestId('hand-over');
    await card.getByText('Cổng sau hỏng đèn.').waitFor();
    await page.locator('input[name="takenBy"]').fill('Chị Hoa');
    await page.getByTestId('take-over').click();
    await expect.poll(() => card.getAttribute('data-taken'), SOON).toBe('true');
    expect(gate.viewShift().handOvers).toMatchObject([{ givenBy: 'Anh Bình', takenBy: 'Chị Hoa' }]);
    await page.getByTestId('print-hand-over').click();
    const paper = await printed(page);
    expect(paper.text).toContain('BIÊN BẢN GIAO CA');
    expect(paper.text).toContain('Cổng sau hỏng đèn.');
    expect(paper.pages).toBe(1);
    expect(complaints).toEqual([]);
  });
});
