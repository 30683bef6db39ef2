/** Do real keys of an X server, with layouts and input methods between, reach the gate as the scanner meant them? */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LATE_END_MS } from '../../src-renderer/readers/wedge-buffer.ts';
import { CONFIRM_END_MS, LONGEST_SILENCE_MS } from '../../src-renderer/readers/wedge-pace.ts';
import { findChromium } from '../support/chromium.ts';
import type { OpenReaderPage } from '../support/reader-page.ts';
import { buildReaderPage, openReaderPage } from '../support/reader-page.ts';
import type { Display } from '../support/x-display.ts';
import { missingDisplayTools, openDisplay, scannerStrokes } from '../support/x-display.ts';

const CARD = '001099000000|012345678|Nguyen Vaan As|01011999|Nam|So 1, Phuong X, Ha Noi|15042021';
const SYMBOLS = 'AZERTYqsdfghm1234567890`~!@#$%^&*()_+-=[]{};:\'",.<>/?|';
const SCANNER = ['key', '--delay', '3'];
const missing = findChromium() === null ? 'no Chromium here: apt-get install chromium' : missingDisplayTools();
const dir = mkdtempSync(join(tmpdir(), 'gac-cong-keys-'));
let display: Display;
let opened: OpenReaderPage;
let page: Page;

beforeAll(async () => {
  if (missing !== null) return;
  display = await openDisplay();
  await buildReaderPage(dir);
  opened = await openReaderPage({ builtDir: dir, display: display.name });
  ({ page } = opened);
  display.xdotool('search', '--sync', '--onlyvisible', '--class', 'chromium', 'windowfocus', '--sync');
});
afterAll(async () => {
  if (missing === null) {
    await opened.close();
    await display.close();
  }
  rmSync(dir, { recursive: true, force: true });
});
beforeEach(async ({ skip }) => {
  if (missing !== null) skip(missing);
  display.setLayout('us');
  await fresh();
});

const codes = () => page.evaluate(() => window.readerPage.heard.wedge);
const field = () => page.getByLabel('field');

type Limits = { readonly mostGapMs: number; readonly lastMs: number; readonly mostArrivalMs: number };
type KeyTimes = { readonly pressedAtMs: number; readonly arrivedAtMs: number };

/**
 * The page anew, with the wedge open and the times of its keys kept; once a key has come through to it, since right after a launch
 * the first three keys of a scan were missing once.
 */
async function fresh(): Promise<void> {
  await page.reload();
  await page.evaluate(() => {
    const times: KeyTimes[] = [];
    Object.assign(window, { keyTimes: times });
    // Before the wedge, which keeps a scan's keys from everybody else.
    const keep = ({ timeStamp }: Event) => times.push({ pressedAtMs: timeStamp, arrivedAtMs: performance.now() });
    window.addEventListener('keydown', keep, true);
    window.readerPage.openWedge();
  });
  await expect.poll(() => page.evaluate(() => document.hasFocus())).toBe(true);
  await expect.poll(probe, { timeout: 20_000 }).toBe(true);
}

/** Presses Shift, which no scan is made of, and says whether the page heard it; it is not kept. */
async function probe(): Promise<boolean> {
  display.xdotool('key', 'Shift_L');
  await page.waitForTimeout(100);
  return page.evaluate(() => ((window as { keyTimes?: KeyTimes[] }).keyTimes?.splice(0).length ?? 0) > 0);
}

/** The times between two keys: as the X server stamped them, and as they arrived in the page. */
async function gapsMs(): Promise<{ readonly pressed: readonly number[]; readonly arrived: readonly number[] }> {
  const times = await page.evaluate(() => (window as { keyTimes?: KeyTimes[] }).keyTimes ?? []);
  const gaps = (of: (key: KeyTimes) => number) => times.slice(1).map((key, index) => of(key) - of(times[index] ?? key));
  return { pressed: gaps((key) => key.pressedAtMs), arrived: gaps((key) => key.arrivedAtMs) };
}

/**
 * Types, and answers what was heard. Where this machine was so busy that xdotool itself paused in mid-code, as no
 * scanner does, that was no try at all; nor was it where the browser gave the page no key for so long that what had come
 * was over by any measure: half a second, or after an end key `CONFIRM_END_MS`. `lastMs`: how late the last key may come.
 */
async function heardOf(strike: () => Promise<void> | void, limits: Partial<Limits> = {}): Promise<readonly string[]> {
  const { mostGapMs = 60, lastMs = mostGapMs, mostArrivalMs = Math.max(mostGapMs, LONGEST_SILENCE_MS - 20) } = limits;
  for (let attempt = 0; ; attempt += 1) {
    await strike();
    // The last key was handled, and the longest silence has passed.
    await page.waitForTimeout(1_200);
    const { pressed, arrived } = await gapsMs();
    const isTry =
      pressed.slice(0, -1).every((gapMs) => gapMs <= mostGapMs) &&
      (pressed.at(-1) ?? 0) <= lastMs &&
      arrived.slice(0, -1).every((gapMs) => gapMs <= mostArrivalMs);
    if (isTry || attempt === 19) return codes();
    await fresh();
  }
}

