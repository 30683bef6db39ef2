/** How far do the judges agree with a file of official test data? */

import { readFileSync } from 'node:fs';
import type { CheckAnswer, ConformanceCase } from './case.ts';
import { conformanceCase } from './case.ts';
import type { CertLogicCase } from './certlogic.ts';
import { certLogicCase, judgeCertLogicCase } from './certlogic.ts';
import { judgeDivocCase } from './divoc.ts';
import { judgeHc1Case } from './hc1.ts';
import { judgeNzcpCase } from './nzcp.ts';
import { judgeShcCase } from './shc.ts';
import { judgeVdsNcCase } from './vds-nc.ts';

type Judge = (line: ConformanceCase) => readonly CheckAnswer[];

const JUDGES: Readonly<Record<string, Judge>> = {
  'eu-dcc': judgeHc1Case,
  'who-ddcc': judgeHc1Case,
  nzcp: judgeNzcpCase,
  shc: judgeShcCase,
  'vds-nc': judgeVdsNcCase,
  divoc: judgeDivocCase,
};

type Count = { met: number; expected: number; disputed: number };
export type Report = {
  suites: Record<string, Record<string, Count>>;
  misses: { id: string; check: string; why: string }[];
};

/** A disputed check is counted apart: what upstream contradicts itself in is no figure of ours. */
export function runConformance(files: readonly string[]): Report {
  const report: Report = { suites: {}, misses: [] };
  for (const file of files) runFile(file, report);
  return report;
}

function runFile(file: string, report: Report): void {
  for (const row of readFileSync(file, 'utf8').split('\n')) {
    if (row.trim() === '') continue;
    const json: unknown = JSON.parse(row);
    const rule = certLogicCase.safeParse(json);
    const line = rule.success ? rule.data : conformanceCase.parse(json);
    const answers = 'format' in line ? judgeCode(line) : judgeCertLogicCase(line, file);
    for (const answer of answers) note(report, line, answer);
  }
}

function judgeCode(line: ConformanceCase): readonly CheckAnswer[] {
  const judge = JUDGES[line.format];
  return judge === undefined ? [{ check: 'VERDICT', why: 'no reader for this form' }] : judge(line);
}

function note(report: Report, line: ConformanceCase | CertLogicCase, { check, why }: CheckAnswer): void {
  report.suites[line.suite] ??= {};
  const checks = report.suites[line.suite] ?? {};
  const count = checks[check] ?? { met: 0, expected: 0, disputed: 0 };
  checks[check] = count;
  if (line.disputed?.[check] !== undefined) {
    count.disputed += 1;
    return;
  }
  count.expected += 1;
  if (why === null) count.met += 1;
  else report.misses.push({ id: line.id, check, why });
}
