/** Where can somebody go from the lanes, and who may? The menu is this list, in this order. */

import type { Role } from '../../src-main/contract/roles.ts';
import type { VenueKind } from '../../src-main/contract/settings.ts';
import type { IconName } from '../parts/icons.tsx';

export type PlaceName =
  | 'history'
  | 'inside'
  | 'handover'
  | 'visits'
  | 'trips'
  | 'visitor'
  | 'passes'
  | 'people'
  | 'load'
  | 'search'
  | 'reports'
  | 'readiness'
  | 'first-run'
  | 'settings'
  | 'leave';

export type Place = {
  readonly name: PlaceName;
  readonly icon: IconName;
  /** Who it takes to come in; what each call takes is the gate's own business. */
  readonly role: Role;
  /** Venues that have it; `all` of them where it is not said. */
  readonly venues: 'all' | readonly VenueKind[];
};

export const PLACES: readonly Place[] = [
  { name: 'history', icon: 'history', role: 'guard', venues: 'all' },
  { name: 'inside', icon: 'people', role: 'guard', venues: 'all' },
  { name: 'handover', icon: 'handover', role: 'guard', venues: 'all' },
  { name: 'visits', icon: 'care', role: 'guard', venues: ['hospital'] },
  { name: 'trips', icon: 'bus', role: 'guard', venues: ['station', 'vehicle'] },
  { name: 'visitor', icon: 'face', role: 'guard', venues: 'all' },
  { name: 'passes', icon: 'pass', role: 'guard', venues: 'all' },
  { name: 'people', icon: 'list', role: 'guard', venues: 'all' },
  { name: 'load', icon: 'load', role: 'guard', venues: ['factory', 'industrial-park', 'event', 'ceremony'] },
  { name: 'readiness', icon: 'rules', role: 'guard', venues: 'all' },
  { name: 'first-run', icon: 'flag', role: 'administrator', venues: 'all' },
  { name: 'search', icon: 'search', role: 'supervisor', venues: 'all' },
  { name: 'reports', icon: 'report', role: 'supervisor', venues: 'all' },
  { name: 'settings', icon: 'settings', role: 'administrator', venues: 'all' },
  // It asks for a PIN of its own, whoever is in already.
  { name: 'leave', icon: 'out', role: 'guard', venues: 'all' },
];

/** Who it takes to come in. */
export function roleOfPlace(name: PlaceName | 'menu'): Role {
  return PLACES.find((place) => place.name === name)?.role ?? 'guard';
}

/** What the menu of this venue offers. */
export function placesOf(kind: VenueKind): readonly Place[] {
  return PLACES.filter(({ venues }) => venues === 'all' || venues.includes(kind));
}
