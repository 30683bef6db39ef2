/** `npm run pack:linux`: makes release/linux-unpacked and a .deb, and prints where they are. */

import { findElectron } from './find-electron.ts';
import { packLinux } from './pack-project.ts';

const found = findElectron(process.env);
// Not installed yet is no reason to stop: electron-builder fetches the pinned version. One that was named must be there.
if (found.type === 'absent' && process.env.ELECTRON_OVERRIDE_DIST_PATH) throw new Error(found.reason);
const { appDir, debPath, isForTestsOnly } = packLinux(found.type === 'found' ? found : null);
if (isForTestsOnly) process.stderr.write('For tests only: this is not the Electron that the project pins.\n');
process.stdout.write(`${appDir}\n${debPath}\n`);
