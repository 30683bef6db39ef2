/** What does this machine lack to be a gate, said to whoever asks on its command line? */

import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import packageJson from '../../../package.json' with { type: 'json' };
import type { Finding } from '../../core/readiness/finding.ts';
import { judge } from '../../core/readiness/judge.ts';
import type { ProgramFacts } from '../../core/readiness/judge-machine.ts';
import { makeDiagnostics } from '../../gate/readiness/diagnostics.ts';
import { openSelfTestFile } from '../../gate/readiness/self-test-file.ts';
import { examine } from './examine.ts';
import { toDoOf, whatOf } from './finding-words.ts';

export type DoctorAnswer = { readonly output: string; readonly status: 0 | 1 };

const SIGNS = { good: '✓', doubtful: '!', bad: '✗' } as const;

/**
 * `[--json] [--zip FILE]`; status 1 where anything is grave. The zip has everything that somebody needs who mends the gate from afar,
 * and nothing of any person. `null` where it was asked for otherwise. `shell`: by what the screen is shown here.
 */
export async function runDoctor(
  words: readonly string[],
  env: NodeJS.ProcessEnv,
  shell: ProgramFacts['shell'],
): Promise<DoctorAnswer | null> {
  const order = orderOf(words);
  if (order === null) return null;
  const { facts, dataDir, settings, tail } = await examine(env, new Date(), shell);
  const findings = judge(facts);
  const status = findings.every(({ state }) => state !== 'bad') ? 0 : 1;
  const zip = order.zip === undefined ? null : resolve(order.zip);
  if (zip !== null) {
    const selfTests = openSelfTestFile(dataDir).tests();
    const { version } = packageJson;
    const bytes = makeDiagnostics({ dataDir, version, atUtcMs: facts.nowUtcMs, settings, findings, selfTests, tail });
    try {
      writeFileSync(zip, bytes, { mode: 0o600 });
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? 'cannot-write';
      return { output: `${JSON.stringify({ refused: 'file', reason })}\n`, status: 1 };
    }
  }
  if (!order.json) return { output: `${findings.map(linesOf).join('')}${zip === null ? '' : `${zip}\n`}`, status };
  const said = findings.map((finding) => ({
    check: finding.check,
    state: finding.state,
    what: whatOf(finding),
    toDo: toDoOf(finding),
    values: finding.values,
  }));
  const answer = { isWell: status === 0, findings: said, ...(zip === null ? {} : { zip }) };
  return { output: `${JSON.stringify(answer)}\n`, status };
}

function orderOf(words: readonly string[]): { readonly json: boolean; readonly zip?: string } | null {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: { json: { type: 'boolean', default: false }, zip: { type: 'string' } },
    });
    return values;
  } catch {
    return null; // Node's only way to say that an option is unknown.
  }
}

function linesOf(finding: Finding): string {
  const [what, toDo] = [whatOf(finding), toDoOf(finding)];
  const lines = [`${SIGNS[finding.state]} ${what.vi} / ${what.en}`];
  if (toDo !== null) lines.push(`    → ${toDo.vi}`, `    → ${toDo.en}`);
  return `${lines.join('\n')}\n`;
}
