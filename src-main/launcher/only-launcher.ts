/** Is this the only launcher of its folder of updates? Who opens the gate a second time must not count as a start of it. */

import { createHash } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { resolve } from 'node:path';

/** True from now on until this process ends, however it ends: the name is the kernel's, and goes with it. */
export function becomeOnlyLauncher(root: string): Promise<boolean> {
  const name = nameFor(root, process.platform);
  if (name === null) return Promise.resolve(true);
  return new Promise((answer) => {
    const server = createServer((connection) => connection.destroy());
    // Where no name can be had for another reason, a gate must start all the same.
    server.once('error', (error: NodeJS.ErrnoException) => answer(error.code !== 'EADDRINUSE'));
    server.listen(name, () => answer(true));
    server.unref();
  });
}

/** A socket that lies in no folder, or a pipe of Windows; `null` where the system has neither. */
function nameFor(root: string, platform: NodeJS.Platform): string | null {
  const digest = createHash('sha256').update(whichFolder(root)).digest('hex').slice(0, 32);
  if (platform === 'linux') return `\0gac-cong-launcher-${digest}`;
  return platform === 'win32' ? `\\\\.\\pipe\\gac-cong-launcher-${digest}` : null;
}

/** Such names know no other root of files: a folder of the same path in there is another one. */
function whichFolder(root: string): string {
  try {
    mkdirSync(root, { recursive: true, mode: 0o700 });
    const { dev, ino } = statSync(root, { bigint: true });
    return `${resolve(root)} ${dev} ${ino}`;
  } catch {
    return resolve(root); // Nothing can be written there, and a gate is started all the same.
  }
}
