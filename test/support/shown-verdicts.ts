/** Which verdicts stand on a guard's page, and which does its strip list, newest first? */

import type { Locator, Page } from 'playwright-core';

export const shownVerdicts = (page: Page): Promise<(string | null)[]> => verdictsOf(page.getByTestId('verdict'));

export const listedVerdicts = (page: Page): Promise<(string | null)[]> =>
  verdictsOf(page.getByTestId('recent').locator('li'));

function verdictsOf(elements: Locator): Promise<(string | null)[]> {
  return elements.evaluateAll((all) => all.map((each) => each.getAttribute('data-verdict')));
}
