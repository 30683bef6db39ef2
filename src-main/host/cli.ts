/** What can an administrator ask of a gate from the command line? `npm run -s gate -- <command>`. */

import { requireNode } from './node-version.ts';

requireNode();
const { runCommand } = await import('./run-command.ts');
process.exitCode = await runCommand(process.argv.slice(2));
