/** How far does the gate agree with the official test data? `npm run conformance -- FILE.jsonl… [--json]` */

import { runConformance } from '../test/conformance/run.ts';

function main(): void {
  const words = process.argv.slice(2);
  const files = words.filter((word) => !word.startsWith('--'));
  if (files.length === 0) {
    process.stderr.write('Cách dùng / usage: npm run conformance -- FILE.jsonl… [--json]\n');
    process.exitCode = 2;
    return;
  }
  const report = runConformance(files);
  for (const [suite, checks] of Object.entries(report.suites)) {
    for (const [check, { met, expected, disputed }] of Object.entries(checks)) {
      process.stdout.write(
        `${suite.padEnd(26)} ${check.padEnd(18)} ${met}/${expected}${disputed > 0 ? ` (${disputed} disputed)` : ''}\n`,
      );
    }
  }
  for (const { id, check, why } of report.misses) process.stdout.write(`miss ${id} ${check}: ${why}\n`);
  if (words.includes('--json')) process.stdout.write(`${JSON.stringify(report)}\n`);
}

main();
