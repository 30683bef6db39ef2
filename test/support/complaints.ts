/** What does a page complain of in its console that the product is to blame for? */

import type { Page } from 'playwright-core';

/** Where the machine is slow, the screen gives a slow way to its gate up and opens another: that is no fault of the page. */
const SLOW_WAY = 'WebSocket is closed before the connection is established';

/** The errors and warnings from now on, growing; `harmless`: whole texts that this page says without a fault. */
export function hearComplaints(page: Page, harmless: readonly string[] = []): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    const text = message.text();
    if (text.includes(SLOW_WAY) || harmless.includes(text)) return;
    if (['error', 'warning'].includes(message.type())) complaints.push(text);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}
