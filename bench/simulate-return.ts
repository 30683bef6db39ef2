/**
 * Do a hundred thousand gates come back from an outage as a herd? The gates' own planning and the collector's own pace on a virtual clock,
 * beside gates that try every half minute and gates that double their wait without jitter, in the same run.
 * `npm run simulate:return -- [--gates 100000] [--entries-per-s 1200] [--collectors 50] [--seed 1] [--only SCENARIO] [--json]`.
 */

import type { Outage } from './return-of-gates/gates.ts';
import type { PlanningName } from './return-of-gates/planning.ts';
import { PLANNINGS } from './return-of-gates/planning.ts';
import { COLLECTOR_COSTS, SCENARIOS } from './return-of-gates/scenarios.ts';
import type { Returned } from './return-of-gates/simulate.ts';
import { simulateReturn } from './return-of-gates/simulate.ts';
import { numberOption, textOption, wantsJson } from './support/options.ts';

const gates = numberOption('gates', 100_000);
const only = textOption('only');
const common: Pick<Outage, 'gates' | 'collectors' | 'costs' | 'entriesPerS' | 'seed' | 'bucketMs'> = {
  gates,
  collectors: numberOption('collectors', Math.max(1, Math.round(gates / 2_000))),
  costs: COLLECTOR_COSTS,
  entriesPerS: numberOption('entries-per-s', Math.max(1, Math.round(gates * 0.012))),
  seed: numberOption('seed', 1),
  bucketMs: 1_000,
};
const names = Object.keys(PLANNINGS) as PlanningName[];
const scenarios = Object.entries(SCENARIOS).filter(([name]) => only === null || name === only);
if (scenarios.length === 0) throw new Error(`--only takes one of ${Object.keys(SCENARIOS).join(', ')}`);

const outages: Record<string, Partial<Record<PlanningName, Returned>>> = {};
for (const [scenario, outage] of scenarios) {
  for (const name of names) {
    const returned = simulateReturn({ ...common, ...outage }, PLANNINGS[name]);
    outages[scenario] = { ...outages[scenario], [name]: returned };
    process.stderr.write(
      `${scenario}, ${name}: peak ÷ mean ${returned.peakOverMean}, ÷ capacity ${returned.peakOverCapacity}; drained after ${returned.drainedAfterS} s, ` +
        `live p95 ${returned.liveWaitS.p95} s, refused ${returned.refusedShare}, lost ${returned.lost}\n`,
    );
  }
}
const worst = (name: PlanningName, of: (returned: Returned) => number): number =>
  Math.max(...Object.values(outages).map((each) => of(each[name] as Returned)));
const report = {
  peakOverMean: Object.fromEntries(names.map((name) => [name, worst(name, (each) => each.peakOverMean)])),
  peakOverCapacity: Object.fromEntries(names.map((name) => [name, worst(name, (each) => each.peakOverCapacity)])),
  lost: worst('ours', ({ lost }) => lost),
  ...common,
  outages,
};
process.stdout.write(`${wantsJson() ? JSON.stringify(report) : JSON.stringify(report, null, 2)}\n`);
