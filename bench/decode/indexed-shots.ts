/** Which pictures does an index lead to, and which of its lines lead nowhere? */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Shot } from './measure.ts';
import { limited, pictureOf } from './picture.ts';
import type { IndexedPicture, Problem } from './read-index.ts';
import { readPicture } from './read-picture.ts';

/** One picture at a time, as all of them would fill the memory. What cannot be read is told to `miss` and left out. */
export function* indexedShots(
  pictures: readonly IndexedPicture[],
  rootDir: string,
  miss: (problem: Problem) => void,
): Generator<Shot> {
  for (const { line, file, category, truth } of pictures) {
    const bytes = bytesOf(join(rootDir, file));
    if (bytes === null) {
      miss({ line, reason: `${file} cannot be opened` });
      continue;
    }
    const answer = readPicture(bytes);
    if (answer.type === 'picture') yield { picture: pictureOf(limited(answer.grey)), truth, category, level: null };
    else miss({ line, reason: `${file} is ${answer.reason === 'damaged' ? 'damaged' : 'no PNG, JPEG, WebP or PGM'}` });
  }
}

function bytesOf(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch {
    // Not there, a folder, or not ours to read: for the bench all the same.
    return null;
  }
}
