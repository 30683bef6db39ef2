/** Which unit, venue, day and span does an address of the figures name? */

import { MOST_DAYS } from '../../../src-collector/contract/figures-api.ts';
import type { UnitPath } from '../../../src-collector/contract/unit-path.ts';
import { hrefOf } from '../../place.ts';

export const SPANS = [14, 31, MOST_DAYS] as const;
export type Span = { readonly day: string; readonly days: (typeof SPANS)[number] };
export type FiguresPlace = { readonly unit: UnitPath; readonly venueId: string | null; readonly span: Span };

/** No day, or one that there is not: today, and two weeks of it. */
export function readSpan(asked: Readonly<Record<string, string>>, today: string): Span {
  const { day = today, days } = asked;
  return { day: isDay(day) ? day : today, days: SPANS.find((one) => String(one) === days) ?? SPANS[0] };
}

/** What is as it would be anyway is not in the address: it stays short, and `today` stays today. */
export function figuresHref({ unit, venueId, span }: FiguresPlace, today: string): string {
  return hrefOf('figures', unit, {
    venue: venueId ?? '',
    day: span.day === today ? '' : span.day,
    days: span.days === SPANS[0] ? '' : String(span.days),
  });
}

/** So many days later, or earlier. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && dayAfter(text, 0) === text;
}
