/** In which words does a file speak? Those of the screen, in the language that it shows. */

import en from '../../resources/locales/en.json' with { type: 'json' };
import vi from '../../resources/locales/vi.json' with { type: 'json' };

export type Words = typeof vi;
export type Language = 'vi' | 'en';

export function wordsOf(language: Language): Words {
  return language === 'en' ? en : vi;
}

/** Puts values in the places of a text. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(values[name] ?? ''));
}

/** What stands under a word that was found in the log; the word itself where a later version wrote it. */
export function wordAt(words: Readonly<Record<string, string>>, key: string): string {
  return words[key] ?? key;
}
