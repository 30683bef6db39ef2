/** Do the guides come onto paper, the guard's on one sheet, with the pictures of today's screens and the letters inside? */

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { GUIDES_DIR, makeGuide } from '../../scripts/guides/make-guide.ts';
import { builtScreen } from '../support/built-screen.ts';

const built = builtScreen();

test('the guard’s guide is one page, with a picture of each verdict', async () => {
  const { html, pdf, pages } = await makeGuide(built.browser, built.builtDir, join(GUIDES_DIR, 'guard.vi.md'));
  expect(pages).toBe(1);
  expect(html.match(/<img /g)).toHaveLength(6);
  expect(pdf.toString('latin1')).toContain('BeVietnamPro');
});

test('the administrator’s guides are books of a few pages, the same chapters in both languages', async () => {
  const made = [];
  for (const language of ['vi', 'en']) {
    made.push(await makeGuide(built.browser, built.builtDir, join(GUIDES_DIR, `administrator.${language}.md`)));
  }
  const chapters = made.map(({ html }) => [...html.matchAll(/<h2>(\d+)\. /g)].map((match) => match[1]));
  expect(chapters[0]).toEqual(chapters[1]);
  expect(chapters[0]?.length).toBe(10);
  for (const { pages } of made) expect(pages).toBeGreaterThan(3);
});
