/** Which verdict does a page paint next? Seen by the page itself: a slow driver may look when it has gone again. */

import type { Page } from 'playwright-core';

/** What the page says of a verdict that it has painted (`gate:verdict-painted`). */
export type Painted = { readonly verdict: string; readonly seq: number | null; readonly laneId: string };

/** Once this is through, the page listens; the answer waits for the verdict. */
export async function nextPainted(page: Page): Promise<() => Promise<Painted>> {
  const heard = await page.evaluateHandle(() => {
    const { promise, resolve } = Promise.withResolvers<Painted>();
    addEventListener('gate:verdict-painted', (event) => resolve((event as CustomEvent<Painted>).detail), {
      once: true,
    });
    // In a thing of its own: a handle of a promise would be waited for.
    return { promise };
  });
  return () => heard.evaluate(({ promise }) => promise);
}
