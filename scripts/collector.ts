/** `npm run collector`: the collector, with the console's page built when that is not up to date. */

import { buildConsoleIfStale } from './build-project.ts';

// A command asks the database and ends: it shows no page.
if (process.argv.length === 2) buildConsoleIfStale();
await import('../src-collector/main.ts');
