/** How does somebody set an empty gate up, step by step, on whichever shell's screen? */

import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { FAKE_PEOPLE, unifiedText } from '../../src-main/devices/simulated/fake-people.ts';
import { ENTER, strikeKeys, strokesOf } from './strike-keys.ts';

/** How fast they are: before each press, and for each key. */
export type Pace = { readonly pressMs: number; readonly keyMs: number };

/** As a person who sees this screen for the first time: a key, and a look and a press. */
export const PERSONS_PACE: Pace = { pressMs: 700, keyMs: 120 };
/** For a walk that asks whether it works, and not how long it takes. Faster keys would be a scanner's. */
export const BRISK_PACE: Pace = { pressMs: 0, keyMs: 60 };

const [, atWedge, stranger] = FAKE_PEOPLE;
/** Whom this walk holds before the readers, at the trial of the lane and at the practice: nothing of them may be recorded. */
export const PRACTISED = [atWedge, stranger];

export async function press(page: Page, testId: string, { pressMs }: Pace): Promise<void> {
  if (pressMs > 0) await page.waitForTimeout(pressMs);
  await page.getByTestId(testId).click();
}

export async function reach(page: Page, step: string): Promise<void> {
  await page.locator(`[data-step="${step}"]`).waitFor();
}

/** From the card on the lanes to the lanes again, working alone, without PINs. Answers the steps that were seen. */
export async function walkFirstRun(page: Page, pace: Pace, hasCamera: boolean): Promise<string[]> {
  const steps: string[] = [];
  const next = async (): Promise<void> => {
    steps.push((await page.locator('[data-step]').getAttribute('data-step')) ?? '');
    await press(page, 'step-next', pace);
  };
  const type = async (testId: string, text: string): Promise<void> => {
    await press(page, testId, pace);
    await page.keyboard.type(text, { delay: pace.keyMs });
  };

  await press(page, 'begin-setup', pace);
  await next();
  await reach(page, 'venue');
  await type('venue-name', 'Nhà máy Kiểm Thử');
  await page.getByTestId('venue-kind').selectOption('factory');
  await type('unit-province', 'Đồng Nai');
  await type('unit-commune', 'Phường Mẫu');
  await next();

  await reach(page, 'lanes');
  await press(page, 'try-lane', pace);
  if (hasCamera) await page.locator('[data-reader="camera-1"][data-read="true"]').waitFor();
  await strikeKeys(page, [...strokesOf(unifiedText(atWedge)), ENTER]);
  await page.locator('[data-reader="wedge-1"][data-read="true"]').waitFor();
  await next();

  await reach(page, 'collector');
  await next();
  await reach(page, 'retention');
  await type('notice-contact', 'Phòng Bảo vệ');
  await page.getByTestId('notice-text').filter({ hasText: 'Hỏi: Phòng Bảo vệ.' }).waitFor();
  await next();
  await reach(page, 'pins');
  await page.getByTestId('no-pin').waitFor();
  await next();

  await reach(page, 'practice');
  for (const verdict of ['admit', 'already-recorded', 'check', 'refuse', 'unreadable', 'out-of-order']) {
    await press(page, `practise-${verdict}`, pace);
    await page.getByTestId('practised').locator(`[data-verdict="${verdict}"]`).waitFor();
  }
  await press(page, 'practise-scan', pace);
  await expect.poll(() => page.getByTestId('practise-scan').textContent()).toContain('Dừng tập');
  await strikeKeys(page, [...strokesOf(unifiedText(stranger)), ENTER]);
  await page.getByTestId('practised').locator('[data-verdict="admit"]').waitFor();
  await next();
  await reach(page, 'summary');
  steps.push('summary');
  await press(page, 'step-finish', pace);
  await page.locator('[data-screen="first-run"]').waitFor({ state: 'detached' });
  await expect.poll(() => page.getByTestId('setup-card').count()).toBe(0);
  return steps;
}

export const ALL_STEPS = ['language', 'venue', 'lanes', 'collector', 'retention', 'pins', 'practice', 'summary'];
