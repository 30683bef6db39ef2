import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import en from '../../../resources/locales/console/en.json' with { type: 'json' };
import vi from '../../../resources/locales/console/vi.json' with { type: 'json' };
import { CALL_NAMES } from '../../../src-collector/contract/console-api.ts';
import { ROLES } from '../../../src-collector/contract/console-roles.ts';
import { DOCUMENT_FORMATS } from '../../../src-collector/contract/report-calls.ts';
import { startWords } from '../../../src-console/i18n/start-words.ts';
import { THEMES } from '../../../src-console/look/look-context.tsx';
import { ROUTE_NAMES } from '../../../src-console/routes.ts';
import { VENUE_KINDS } from '../../../src-main/contract/settings.ts';
import { flatten, keysInSources, placeholders } from '../../support/words-in-sources.ts';

const PROJECT_DIR = resolve(import.meta.dirname, '../../..');
const CATALOGUES = { vi: flatten(vi), en: flatten(en) };
/** Said by the page itself, and by the way back from a single sign-on. */
const REASONS_OF_THE_PAGE = ['no-network', 'strange-answer', 'invitation-incomplete'];

/** Each member of each union, and where its words stand. */
const UNIONS: Readonly<Record<string, readonly string[]>> = {
  role: ROLES,
  'shell.page': ROUTE_NAMES,
  'accounts.role.may': ROLES,
  'shell.theme': ['label', ...THEMES],
  venueKind: [...VENUE_KINDS, 'unknown'],
  'figures.download': ['title', 'about', 'period', 'day', 'week', 'month', ...DOCUMENT_FORMATS],
};

describe.each(Object.entries(CATALOGUES))('the words of the console in %s', (_language, words) => {
  test('there is none without text, and all are composed letters', () => {
    expect(Object.keys(words).length).toBeGreaterThan(80);
    expect(Object.entries(words).filter(([, text]) => text.trim() === '' || text !== text.normalize('NFC'))).toEqual(
      [],
    );
  });

  test.each(Object.entries(UNIONS))('each %s has its own, and none is left over', (place, members) => {
    const there = Object.keys(words)
      .filter((key) => key.startsWith(`${place}.`))
      .map((key) => key.slice(place.length + 1));
    expect(there.sort()).toEqual([...members].sort());
  });
});

test('both languages have the same keys and placeholders', () => {
  expect(Object.keys(CATALOGUES.en).sort()).toEqual(Object.keys(CATALOGUES.vi).sort());
  const differing = Object.entries(CATALOGUES.vi).filter(
    ([key, text]) => placeholders(text) !== placeholders(CATALOGUES.en[key] ?? ''),
  );
  expect(differing).toEqual([]);
});

test('no Vietnamese words are the English ones, but one that is the same in both', () => {
  const same = Object.entries(CATALOGUES.vi).filter(
    ([key, text]) => text === CATALOGUES.en[key] && /\p{L}/u.test(text.replace(/\{\{\w+\}\}/g, '')),
  );
  expect(same.map(([key]) => key)).toEqual(['venueKind.karaoke']);
});

describe('the sources of the console', () => {
  const used = keysInSources(join(PROJECT_DIR, 'src-console'), Object.keys(vi));
  const keys = Object.keys(CATALOGUES.vi);

  test('use no key that is not there', () => {
    expect(used.length).toBeGreaterThan(50);
    // Calls are named alike.
    const missing = used.filter((pattern) => ![...keys, ...CALL_NAMES].some((key) => pattern.test(key)));
    expect(missing.map(String)).toEqual([]);
  });

  test('use every key that is there', () => {
    expect(keys.filter((key) => !used.some((pattern) => pattern.test(key)))).toEqual([]);
  });
});

test('every word by which the collector refuses has its sentences', () => {
  const said = reasonsInSources();
  expect(said).toContain('beyond-unit');
  expect([...said, ...REASONS_OF_THE_PAGE].filter((reason) => !(reason in vi.refusal.reason))).toEqual([]);
});

test('the words change with the language', async () => {
  const words = startWords();
  expect(words.t('door.enter')).toBe('Vào');
  await words.changeLanguage('en');
  expect(words.t('door.at', { name: 'A & B <C>' })).toBe('Collector: A & B <C>');
});

/** `refuse(403, 'beyond-unit')`, `reason: 'taken'`, and the ways back from a sign-on, in what answers the console. */
function reasonsInSources(): readonly string[] {
  const folders = ['console', 'figures', 'fleet', 'rights', 'tracing'];
  const texts = folders.flatMap((folder) =>
    readdirSync(join(PROJECT_DIR, 'src-collector', folder)).map((file) =>
      readFileSync(join(PROJECT_DIR, 'src-collector', folder, file), 'utf8'),
    ),
  );
  const found = texts.flatMap((text) =>
    [...text.matchAll(/(?:refuse\(\d+, |\bno\(\d+, |reason: |\bback\(reply, )'([a-z-]+)'/g)].map(
      (match) => match[1] ?? '',
    ),
  );
  return [...new Set(found)];
}
