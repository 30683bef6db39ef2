/** How does a gate run without Electron? Core and loopback server here, the screen in a browser of the system. */

import nodeModule from 'node:module';
import { resolve } from 'node:path';
import { requireNode } from './node-version.ts';

requireNode();
// Halves the start. In the program's own folder, where nobody else can put code; where that is read-only, nothing is kept.
nodeModule.enableCompileCache(resolve(import.meta.dirname, '../../.cache/compiled'));
const { runKiosk } = await import('./run-kiosk.ts');
await runKiosk(process.env);
// Now, and not at the end: a power cut has none.
nodeModule.flushCompileCache();
