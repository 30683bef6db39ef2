/** `npm run doctor [-- --json] [-- --zip FILE]`: what does this machine lack to be a gate, and what is to be done? */

import { installedShell } from '../src-main/host/doctor/installed-shell.ts';
import { runDoctor } from '../src-main/host/doctor/run-doctor.ts';
import { findElectron } from './find-electron.ts';

const electron = findElectron(process.env);
const shell =
  electron.type === 'found'
    ? ({ type: 'electron', version: electron.version } as const)
    : installedShell(process.env, import.meta.url);
const answer = await runDoctor(process.argv.slice(2), process.env, shell);
if (answer === null) process.stderr.write('npm run doctor [-- --json] [-- --zip FILE]\n');
else process.stdout.write(answer.output);
process.exitCode = answer?.status ?? 2;
