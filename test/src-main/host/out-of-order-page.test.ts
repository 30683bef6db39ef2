import { expect, test } from 'vitest';
import en from '../../../resources/locales/out-of-order/en.json' with { type: 'json' };
import vi from '../../../resources/locales/out-of-order/vi.json' with { type: 'json' };
import { PARTS } from '../../../src-main/core/recovery/crash-loop.ts';
import type { OutOfOrder } from '../../../src-main/host/out-of-order-page.ts';
import { outOfOrderFile, outOfOrderPage } from '../../../src-main/host/out-of-order-page.ts';
import { PAGE_WALLS } from '../../../src-main/host/page-walls.ts';
import { flatten } from '../../support/words-in-sources.ts';

const CORE: OutOfOrder = { part: 'core', reason: null, phone: '0900 000 000', language: 'vi' };

function served(shown: OutOfOrder): string {
  return outOfOrderFile('/out-of-order', shown)?.body ?? '';
}

test('both languages have the same words, and none is empty', () => {
  expect(Object.keys(flatten(en)).sort()).toEqual(Object.keys(flatten(vi)).sort());
  expect([...Object.values(flatten(vi)), ...Object.values(flatten(en))].filter((text) => text.trim() === '')).toEqual(
    [],
  );
  expect(Object.keys(vi.what).sort()).toEqual([...PARTS, 'in-use', 'refused'].sort());
});

test.each(PARTS)('that the %s keeps dying is said in both languages, with whom to call and a button', (part) => {
  const page = served({ ...CORE, part });
  for (const words of [vi, en]) {
    for (const text of [words.word, words.order, words.what[part], words.do, words.kept, words.retry]) {
      expect(page).toContain(text);
    }
  }
  expect(page).toContain('0900 000 000');
  expect(page).toContain('<button');
});

test('a core that refuses its data says so, and then nobody claims that the log is whole', () => {
  expect(served(CORE)).toContain(vi.kept);
  const refused = served({ ...CORE, reason: 'newer-version' });
  expect(refused).toContain(vi.what.refused);
  expect(refused).toContain('core / newer-version');
  expect(refused).not.toContain(vi.kept);
  expect(served({ ...CORE, reason: 'in-use' })).toContain(vi.what['in-use']);
});

test('the language of the settings comes first', () => {
  const firstWord = (language: 'vi' | 'en'): string => /<h1>([^<]+?) </.exec(served({ ...CORE, language }))?.[1] ?? '';
  expect([firstWord('vi'), firstWord('en')]).toEqual([vi.word, en.word]);
});

test('without a number it says to call whoever is in charge', () => {
  expect(served({ ...CORE, phone: '' })).toContain(vi.callNobody);
  expect(served({ ...CORE, phone: '' })).not.toContain('data-testid="phone"');
});

test('nothing that somebody typed becomes a part of the page', () => {
  const page = served({ ...CORE, phone: '<img src=x>"&\'', reason: '<b>' });
  expect(page).not.toMatch(/<img|<b>/);
  expect(page).toContain('&lt;img src=x&gt;&quot;&amp;&#39;');
});

test('nothing is inline on the page that is served, so that the policy of our origin can stay as it is', () => {
  expect(served(CORE)).not.toMatch(/<style|style=|<script(?![^>]*src=)|onclick/);
  expect(outOfOrderFile('/out-of-order.css', CORE)?.contentType).toBe('text/css; charset=utf-8');
  expect(outOfOrderFile('/out-of-order.js', CORE)?.contentType).toBe('text/javascript; charset=utf-8');
  expect(outOfOrderFile('/index.html', CORE)).toBeNull();
});

test('as a file it needs nothing beside it, and goes to the gate by itself within a minute', () => {
  const page = outOfOrderPage(CORE, { type: 'file', entrance: 'enter.html' });
  expect(page).toContain('<meta http-equiv="refresh" content="60;url=enter.html">');
  expect(page).not.toMatch(/<link|<script [^>]*src/);
  expect(page).toContain(PAGE_WALLS);
});