const type = (...strokes: readonly string[]) => display.xdotool(...SCANNER, ...strokes);

describe('a scan in keys of the US layout', () => {
  for (const layout of ['us', 'fr', 'de', 'vn']) {
    test(`comes through the layout ${layout} as it was sent`, async () => {
      display.setLayout(layout);
      expect(await heardOf(() => type(...scannerStrokes(`001|${SYMBOLS}`), '36'))).toEqual([`001|${SYMBOLS}`]);
    });
  }

  test('comes through Caps Lock', async () => {
    display.xdotool('key', 'Caps_Lock');
    const heard = await heardOf(() => type(...scannerStrokes(CARD), '36'));
    display.xdotool('key', 'Caps_Lock');
    expect(heard).toEqual([CARD]);
  });

  test('is one code with Enter in its middle, Tab at its end, two Enters or none', async () => {
    const [head, tail] = [scannerStrokes(CARD.slice(0, 40)), scannerStrokes(CARD.slice(40))];
    for (const strokes of [
      [...head, '36', ...tail, '36'],
      [...head, ...tail, '23'],
      [...head, ...tail, '36', '36'],
      [...head, ...tail],
    ]) {
      await fresh();
      expect(await heardOf(() => type(...strokes), { mostArrivalMs: CONFIRM_END_MS - 10 })).toEqual([CARD]);
    }
  });

  test('whose Enter comes late presses no button', async () => {
    const heard = await heardOf(
      async () => {
        await page.getByRole('button').focus();
        type(...scannerStrokes(CARD));
        await page.waitForTimeout(200);
        type('36');
      },
      { lastMs: LATE_END_MS - 20 },
    );
    expect([heard, await page.evaluate(() => window.readerPage.heard.clicks)]).toEqual([[CARD], 0]);
  });

  test('is neither lost nor typed where a field has the focus', async () => {
    const heard = await heardOf(async () => {
      await field().fill('Bảo vệ');
      type(...scannerStrokes(CARD), '36');
    });
    expect([heard, await field().inputValue()]).toEqual([[CARD], 'Bảo vệ']);
  });

  test('of a slow scanner is one code', async () => {
    const text = CARD.slice(0, 30);
    expect(
      await heardOf(() => display.xdotool('key', '--delay', '90', ...scannerStrokes(text), '36'), { mostGapMs: 240 }),
    ).toEqual([text]);
  });

  test('of Alt and numbers is what the numbers say', async () => {
    const NUMPAD = ['90', '87', '88', '89', '83', '84', '85', '79', '80', '81'];
    const numbers = [...'Nguyễn Văn'].map((letter) => String(letter.codePointAt(0)));
    const heard = await heardOf(() =>
      display.xdotool(
        ...numbers.flatMap((number) => [
          ...['keydown', '64'],
          ...[...SCANNER, ...[...number].map((digit) => NUMPAD[Number(digit)] ?? '')],
          ...['keyup', '64'],
        ]),
      ),
    );
    expect(heard).toEqual(['Nguyễn Văn']);
  });
});

describe('an input method that lets keys pass, erases and puts an accented letter', () => {
  /** Of `Vaan As`: what Telex does when it sees the second `a`, and the `s`. */
  const before = scannerStrokes(CARD.slice(0, CARD.indexOf('Vaan') + 3));
  const between = scannerStrokes('n A');
  const after = scannerStrokes(CARD.slice(CARD.indexOf('As') + 2));
  const sKey = scannerStrokes('s');
  const interfered = [
    ...before,
    ...['22', '22', 'acircumflex'],
    ...between,
    ...sKey,
    ...['22', '22', 'Aacute'],
    ...after,
    '36',
  ];

  test('leaves the scan as it was sent, with no field focused', async () => {
    expect(await heardOf(() => type(...interfered))).toEqual([CARD]);
  });

  test('leaves the scan as it was sent where it types the same letters again, with modifiers between', async () => {
    const strokes = scannerStrokes(CARD).flatMap((stroke, index) =>
      index % 5 === 4 ? [stroke, '22', 'Shift_L', 'Control_L', stroke] : [stroke],
    );
    expect(await heardOf(() => type(...strokes, '36'))).toEqual([CARD]);
  });

  test('leaves the scan and the focused field as they were', async () => {
    const heard = await heardOf(async () => {
      await field().fill('x');
      type(...interfered);
    });
    expect([heard, await field().inputValue()]).toEqual([[CARD], 'x']);
  });
});

test('a program that types in a French layout is read by that layout', async () => {
  display.setLayout('fr');
  expect(await heardOf(() => display.xdotool('type', '--delay', '3', CARD))).toEqual([CARD]);
});

test('a person who types into a field is left alone', async () => {
  await field().focus();
  display.xdotool('type', '--delay', '110', 'nguyen van a 0123');
  await expect.poll(() => field().inputValue()).toBe('nguyen van a 0123');
  expect(await codes()).toEqual([]);
});
