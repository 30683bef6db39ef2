/** What does a finding say in both languages? In the words of the screen. */

import en from '../../../resources/locales/en.json' with { type: 'json' };
import vi from '../../../resources/locales/vi.json' with { type: 'json' };
import type { Finding, Values } from '../../core/readiness/finding.ts';
import { writtenValue } from '../../core/readiness/written-value.ts';

export type Words = { readonly vi: string; readonly en: string };

const { readiness: inVietnamese } = vi;
const { readiness: inEnglish } = en;

export function whatOf({ values, ...finding }: Finding): Words {
  const said =
    finding.state === 'good'
      ? { vi: inVietnamese.good[finding.word], en: inEnglish.good[finding.word] }
      : { vi: inVietnamese.trouble[finding.word].what, en: inEnglish.trouble[finding.word].what };
  return filledIn(said.vi, said.en, values);
}

/** `null` where nothing is to be done. */
export function toDoOf({ values, ...finding }: Finding): Words | null {
  if (finding.state === 'good') return null;
  const [inOne, inOther] = [inVietnamese.trouble[finding.word].do, inEnglish.trouble[finding.word].do];
  return filledIn(inOne, inOther, values);
}

function filledIn(inOne: string, inOther: string, values: Values): Words {
  return { vi: filled(inOne, values, 'vi'), en: filled(inOther, values, 'en') };
}

function filled(text: string, values: Values, language: keyof Words): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(writtenValue(values[name] ?? '–', language)));
}
