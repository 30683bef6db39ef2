/** What is left on a disk when the power goes after so many of a program's file operations? */

import fs from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { onTestFinished } from 'vitest';

/** Whoever catches errors of files catches this one too: it goes on, and every operation after it fails as well. */
class PowerIsOff extends Error {
  readonly code = 'EIO';
}

export type Power = {
  /** From now on; the operation with this number, counted from 1, is not done any more. */
  readonly cutAt: (operation: number) => void;
  readonly isOff: () => boolean;
  /** Empties what was written and never synced, and lets everything work again. */
  readonly restore: () => void;
};

const NAMES = ['mkdirSync', 'renameSync', 'rmSync', 'truncateSync', 'cpSync'] as const;

/** Counts what changes a disk in this process, through the functions of `node:fs`; the names of files are taken to be on the disk at once. */
export function watchPower(): Power {
  let left = Number.POSITIVE_INFINITY;
  let isOff = false;
  const loose = new Set<string>();
  const paths = new Map<number, string>();
  const before = pick([...NAMES, 'openSync', 'writeSync', 'fsyncSync', 'existsSync', 'truncateSync']);
  const openBefore = fs.promises.open;

  function spend(): void {
    left -= 1;
    if (left <= 0) isOff = true;
    if (isOff) throw new PowerIsOff('the power is off');
  }

  for (const name of NAMES) {
    const real = before[name] as (...args: unknown[]) => unknown;
    Object.assign(fs, {
      [name]: (...args: unknown[]) => {
        spend();
        if (name === 'renameSync') moveLoose(String(args[0]), String(args[1]));
        return real(...args);
      },
    });
  }
  function moveLoose(from: string, to: string): void {
    for (const path of [...loose]) {
      if (path !== from && !path.startsWith(`${from}/`)) continue;
      loose.delete(path);
      loose.add(to + path.slice(from.length));
    }
  }
  Object.assign(fs, {
    openSync: (path: string, ...rest: unknown[]) => {
      if (isOff) throw new PowerIsOff('the power is off');
      const file = (before.openSync as (...args: unknown[]) => number)(path, ...rest);
      paths.set(file, path);
      return file;
    },
    writeSync: (file: number, ...rest: unknown[]) => {
      spend();
      loose.add(paths.get(file) ?? '');
      return (before.writeSync as (...args: unknown[]) => number)(file, ...rest);
    },
    fsyncSync: (file: number) => {
      spend();
      before.fsyncSync(file);
      loose.delete(paths.get(file) ?? '');
    },
  });
  fs.promises.open = async (path, ...rest) => {
    if (isOff) throw new PowerIsOff('the power is off');
    return watched(await openBefore(path, ...rest), String(path));
  };
  syncBuiltinESMExports();

  function watched(file: FileHandle, path: string): FileHandle {
    const { appendFile, sync } = { appendFile: file.appendFile.bind(file), sync: file.sync.bind(file) };
    return Object.assign(file, {
      appendFile: (...args: Parameters<FileHandle['appendFile']>) => {
        spend();
        loose.add(path);
        return appendFile(...args);
      },
      sync: async () => {
        spend();
        await sync();
        loose.delete(path);
      },
    });
  }

  onTestFinished(() => {
    Object.assign(fs, before);
    fs.promises.open = openBefore;
    syncBuiltinESMExports();
  });
  return {
    cutAt: (operation) => {
      left = operation;
    },
    isOff: () => isOff,
    restore: () => {
      isOff = false;
      left = Number.POSITIVE_INFINITY;
      for (const path of loose) if (before.existsSync(path)) before.truncateSync(path, 0);
      loose.clear();
    },
  };
}

function pick<Name extends keyof typeof fs>(names: readonly Name[]): Pick<typeof fs, Name> {
  return Object.fromEntries(names.map((name) => [name, fs[name]])) as Pick<typeof fs, Name>;
}
