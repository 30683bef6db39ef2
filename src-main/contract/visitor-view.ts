/** What does the notice on the visitor's side say of this gate? What is recorded, for how long, and for whom; never who. */

import type { Settings } from './settings.ts';
import type { VisitorView } from './visitor-api.ts';

/** From the settings that hold now, so that the notice on the wall is true of this machine. */
export function visitorViewOf(settings: Settings): VisitorView {
  const { venue, retention, collector, authority, rules, lanes } = settings;
  const isHospital = venue.kind === 'hospital';
  return {
    venueName: venue.name,
    asksHealth: isHospital,
    keptDays: retention.days,
    collectorName: collector?.name ?? null,
    isSealed: authority.keys.length > 0,
    keepsAddress: rules.addressReason !== '',
    keepsInsurance: isHospital,
    keepsTrip: venue.kind === 'station' || venue.kind === 'vehicle',
    lanes: lanes.map(({ id, name }) => ({ id, name })),
  };
}
