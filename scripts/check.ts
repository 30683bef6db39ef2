/** `npm run check`: lint, types and dead code, without the tests. */

import { runChecks } from './run-checks.ts';
import { sayStep } from './say-step.ts';

const results = await runChecks(({ name, hasPassed, seconds, output }) => sayStep(name, hasPassed, seconds, output));
process.exitCode = results.every(({ hasPassed }) => hasPassed) ? 0 : 1;
