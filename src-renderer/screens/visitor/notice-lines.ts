/** What does the notice say at this venue, under which headings? From the settings in force, so that it is true. */

import type { VisitorView } from '../../../src-main/contract/visitor-api.ts';
import type { VisitorWords } from './visitor-words.ts';
import { filled } from './visitor-words.ts';

export type NoticePart = { readonly name: string; readonly heading: string; readonly text: string };

export function noticeParts(view: VisitorView, { notice }: VisitorWords): readonly NoticePart[] {
  const { collectorName, keptDays, isSealed } = view;
  const what = [
    notice.whatText,
    ...(view.keepsAddress ? [notice.address] : []),
    ...(view.keepsInsurance ? [notice.insurance] : []),
    ...(view.keepsTrip ? [notice.trip] : []),
  ];
  const who = [
    collectorName === null ? notice.alone : filled(notice.collector, { collector: collectorName }),
    ...(isSealed ? [notice.sealed] : []),
  ];
  return [
    { name: 'what', heading: notice.what, text: sentences(what) },
    { name: 'why', heading: notice.why, text: notice.whyText },
    { name: 'how-long', heading: notice.howLong, text: filled(notice.howLongText, { days: keptDays }) },
    { name: 'who', heading: notice.who, text: sentences(who) },
    { name: 'rights', heading: notice.rights, text: notice.rightsText },
  ];
}

/** Chinese and Japanese sentences follow each other without a space. */
function sentences(parts: readonly string[]): string {
  return parts.reduce((before, part) => (before.endsWith('。') ? before + part : `${before} ${part}`));
}
