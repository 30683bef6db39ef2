/** How does one guide become a PDF? Markdown and pictures → HTML → Chromium's own paper. */

import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { PROJECT_DIR } from '../project.ts';
import { guidePage } from './guide-page.ts';
import type { GuideLanguage } from './guide-pictures.ts';
import { takePictures } from './guide-pictures.ts';
import { renderMarkdown } from './render-markdown.ts';

export const GUIDES_DIR = join(PROJECT_DIR, 'docs/guides');
/** One sheet, for the wall beside the gate. */
const SHEETS: ReadonlySet<string> = new Set(['guard.vi.md']);

export type MadeGuide = { readonly html: string; readonly pdf: Buffer; readonly pages: number };

/** `path`: `NAME.LANGUAGE.md`. */
export async function makeGuide(browser: Browser, rendererDir: string, path: string): Promise<MadeGuide> {
  const text = readFileSync(path, 'utf8');
  const language: GuideLanguage = path.endsWith('.vi.md') ? 'vi' : 'en';
  const pictures = await takePictures(browser, rendererDir, text, language);
  const body = renderMarkdown(text, (name) => pictures.get(name) ?? null);
  const html = guidePage(body, language, SHEETS.has(basename(path)));
  const page = await browser.newPage();
  try {
    await page.setContent(html);
    await page.evaluate(() => document.fonts.ready);
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true });
    return { html, pdf, pages: countPages(pdf) };
  } finally {
    await page.close();
  }
}

/** Chromium writes each page as an object of its own, not packed. */
export function countPages(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}
