/** What lies in these folders, every file of them? */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type LeftFile = { readonly place: string; readonly bytes: Buffer };

/** Reads files one after the other; names of files are looked at too. Sockets and links to elsewhere have no bytes of their own. */
export function* filesLeftIn(folders: readonly string[]): Generator<LeftFile> {
  for (const folder of folders) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      yield { place: `${path}, its name`, bytes: Buffer.from(path) };
      if (entry.isFile()) yield { place: path, bytes: readFileSync(path) };
    }
  }
}
