/** How does what the page prints come onto paper? By the system's own printer and without a dialog; as a PDF where there is none. */

import { mkdirSync, writeFileSync } from 'node:fs';
import type { WebContents } from 'electron';
import type { ShellNote } from './channels.ts';
import { freePath } from './free-path.ts';

type PrintedPage = Pick<WebContents, 'getPrintersAsync' | 'print' | 'printToPDF'>;

/**
 * The page's own `window.print` stops the page for as long as the dialog stands: no verdict would be shown, and no keyboard scanner
 * heard. Never throws.
 */
export async function putOnPaper(page: PrintedPage, folder: () => string, name: string): Promise<ShellNote> {
  try {
    if ((await page.getPrintersAsync()).length > 0 && (await sendToPrinter(page))) return { type: 'printed' };
    const pdf = await page.printToPDF({ preferCSSPageSize: true, printBackground: true });
    mkdirSync(folder(), { recursive: true });
    const path = freePath(folder(), name);
    writeFileSync(path, pdf, { mode: 0o600, flag: 'wx' });
    return { type: 'paper-saved', path };
  } catch {
    return { type: 'not-printed' }; // The disk is full, or the page went: the screen says that there is no paper.
  }
}

function sendToPrinter(page: PrintedPage): Promise<boolean> {
  return new Promise((isPrinted) => {
    page.print({ silent: true, printBackground: true }, (success) => isPrinted(success));
  });
}

/** Such as `gac-cong-2026-11-29-0731.pdf`, by the machine's own clock. */
export function paperName(now: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
  return `gac-cong-${day}-${two(now.getHours())}${two(now.getMinutes())}.pdf`;
}
