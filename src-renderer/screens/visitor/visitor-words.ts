/** In which words does the visitor's side speak? Five small catalogues of its own, all in the bundle. */

import en from '../../../resources/locales/visitor/en.json';
import ja from '../../../resources/locales/visitor/ja.json';
import ko from '../../../resources/locales/visitor/ko.json';
import vi from '../../../resources/locales/visitor/vi.json';
import zh from '../../../resources/locales/visitor/zh.json';

export type VisitorWords = typeof vi;
export const VISITOR_WORDS = { vi, en, ko, zh, ja } satisfies Readonly<Record<string, VisitorWords>>;
export type VisitorLanguage = keyof typeof VISITOR_WORDS;
export const VISITOR_LANGUAGES = Object.keys(VISITOR_WORDS) as VisitorLanguage[];

/** As pages name them, so that a browser takes the right letters of each. */
export const LANGUAGE_TAGS: Readonly<Record<VisitorLanguage, string>> = {
  vi: 'vi',
  en: 'en',
  ko: 'ko',
  zh: 'zh-Hans',
  ja: 'ja',
};

/** `{{name}}` becomes its value. */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));
}
