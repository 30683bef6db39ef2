/** `npm run build`: makes dist/ anew. */

import { buildProject } from './build-project.ts';

await buildProject('info');
