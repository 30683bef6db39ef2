/**
 * `npm run doctor [-- --json] [-- --zip FILE]`: what does this machine lack to be a gate, and what is to be done? Status 1 where it is
 * grave. With `--zip` also everything that somebody needs who mends it from afar, and nothing of any person.
 */

import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import packageJson from '../package.json' with { type: 'json' };
import type { Finding } from '../src-main/core/readiness/finding.ts';
import { judge } from '../src-main/core/readiness/judge.ts';
import { makeDiagnostics } from '../src-main/gate/readiness/diagnostics.ts';
import { openSelfTestFile } from '../src-main/gate/readiness/self-test-file.ts';
import { examine } from './doctor/examine.ts';
import { toDoOf, whatOf } from './doctor/finding-words.ts';

const SIGNS = { good: '✓', doubtful: '!', bad: '✗' } as const;

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, zip: { type: 'string' } },
});
const { facts, dataDir, settings, tail } = await examine(process.env, new Date());
const findings = judge(facts);
const isWell = findings.every(({ state }) => state !== 'bad');
const zip = values.zip === undefined ? null : resolve(values.zip);
if (zip !== null) {
  const selfTests = openSelfTestFile(dataDir).tests();
  const { version } = packageJson;
  const bytes = makeDiagnostics({ dataDir, version, atUtcMs: facts.nowUtcMs, settings, findings, selfTests, tail });
  writeFileSync(zip, bytes, { mode: 0o600 });
}
if (values.json) {
  const said = findings.map((finding) => ({
    check: finding.check,
    state: finding.state,
    what: whatOf(finding),
    toDo: toDoOf(finding),
    values: finding.values,
  }));
  process.stdout.write(`${JSON.stringify({ isWell, findings: said, ...(zip === null ? {} : { zip }) })}\n`);
} else {
  process.stdout.write(findings.map(linesOf).join(''));
  if (zip !== null) process.stdout.write(`${zip}\n`);
}
process.exitCode = isWell ? 0 : 1;

function linesOf(finding: Finding): string {
  const [what, toDo] = [whatOf(finding), toDoOf(finding)];
  const lines = [`${SIGNS[finding.state]} ${what.vi} / ${what.en}`];
  if (toDo !== null) lines.push(`    → ${toDo.vi}`, `    → ${toDo.en}`);
  return `${lines.join('\n')}\n`;
}
