/** How does a file that only the operating system can install get there? */

import { spawn } from 'node:child_process';

/**
 * Windows: the NSIS installer, silent, which ends this gate and starts it again. Elsewhere nothing is started: the file lies checked in
 * the folder of updates, where a service with the right to install looks for it.
 */
export function handToInstaller(
  path: string,
  onFailed: (code: string) => void,
  platform: NodeJS.Platform = process.platform,
): void {
  if (platform !== 'win32') return;
  const installer = spawn(path, ['/S'], { detached: true, stdio: 'ignore' });
  // Windows starts it for nobody who may not install: a gate's user may not, unless somebody saw to that.
  installer.once('error', (error: NodeJS.ErrnoException) => onFailed(error.code ?? 'unknown'));
  installer.unref();
}
