/** How is a value of a finding written? `76,8` in Vietnamese, `76.8` in English. */

import type { Values } from './finding.ts';

/** Whole numbers stay numbers: a sentence asks them how many there are. */
export function writtenValue(value: Values[string], language: 'vi' | 'en'): Values[string] {
  return language === 'en' || typeof value === 'string' || Number.isInteger(value)
    ? value
    : String(value).replace('.', ',');
}
