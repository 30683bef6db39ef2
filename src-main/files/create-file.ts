/** How is a file put where there is none, whole or not at all, and never in the place of one that is there? */

import { linkSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { dropBeside, dropLeftBehind, nameBeside, writeBeside } from './beside.ts';
import { renameOver } from './rename-over.ts';
import { syncFolder } from './sync-folder.ts';

/**
 * On the disk when it returns, unless another process has made that file in the same moment: then the other's stands. Throws
 * the system's error when it cannot.
 */
export function createFile(path: string, content: string): void {
  const beside = nameBeside(path);
  try {
    writeBeside(beside, content, true);
    moveUnlessThere(beside, path);
    syncFolder(dirname(path));
  } finally {
    dropBeside(beside);
  }
  dropLeftBehind(path);
}

/** A hard link fails where the name is taken, which a rename does not; file systems without links get the rename. */
function moveUnlessThere(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    if (statSync(to, { throwIfNoEntry: false }) === undefined) renameOver(from, to);
  }
}
