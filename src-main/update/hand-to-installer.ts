/** How does a file that only the operating system can install get there? */

import { spawn } from 'node:child_process';

/**
 * Windows: the NSIS installer, silent, which ends this gate and starts it again. Elsewhere nothing is started: the file lies checked in
 * the folder of updates, where a service with the right to install looks for it.
 */
export function handToInstaller(path: string, platform: NodeJS.Platform = process.platform): void {
  if (platform !== 'win32') return;
  spawn(path, ['/S'], { detached: true, stdio: 'ignore' }).unref();
}
