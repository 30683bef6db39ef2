import { describe, expect, test } from 'vitest';
import type { VisitorView } from '../../../../src-main/contract/visitor-api.ts';
import { noticeParts } from '../../../../src-renderer/screens/visitor/notice-lines.ts';
import { filled, VISITOR_LANGUAGES, VISITOR_WORDS } from '../../../../src-renderer/screens/visitor/visitor-words.ts';

/** A letter that only this language's text has, so that a text of another one is found in its place. */
const LETTERS = {
  vi: /[À-ỹ]|^Ho$/,
  en: /[a-z]/i,
  ko: /\p{Script=Hangul}/u,
  zh: /\p{Script=Han}/u,
  ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
};

const VIEW: VisitorView = {
  venueName: 'Nơi kiểm thử',
  asksHealth: true,
  keptDays: 21,
  collectorName: 'Máy thu A',
  isSealed: true,
  keepsAddress: true,
  keepsInsurance: true,
  keepsTrip: false,
  lanes: [],
};

function texts(value: object, path = ''): [string, string][] {
  return Object.entries(value).flatMap(([key, part]): [string, string][] =>
    typeof part === 'string' ? [[path + key, part]] : texts(part, `${path}${key}.`),
  );
}

const vietnamese = Object.fromEntries(texts(VISITOR_WORDS.vi));

describe.each(VISITOR_LANGUAGES)('the visitor’s words in %s', (language) => {
  const words = Object.fromEntries(texts(VISITOR_WORDS[language]));

  test('are all there, with the same places for values', () => {
    expect(Object.keys(words).sort()).toEqual(Object.keys(vietnamese).sort());
    const places = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
    for (const [key, text] of Object.entries(words)) {
      expect([key, ...places(text)]).toEqual([key, ...places(vietnamese[key] ?? '')]);
      expect(text).toBe(text.normalize('NFC').trim());
    }
  });

  test('are in that language, each of them', () => {
    const strange = Object.entries(words).filter(([, text]) => !LETTERS[language].test(text));
    expect(strange).toEqual([]);
    if (language !== 'vi') {
      const left = Object.entries(words).filter(([key, text]) => text === vietnamese[key]);
      expect(left).toEqual([]);
    }
  });

  test('make a notice that says what the settings say', () => {
    const said = (view: VisitorView): string =>
      noticeParts(view, VISITOR_WORDS[language])
        .map(({ text }) => text)
        .join(' ');
    expect(said(VIEW)).toContain('21');
    expect(said(VIEW)).toContain('Máy thu A');
    expect(said(VIEW)).toContain(VISITOR_WORDS[language].notice.sealed);
    const alone = said({ ...VIEW, collectorName: null, isSealed: false, keepsAddress: false });
    expect(alone).toContain(VISITOR_WORDS[language].notice.alone);
    expect(alone).not.toContain(VISITOR_WORDS[language].notice.sealed);
    expect(alone).not.toContain(VISITOR_WORDS[language].notice.address);
    expect(said(VIEW)).not.toMatch(/\{\{/);
  });
});

test('a place without a value stays as it is', () => {
  expect(filled('{{a}} {{b}}', { a: 1 })).toBe('1 {{b}}');
});
