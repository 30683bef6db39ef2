/** `npm run doctor [-- --json]`: what does this machine lack to be a gate, and what is to be done? Status 1 where it is grave. */

import { parseArgs } from 'node:util';
import { examine } from './doctor/examine.ts';
import type { Finding } from './doctor/finding.ts';

const SIGNS = { good: '✓', doubtful: '!', bad: '✗' } as const;

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const findings = await examine(process.env, Date.now());
const isWell = findings.every(({ state }) => state !== 'bad');
process.stdout.write(values.json ? `${JSON.stringify({ isWell, findings })}\n` : findings.map(linesOf).join(''));
process.exitCode = isWell ? 0 : 1;

function linesOf({ state, what, toDo }: Finding): string {
  const lines = [`${SIGNS[state]} ${what.vi} / ${what.en}`];
  if (toDo !== null) lines.push(`    → ${toDo.vi}`, `    → ${toDo.en}`);
  return `${lines.join('\n')}\n`;
}
