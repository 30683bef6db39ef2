/** Who was scanned while the screen was being loaded, or was cut off: does the guard see what became of it? The real page, over a posed gate. */

import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { builtScreen } from '../support/built-screen.ts';
import type { FakeGate } from '../support/fake-gate.ts';
import { createFakeGate } from '../support/fake-gate.ts';
import type { OpenScreen } from '../support/screen-page.ts';
import { openScreen } from '../support/screen-page.ts';
import { listedVerdicts, shownVerdicts } from '../support/shown-verdicts.ts';

const built = builtScreen();

/** Whatever takes its time here, the gate says how long ago each was scanned: the last one `agoMs`, each before it a minute more. */
async function screenOf(fake: FakeGate, agoMs: number): Promise<OpenScreen> {
  const shownBefore = () => {
    const before = fake.gate.shownBefore();
    return before.map((each, index) => ({ ...each, agoMs: agoMs + (before.length - 1 - index) * 60_000 }));
  };
  const gate = { ...fake.gate, shownBefore };
  const screen = await openScreen({ ...built, gate, isUnhurried: true, before: countNotes });
  onTestFinished(async () => {
    await screen.close();
    expect(screen.complaints).toEqual([]);
  });
  return screen;
}

/** Runs in the page: how many notes were begun. */
function countNotes(): void {
  const counted = window as unknown as { notes: number };
  counted.notes = 0;
  const { start } = AudioScheduledSourceNode.prototype;
  AudioScheduledSourceNode.prototype.start = function (this: AudioScheduledSourceNode, ...when: [number?]) {
    counted.notes += 1;
    return start.apply(this, when);
  };
}

const notesOf = (page: Page): Promise<number> => page.evaluate(() => (window as unknown as { notes: number }).notes);

test('who waits before a page that is being loaded gets their verdict, and the strip has who came before', async () => {
  const fake = createFakeGate();
  fake.show({});
  fake.show({ verdict: 'refuse', reasons: ['on-watch-list'] });
  const { page } = await screenOf(fake, 2_000);
  await expect.poll(() => shownVerdicts(page)).toEqual(['refuse']);
  expect(await listedVerdicts(page)).toEqual(['refuse', 'admit']);
  await expect.poll(() => page.getByRole('alert').allTextContents()).toContainEqual(expect.stringContaining('KHÔNG'));
});

test('who went long ago is on the strip alone, without a verdict and without a sound', async () => {
  const fake = createFakeGate();
  fake.show({});
  const { page } = await screenOf(fake, 10_000);
  await expect.poll(() => listedVerdicts(page)).toEqual(['admit']);
  expect(await shownVerdicts(page)).toEqual([]);
  expect(await notesOf(page)).toBe(0);
  expect((await page.getByRole('status').allTextContents()).join('')).not.toContain('MỜI VÀO');
  // The next one is seen and heard as ever.
  fake.show({ verdict: 'check' });
  await expect.poll(() => shownVerdicts(page)).toEqual(['check']);
  expect(await listedVerdicts(page)).toEqual(['check', 'admit']);
  expect(await notesOf(page)).toBeGreaterThan(0);
});

test('who was scanned while the line was cut gets their verdict when it is mended, and nobody gets it twice', async () => {
  const fake = createFakeGate();
  const screen = await screenOf(fake, 2_000);
  const { page } = screen;
  fake.show({});
  await expect.poll(() => shownVerdicts(page)).toEqual(['admit']);
  const once = await notesOf(page);
  await screen.cutLine();
  await page.locator('[data-screen="lost"]').waitFor();
  screen.mendLine();
  await expect.poll(() => page.locator('[data-screen="lost"]').count(), { timeout: 30_000 }).toBe(0);
  expect(await shownVerdicts(page)).toEqual([]);
  expect(await notesOf(page)).toBe(once);

  await screen.cutLine();
  await page.locator('[data-screen="lost"]').waitFor();
  fake.show({ verdict: 'check', reasons: ['on-watch-list'] });
  screen.mendLine();
  await expect.poll(() => shownVerdicts(page), { timeout: 30_000 }).toEqual(['check']);
  expect(await listedVerdicts(page)).toEqual(['check', 'admit']);
});
