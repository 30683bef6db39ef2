/** How is a browser kept from writing down what its pages remembered of people when they died? */

import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Where its handler of crashes would begin a dump. */
const BEGUN = 'new';

/**
 * The environment for a Chromium whose dumps come to nothing: the one folder that they can begin in cannot be written to. Its switch
 * against dumps (`--disable-breakpad`) writes them all the same, and without the handler (`--disable-crashpad-for-testing`) Chromium 156
 * cannot keep its network going.
 */
export function withoutDumps(profileDir: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const dir = join(profileDir, 'no-dumps');
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(join(dir, BEGUN), { recursive: true, mode: 0o700 });
  chmodSync(join(dir, BEGUN), 0o500);
  return { ...env, BREAKPAD_DUMP_LOCATION: dir };
}
