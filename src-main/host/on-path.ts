/** Where would a program of one of these names lie, if this machine has it? */

import { delimiter, join } from 'node:path';

/** In the order of `PATH`, and of the names within a folder. */
export function placesOnPath(
  { PATH = '' }: { readonly PATH?: string | undefined },
  names: readonly string[],
): string[] {
  return PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
}
