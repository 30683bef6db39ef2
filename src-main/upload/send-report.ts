/** How does a gate tell its collector where it stands and how it is? */

import type { KeyObject } from 'node:crypto';
import type { GateReport } from '../contract/gate-report.ts';
import { gateReportAnswer } from '../contract/gate-report.ts';
import type { Line } from './post-json.ts';
import { proofOf } from './proof.ts';

const ANSWER_WITHIN_MS = 15_000;

export type ReportOptions = {
  readonly line: Line;
  readonly privateKey: KeyObject;
  /** The collector's time, as far as it is known. */
  readonly nowUtcMs: number;
  readonly stop: AbortSignal;
};

/** Whether the collector has it; a collector of before knows no reports, and has none. */
export async function sendReport(
  report: GateReport,
  { line, privateKey, nowUtcMs, stop }: ReportOptions,
): Promise<boolean> {
  const body = new TextEncoder().encode(JSON.stringify(report));
  const headers = { authorization: `Bearer ${await proofOf(body, report.device, nowUtcMs, privateKey)}` };
  const posted = await line.post('/v1/report', { body, headers, timeoutMs: ANSWER_WITHIN_MS, stop });
  return posted.type !== 'failed' && posted.status === 200 && gateReportAnswer.safeParse(posted.body).success;
}
