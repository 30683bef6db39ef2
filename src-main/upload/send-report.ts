/** How does a gate tell its collector where it stands and how it is? */

import type { GateReport, GateReportAnswer } from '../contract/gate-report.ts';
import { gateReportAnswer } from '../contract/gate-report.ts';
import type { ProvenOptions } from './post-proven.ts';
import { postProven } from './post-proven.ts';

/** What the collector answers; `null` where it has not got it: a collector of before knows no reports, and has none. */
export async function sendReport(report: GateReport, options: ProvenOptions): Promise<GateReportAnswer | null> {
  return gateReportAnswer.safeParse(await postProven('/v1/report', report, options)).data ?? null;
}
