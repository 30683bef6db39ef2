/** How is a file replaced so that whoever reads it, and whoever starts after a power cut, finds the old one or the new one, whole? */

import { open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { dropBeside, dropLeftBehind, nameBeside, PRIVATE_MODE, writeBeside } from './beside.ts';
import { renameOver, renameOverUnhurried } from './rename-over.ts';
import { syncFolder, syncFolderUnhurried } from './sync-folder.ts';

/** On the disk when it returns, under its name, for its owner alone. Throws the system's error; one of the two stands then. */
export function replaceFile(path: string, content: string | Uint8Array): void {
  replace(path, content, true);
  syncFolder(dirname(path));
  dropLeftBehind(path);
}

/** For what may be the old one, or none, after a power cut, and is written too often to wait for the disk each time. */
export function replaceFileUnsynced(path: string, content: string | Uint8Array): void {
  replace(path, content, false);
  dropLeftBehind(path);
}

/** The same without holding up the thread that scans. */
export async function replaceFileUnhurried(path: string, content: string): Promise<void> {
  const beside = nameBeside(path);
  try {
    const file = await open(beside, 'wx', PRIVATE_MODE);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await renameOverUnhurried(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined); // The next one that replaces the file takes it away.
    throw error;
  }
  await syncFolderUnhurried(dirname(path));
  dropLeftBehind(path);
}

function replace(path: string, content: string | Uint8Array, isSynced: boolean): void {
  const beside = nameBeside(path);
  try {
    writeBeside(beside, content, isSynced);
    renameOver(beside, path);
  } catch (error) {
    dropBeside(beside);
    throw error;
  }
}
