/** How much room is left for the log? */

import { statfs } from 'node:fs/promises';

/** Bytes that this user may still write on the file system of `dir`; `null` where the system will not say. */
export async function readFreeBytes(dir: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(dir);
    return bavail * bsize;
  } catch {
    // The folder is gone, or the file system knows no such figure (some network shares): unknown, not zero.
    return null;
  }
}
