/** What does a system's error say of a folder on another disk, to somebody who can do something about it? */

export type FolderTrouble = 'folder-gone' | 'no-permission' | 'full' | 'other';

const TROUBLES: Readonly<Record<string, FolderTrouble>> = {
  ENOENT: 'folder-gone',
  ENOTDIR: 'folder-gone',
  ENODEV: 'folder-gone',
  ENXIO: 'folder-gone',
  EIO: 'folder-gone',
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  EROFS: 'no-permission',
  ENOSPC: 'full',
  EDQUOT: 'full',
};

export function folderTrouble(code: string): FolderTrouble {
  return TROUBLES[code] ?? 'other';
}
