/** What does a finding say in both languages? In the words of the screen. */

import en from '../../resources/locales/en.json' with { type: 'json' };
import vi from '../../resources/locales/vi.json' with { type: 'json' };
import type { Finding, Values } from '../../src-main/core/readiness/finding.ts';

export type Words = { readonly vi: string; readonly en: string };

const { readiness: inVietnamese } = vi;
const { readiness: inEnglish } = en;

export function whatOf({ values, ...finding }: Finding): Words {
  const said =
    finding.state === 'good'
      ? { vi: inVietnamese.good[finding.word], en: inEnglish.good[finding.word] }
      : { vi: inVietnamese.trouble[finding.word].what, en: inEnglish.trouble[finding.word].what };
  return { vi: filled(said.vi, values), en: filled(said.en, values) };
}

/** `null` where nothing is to be done. */
export function toDoOf({ values, ...finding }: Finding): Words | null {
  if (finding.state === 'good') return null;
  const [inOne, inOther] = [inVietnamese.trouble[finding.word].do, inEnglish.trouble[finding.word].do];
  return { vi: filled(inOne, values), en: filled(inOther, values) };
}

function filled(text: string, values: Values): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? '–'));
}
