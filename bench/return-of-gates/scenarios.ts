/** Which outages does a country have? */

import type { Costs } from './collectors.ts';
import type { Outage } from './gates.ts';

/**
 * Of one collector with a database of its own on two processors, by the load test: 18,600 entries/s in batches of 350 (`--gates 50`), 700
 * batches/s of one or two (`--province`). See docs/scale.md.
 */
export const COLLECTOR_COSTS: Costs = { perBatchMs: 1.4, perEntryMs: 0.05 };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const AT_ONCE = { regions: 1, regionsWithinMs: 0 } as const;
/** The provinces of Vietnam since July 2025. */
const BY_PROVINCE = { regions: 34, regionsWithinMs: 30 * MINUTE_MS } as const;

type Scenario = Pick<Outage, 'outageMs' | 'kind' | 'regions' | 'regionsWithinMs' | 'clocks'>;

export const SCENARIOS = {
  tenMinutes: { outageMs: 10 * MINUTE_MS, kind: 'network', clocks: 'agree', ...AT_ONCE },
  fourHours: { outageMs: 4 * HOUR_MS, kind: 'network', clocks: 'agree', ...AT_ONCE },
  twoDays: { outageMs: 48 * HOUR_MS, kind: 'network', clocks: 'agree', ...AT_ONCE },
  fourHoursWrongClocks: { outageMs: 4 * HOUR_MS, kind: 'network', clocks: 'wrong', ...AT_ONCE },
  powerTenMinutes: { outageMs: 10 * MINUTE_MS, kind: 'power', clocks: 'agree', ...AT_ONCE },
  powerFourHours: { outageMs: 4 * HOUR_MS, kind: 'power', clocks: 'agree', ...AT_ONCE },
  powerTwoDaysLostClocks: { outageMs: 48 * HOUR_MS, kind: 'power', clocks: 'lost', ...AT_ONCE },
  fourHoursByProvince: { outageMs: 4 * HOUR_MS, kind: 'network', clocks: 'agree', ...BY_PROVINCE },
} as const satisfies Readonly<Record<string, Scenario>>;
