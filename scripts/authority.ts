/** `npm run authority`: what an authority does on its own machine, with the page that opens a case built when that is not up to date. */

import { buildOpeningIfStale } from './build-project.ts';

if (process.argv[2] === 'page') buildOpeningIfStale();
await import('../src-main/host/authority.ts');
