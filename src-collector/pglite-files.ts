/** How do PGlite's files come to be on the disk when it says so? */

import { closeSync, existsSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { syncFolder } from '../src-main/files/sync-folder.ts';

/** PGlite runs PostgreSQL with `-F`, which never syncs: what was acknowledged would be lost with the power. */
const START_PARAMETERS = [
  ...PGlite.defaultStartParams,
  '-c',
  'fsync=on',
  // The only one that reaches the file system below; `fdatasync` does nothing there.
  '-c',
  'wal_sync_method=fsync',
];

/** What we use of Emscripten's file system: an open file, or an open folder, which has no `nfd`. */
type NodeFiles = {
  readonly realPath: (node: unknown) => string;
  readonly stream_ops: { fsync?: (stream: { readonly nfd?: number; readonly node: unknown }) => number };
};

/** Emscripten's view of Node's files knows no `fsync` (https://github.com/emscripten-core/emscripten/blob/main/src/lib/libnodefs.js). */
class SyncedFiles extends NodeFS {
  override init(...[pg, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const teachSync = (module: unknown): void => {
      const files = (module as { readonly NODEFS: NodeFiles }).NODEFS;
      files.stream_ops.fsync = ({ nfd, node }) => {
        if (nfd === undefined) syncFolder(files.realPath(node));
        else fsyncSync(nfd);
        return 0;
      };
    };
    return super.init(pg, { ...options, preRun: [...(options.preRun ?? []), teachSync] });
  }
}

/** Opens the database in `dir`, or makes it; from then on a commit is on the disk when it returns. */
export async function openSyncedPglite(dir: string): Promise<PGlite> {
  const isNew = !existsSync(join(dir, 'PG_VERSION'));
  const database = await PGlite.create({ fs: new SyncedFiles(dir), startParams: START_PARAMETERS });
  // The first files are copied in unsynced.
  if (isNew) syncAllBelow(dir);
  return database;
}

function syncAllBelow(dir: string): void {
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) syncFolder(path);
    else if (entry.isFile()) {
      const file = openSync(path, 'r+');
      fsyncSync(file);
      closeSync(file);
    }
  }
  syncFolder(dir);
}
