/** What has been compiled into a package, and stands in no list of packages? Each as that package's own README or source says it. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ZXING_CPP_COMMIT } from 'zxing-wasm';
import { PROJECT_DIR } from '../project.ts';
import type { Component } from './component.ts';
import { standardText } from './licence.ts';

type Part = {
  readonly name: string;
  readonly version: () => string;
  readonly licence: string;
  readonly holder: string | null;
  readonly source: string;
};

const PARTS: Readonly<Record<string, readonly Part[]>> = {
  'better-sqlite3': [
    { name: 'sqlite', version: sqliteVersion, licence: 'blessing', holder: null, source: 'pkg:generic/sqlite' },
  ],
  'zxing-wasm': [
    {
      name: 'zxing-cpp',
      version: () => ZXING_CPP_COMMIT,
      licence: 'Apache-2.0',
      holder: null,
      source: 'pkg:github/zxing-cpp/zxing-cpp',
    },
    {
      // A submodule of zxing-cpp at that commit: it has no version of its own there.
      name: 'zint',
      version: () => `zxing-cpp-${ZXING_CPP_COMMIT.slice(0, 12)}`,
      licence: 'BSD-3-Clause',
      holder: 'Robin Stuart and the authors of zint',
      source: 'pkg:generic/zint',
    },
  ],
};

export function insideOf(packageName: string): readonly Component[] {
  return (PARTS[packageName] ?? []).map(({ name, version, licence, holder, source }) => ({
    name,
    version: version(),
    licence,
    licenceText: standardText(licence, holder),
    packageUrl: `${source}@${version()}`,
    sha512: null,
    how: 'inside',
  }));
}

/** From the header that the module was compiled with. */
function sqliteVersion(): string {
  const header = readFileSync(join(PROJECT_DIR, 'node_modules/better-sqlite3/deps/sqlite3/sqlite3.h'), 'utf8');
  const found = /#define SQLITE_VERSION\s+"([\d.]+)"/.exec(header);
  if (found?.[1] === undefined) throw new Error('better-sqlite3 does not say which SQLite it holds');
  return found[1];
}
