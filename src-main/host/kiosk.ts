/** How does a gate run without Electron? Core and loopback server here, the screen in a browser of the system. */

import { requireNode } from './node-version.ts';

requireNode();
const { runKiosk } = await import('./run-kiosk.ts');
await runKiosk(process.env);
