/** `npm run build`: makes dist/ anew. */

import { buildProject } from './build-project.ts';

await buildProject(
  process.argv.includes('--quiet') ? 'warn' : 'info',
  process.argv.includes('--console') ? 'console' : process.argv.includes('--opening') ? 'opening' : 'all',
);
