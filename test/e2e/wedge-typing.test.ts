/** In a real browser: does a scanner that acts as a keyboard reach the gate, and does a person's typing reach the field? */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { VERDICTS } from '../../src-main/core/entry/verdict.ts';
import { lengthMs, TONES } from '../../src-renderer/sound/tones.ts';
import type { OpenReaderPage } from '../support/reader-page.ts';
import { buildReaderPage, openReaderPage } from '../support/reader-page.ts';
import { ENTER, strikeKeys, strokesOf } from '../support/strike-keys.ts';
import { scannerKeys } from '../support/wedge-typing.ts';

const CARD = '001099000000|012345678|Nguyen Van A|01011999|Nam|So 1, Phuong X, Ha Noi|15042021';
const dir = mkdtempSync(join(tmpdir(), 'gac-cong-wedge-'));
let opened: OpenReaderPage;
let page: Page;

beforeAll(async () => {
  await buildReaderPage(dir);
  opened = await openReaderPage({ builtDir: dir });
  ({ page } = opened);
});
afterAll(async () => {
  await opened.close();
  rmSync(dir, { recursive: true, force: true });
});
beforeEach(async () => {
  await page.reload();
  await page.evaluate(() => window.readerPage.openWedge());
});
afterEach(() => expect(opened.complaints()).toEqual([]));

const codes = () => page.evaluate(() => window.readerPage.heard.wedge);
const clicks = () => page.evaluate(() => window.readerPage.heard.clicks);
const field = () => page.getByLabel('field');

async function expectCodes(expected: readonly string[]): Promise<void> {
  await expect.poll(codes).toEqual(expected);
  // One more would come within the longest wait of the reader.
  await page.waitForTimeout(300);
  expect(await codes()).toEqual(expected);
}

describe('a scan', () => {
  test('is read with no field focused, with and without a suffix', async () => {
    await strikeKeys(page, [...strokesOf(CARD), ENTER]);
    await expectCodes([CARD]);
    await strikeKeys(page, strokesOf(CARD));
    await expectCodes([CARD, CARD]);
  });

  test('typed by a program, which presses no Shift for capitals and bars, is read too', async () => {
    const strokes = scannerKeys(CARD).map(({ key, code }) => ({ key, code }));
    await strikeKeys(page, [...strokes, ENTER]);
    await expectCodes([CARD]);
  });

  test('is one code with Enter in the middle of it', async () => {
    await strikeKeys(page, [...strokesOf(CARD.slice(0, 30)), ENTER, ...strokesOf(CARD.slice(30)), ENTER]);
    await expectCodes([CARD]);
  });

  test('is heard whole, where the page is blocked in the middle of it', async () => {
    const untilMs = await strikeKeys(page, strokesOf(CARD.slice(0, 30)));
    const blocked = page.evaluate(() => {
      const untilMs = performance.now() + 700;
      while (performance.now() < untilMs);
    });
    await strikeKeys(page, [...strokesOf(CARD.slice(30)), ENTER], untilMs);
    await blocked;
    await expect.poll(async () => (await codes()).at(-1)).toBe(CARD);
    // Its head alone only where this machine was too slow to send the rest in time.
    for (const code of await codes()) expect(CARD.startsWith(code)).toBe(true);
  });

  test('with Vietnamese letters typed as such keeps them', async () => {
    const text = '001099000000|012345678|Nguyễn Văn A|01011999|Nam|Số 1, Hà Nội|15042021';
    await strikeKeys(page, [...strokesOf(text), ENTER]);
    await expectCodes([text]);
  });

  test('behind an input method that takes every key is read by the keys themselves', async () => {
    const strokes = [...'001099000000'].map((digit) => ({ key: 'Process', code: `Digit${digit}` }));
    await strikeKeys(page, [...strokes, { key: 'Process', code: 'Backslash', modifiers: 8 }, ...strokes]);
    await expectCodes(['001099000000|001099000000']);
  });

  test('leaves the focused field, its cursor and what stood in it alone', async () => {
    await field().fill('Trần B');
    await field().evaluate((input: HTMLInputElement) => input.setSelectionRange(2, 4));
    await strikeKeys(page, [...strokesOf(CARD), ENTER]);
    await expectCodes([CARD]);
    const left = await field().evaluate(({ value, selectionStart, selectionEnd }: HTMLInputElement) => ({
      value,
      selectionStart,
      selectionEnd,
    }));
    expect(left).toEqual({ value: 'Trần B', selectionStart: 2, selectionEnd: 4 });
    expect(await field().evaluate((input) => input === document.activeElement)).toBe(true);
  });

  test('chooses nothing from a focused list', async () => {
    await page.getByLabel('choice').focus();
    await strikeKeys(page, [...strokesOf(CARD), ENTER]);
    await expectCodes([CARD]);
    expect(await page.getByLabel('choice').inputValue()).toBe('9');
  });

  test('presses no button, and moves the focus nowhere', async () => {
    await page.getByRole('button').focus();
    await strikeKeys(page, [...strokesOf(`${CARD} `), ENTER]);
    await expectCodes([`${CARD} `]);
    await strikeKeys(page, [...strokesOf(CARD), { key: 'Tab', code: 'Tab' }]);
    await expectCodes([`${CARD} `, CARD]);
    expect(await clicks()).toBe(0);
    expect(await page.getByRole('button').evaluate((button) => button === document.activeElement)).toBe(true);
  });
});

describe('a person', () => {
  test('types into a field, and presses buttons with Enter and the space bar, as on any page', async () => {
    await field().focus();
    await page.keyboard.type('Nguyen Van A 012', { delay: 90 });
    expect(await field().inputValue()).toBe('Nguyen Van A 012');
    await page.getByRole('button').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    expect(await clicks()).toBe(2);
    await expectCodes([]);
  });

  test('has the keyboard alone while the reader is paused, and after it is closed', async () => {
    await field().focus();
    await page.evaluate(() => window.readerPage.pauseWedge(true));
    await strikeKeys(page, strokesOf('001099'));
    await page.evaluate(() => window.readerPage.pauseWedge(false));
    await page.evaluate(() => window.readerPage.closeWedge());
    await strikeKeys(page, strokesOf('000000'));
    await expect.poll(() => field().inputValue()).toBe('001099000000');
    await expectCodes([]);
  });
});

test('every verdict makes a sound that lasts as long as its tone, and none is the same', async () => {
  const rendered = await Promise.all(
    VERDICTS.map((verdict) => page.evaluate((name) => window.readerPage.renderTone(name, 2), verdict)),
  );
  for (const [index, verdict] of VERDICTS.entries()) {
    const tenths = rendered[index] ?? [];
    const lastTenth = Math.ceil(lengthMs(TONES[verdict]) / 100);
    expect(tenths[0]).toBeGreaterThan(0.05);
    expect(Math.max(...tenths.slice(lastTenth))).toBe(0);
    expect(tenths[lastTenth - 1]).toBeGreaterThan(0.01);
  }
  expect(new Set(rendered.map((tenths) => tenths.map((rms) => rms.toFixed(3)).join())).size).toBe(VERDICTS.length);
  expect(await page.evaluate(() => window.readerPage.unlockSounds())).toBe(true);
});
