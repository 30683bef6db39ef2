/** How does the gate core run as a process of its own, under Electron or under a plain Node that Electron starts? */

import { requireNode } from './node-version.ts';

requireNode();
const { runCoreProcess } = await import('./run-core-process.ts');
runCoreProcess();
