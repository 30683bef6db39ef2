/** In which words does the opening page speak? In its own, few enough to be read through: it carries no library for them. */

import en from '../../resources/locales/opening/en.json';
import vi from '../../resources/locales/opening/vi.json';

export const OPENING_WORDS = { vi, en } as const;
export type OpeningLanguage = keyof typeof OPENING_WORDS;
export type OpeningWords = typeof vi;

/** `{{count}}` of a text. */
export function withCount(text: string, count: number): string {
  return text.replace('{{count}}', String(count));
}
