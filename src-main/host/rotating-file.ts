/** Where does the next line of the log go, and what happens when the file is full? */

import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

export type RotatingFile = { readonly write: (line: string) => void };

/**
 * Appends lines to `path`. A line that would make it larger than `largestBytes` goes into a new file; the full one
 * becomes `path.1`, that one `path.2`, and so on; with the newest there are never more than `mostFiles`. Each line is
 * handed to the system before `write` returns, so that a process that dies has said why. Never throws: a gate whose
 * disk is full still answers.
 */
export function openRotatingFile(options: {
  readonly path: string;
  readonly largestBytes: number;
  readonly mostFiles: number;
}): RotatingFile {
  const { path, largestBytes, mostFiles } = options;
  let sizeBytes: number | null = null;

  function append(line: string): void {
    const lineBytes = Buffer.byteLength(line);
    sizeBytes ??= openedSizeBytes(path);
    if (sizeBytes > 0 && sizeBytes + lineBytes > largestBytes) {
      shiftFiles(path, mostFiles);
      sizeBytes = 0;
    }
    appendFileSync(path, line, { mode: 0o600 });
    sizeBytes += lineBytes;
  }

  return {
    write: (line) => {
      try {
        append(line);
      } catch {
        // Nowhere to say it. The next line looks at the file again: somebody may have made room, or taken it away.
        sizeBytes = null;
      }
    },
  };
}

function openedSizeBytes(path: string): number {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function shiftFiles(path: string, mostFiles: number): void {
  const named = (index: number): string => (index === 0 ? path : `${path}.${index}`);
  rmSync(named(mostFiles - 1), { force: true });
  for (let index = mostFiles - 2; index >= 0; index -= 1) {
    if (statSync(named(index), { throwIfNoEntry: false }) !== undefined) renameSync(named(index), named(index + 1));
  }
}
