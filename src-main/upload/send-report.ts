/** How does a gate tell its collector where it stands and how it is? */

import type { GateReport } from '../contract/gate-report.ts';
import { gateReportAnswer } from '../contract/gate-report.ts';
import type { ProvenOptions } from './post-proven.ts';
import { postProven } from './post-proven.ts';

/** Whether the collector has it; a collector of before knows no reports, and has none. */
export async function sendReport(report: GateReport, options: ProvenOptions): Promise<boolean> {
  return gateReportAnswer.safeParse(await postProven('/v1/report', report, options)).success;
}
