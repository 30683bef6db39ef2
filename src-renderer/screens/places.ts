/** Where can somebody go from the lanes, and who may? The menu is this list, in this order. */

import type { Role } from '../../src-main/contract/roles.ts';
import type { VenueKind } from '../../src-main/contract/settings.ts';
import type { IconName } from '../parts/icons.tsx';

export type PlaceName = 'passes' | 'settings';

export type Place = {
  readonly name: PlaceName;
  readonly icon: IconName;
  /** Who it takes to come in; what each call takes is the gate's own business. */
  readonly role: Role;
  /** Venues that have it; `all` of them where it is not said. */
  readonly venues: 'all' | readonly VenueKind[];
};

export const PLACES: readonly Place[] = [
  { name: 'passes', icon: 'pass', role: 'guard', venues: 'all' },
  { name: 'settings', icon: 'settings', role: 'administrator', venues: 'all' },
];

/** What the menu of this venue offers. */
export function placesOf(kind: VenueKind): readonly Place[] {
  return PLACES.filter(({ venues }) => venues === 'all' || venues.includes(kind));
}
