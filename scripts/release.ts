/**
 * `npm run release [-- --dry-run] [--only linux,kiosk] [--from 5] [--json]`: from a commit to what is handed out, in release/.
 * After a step that failed, `--from` it goes on.
 */

import { parseArgs } from 'node:util';
import { chosenSteps, runSteps } from './release/run-release.ts';
import { STEPS } from './release/steps.ts';

const { values } = parseArgs({
  options: {
    'dry-run': { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    from: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const isDryRun = values['dry-run'];
const only = values.only.split(',').filter((word) => word !== '');
const steps = chosenSteps(STEPS, { isDryRun, only, from: values.from ?? null });
if (steps === null) {
  process.stderr.write(`The steps are: ${STEPS.map(({ name }, index) => `${index + 1} ${name}`).join(', ')}\n`);
  process.exitCode = 2;
} else {
  const ran = await runSteps(steps, isDryRun, (line) => process.stdout.write(`${line}\n`));
  if (values.json) process.stdout.write(`${JSON.stringify({ steps: ran })}\n`);
  process.exitCode = ran.some(({ result }) => result === 'failed') ? 1 : 0;
}
