/** For how long does somebody usually stay at such a place, when nobody saw them leave? */

import type { VenueKind } from '../../src-main/contract/settings.ts';

/** No visit is longer: an in and an out that lie further apart are two visits, of each of which one end was not seen. */
export const LONGEST_VISIT_MINUTES = 24 * 60;

/**
 * In minutes; rather too long than too short, because a contact too many is asked and one too few is not. Where people work or
 * live it is a shift or a night, elsewhere what a generous visit takes. A case may set another.
 */
export const DEFAULT_STAY_MINUTES: Readonly<Record<VenueKind, number>> = {
  // A working day, with its break.
  office: 9 * 60,
  'industrial-park': 10 * 60,
  // Shifts of eight hours and overtime.
  factory: 12 * 60,
  business: 2 * 60,
  restaurant: 2 * 60,
  bar: 3 * 60,
  club: 4 * 60,
  karaoke: 3 * 60,
  'massage-beauty': 2 * 60,
  gym: 2 * 60,
  event: 4 * 60,
  // An outpatient's day with its queues; who lies in a ward is known to the ward.
  hospital: 6 * 60,
  'apartment-block': 14 * 60,
  school: 9 * 60,
  station: 2 * 60,
  // A coach through a night.
  vehicle: 8 * 60,
  mall: 3 * 60,
  supermarket: 90,
  market: 2 * 60,
  'essential-shop': 60,
  ceremony: 5 * 60,
  'tourist-site': 4 * 60,
  'religious-site': 3 * 60,
};

/** What `kind` and the case say; a kind that a newer gate knows is taken for a factory, the longest but one. */
export function stayMinutes(kind: string, overrides: Readonly<Record<string, number>> = {}): number {
  return overrides[kind] ?? (isKnown(kind) ? DEFAULT_STAY_MINUTES[kind] : DEFAULT_STAY_MINUTES.factory);
}

function isKnown(kind: string): kind is VenueKind {
  return Object.hasOwn(DEFAULT_STAY_MINUTES, kind);
}
