/** `npm run pack:kiosk`: makes the Debian package gac-cong-kiosk in release/, and prints where it is. */

import { buildIfStale } from './build-project.ts';
import { makeKioskDeb, whyNoKioskDeb } from './deb/kiosk-deb.ts';
import { RELEASE_DIR } from './release/steps.ts';

const why = whyNoKioskDeb();
if (why !== null) throw new Error(why);
buildIfStale();
process.stdout.write(`${makeKioskDeb({ releaseDir: RELEASE_DIR, compression: 'small' })}\n`);
