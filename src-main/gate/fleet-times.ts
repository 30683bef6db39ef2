/** How long are settings from afar tried, and how often is it looked after them? */

import type { TrialTimes } from '../core/settings/judge-trial.ts';
import { TRIAL_TIMES } from '../core/settings/judge-trial.ts';

const LOOK_EVERY_MS = 5_000;
/** While settings are tried and the collector has not answered yet. */
const ASK_EVERY_MS = 30_000;

export type FleetTimes = TrialTimes & { readonly lookEveryMs: number; readonly askEveryMs: number };
export const FLEET_TIMES: FleetTimes = { ...TRIAL_TIMES, lookEveryMs: LOOK_EVERY_MS, askEveryMs: ASK_EVERY_MS };
