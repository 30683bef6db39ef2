/** Is this the only collector on its data folder? PGlite itself would let two in, and they would ruin it. */

import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import { createServer } from 'node:net';

export type Ownership = { readonly release: () => Promise<void> };

/**
 * Takes the folder for this process; `null` where another has it. What is taken is a name that the system itself gives
 * back when the process ends, however it ends, so nothing stale can keep a collector from starting after a power cut.
 */
export async function ownFolder(dir: string): Promise<Ownership | null> {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const name = nameOf(realpathSync(dir));
  if (name === null) return { release: () => Promise.resolve() };
  const server = createServer((socket) => socket.destroy());
  const taken = await new Promise<boolean>((settled, failed) => {
    server.once('listening', () => settled(true));
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') settled(false);
      else failed(error);
    });
    server.listen(name);
  });
  if (!taken) return null;
  server.unref();
  return { release: () => new Promise((released) => server.close(() => released())) };
}

/** `null` on systems without such names; there only the port keeps two collectors apart. */
function nameOf(path: string): string | null {
  const name = `gac-cong-collector-${createHash('sha256').update(path).digest('hex').slice(0, 32)}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  // An abstract socket is in no folder, and vanishes with its process (unix(7)).
  return process.platform === 'linux' ? `\0${name}` : null;
}
