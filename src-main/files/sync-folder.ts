/** Is a name that was made, replaced or removed in a folder on the disk? */

import { closeSync, fsyncSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';

/** Throws the system's error where the disk refuses; where a folder cannot be synced at all, its file's own sync is all there is. */
export function syncFolder(path: string): void {
  if (cannotBeOpened()) return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } catch (error) {
    if (!isNotKnownThere(error)) throw error;
  } finally {
    closeSync(folder);
  }
}

/** The same without holding up the thread. */
export async function syncFolderUnhurried(path: string): Promise<void> {
  if (cannotBeOpened()) return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } catch (error) {
    if (!isNotKnownThere(error)) throw error;
  } finally {
    await folder.close();
  }
}

/** Windows opens no folder; NTFS keeps names in a journal of its own. */
function cannotBeOpened(): boolean {
  return process.platform === 'win32';
}

/** Network shares and some sticks answer so to a folder, as PostgreSQL's `fsync_fname` knows too. */
function isNotKnownThere(error: unknown): boolean {
  return ['EINVAL', 'EBADF', 'ENOTSUP'].includes((error as NodeJS.ErrnoException).code ?? '');
}
