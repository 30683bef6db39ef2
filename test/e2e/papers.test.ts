/** Do the papers of a package name all that was built into it, with the words of every licence? */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { buildIfStale } from '../../scripts/build-project.ts';
import { projectVersion } from '../../scripts/project-version.ts';
import type { Shipped } from '../../scripts/shipped/components.ts';
import { shippedComponents } from '../../scripts/shipped/components.ts';
import { isAllowed } from '../../scripts/shipped/licence.ts';
import { NOTICES_FILE, SBOM_FILE, writePapers } from '../../scripts/shipped/write-papers.ts';
import { PROJECT_DIR } from '../support/run-process.ts';

const SHELLS: readonly Shipped[] = [
  {
    shell: 'kiosk',
    nodePath: `node_modules/node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`,
  },
  { shell: 'electron', electronVersion: '33.2.1' },
];

beforeAll(() => {
  buildIfStale();
});

test.each(SHELLS)('$shell: every part may be passed on, and says in whose words', (shipped) => {
  const components = shippedComponents(shipped);
  expect(components.filter(({ licence }) => !isAllowed(licence))).toEqual([]);
  expect(components.filter(({ licenceText }) => licenceText.length < 150)).toEqual([]);
  expect(components.length).toBeGreaterThan(60);
});

test.each(SHELLS)(
  '$shell: whatever stands in a bundle stands in the list, the typeface and compiled code among it',
  (shipped) => {
    const named = new Set(shippedComponents(shipped).map(({ name }) => name));
    // The bundles of core and shell are not squeezed: before each module stands where it came from.
    const seen = new Set(
      ['dist/host', 'dist/electron'].flatMap((dir) =>
        readdirSync(join(PROJECT_DIR, dir))
          .filter((file) => /\.c?js$/.test(file))
          .flatMap((file) => namesIn(readFileSync(join(PROJECT_DIR, dir, file), 'utf8'))),
      ),
    );
    expect(seen.size).toBeGreaterThan(30);
    expect([...seen].filter((name) => !named.has(name))).toEqual([]);
    for (const name of ['react', '@zxing/library', 'zxing-wasm', 'zxing-cpp', 'zint', 'assemblyscript', 'sqlite']) {
      expect(named).toContain(name);
    }
    for (const name of ['@expo-google-fonts/be-vietnam-pro', 'better-sqlite3', '@serialport/bindings-cpp', 'ms']) {
      expect(named).toContain(name);
    }
    // What merely builds or tests it is in no package.
    for (const name of ['vite', 'vitest', 'typescript', 'playwright-core', '@electric-sql/pglite', 'fastify']) {
      expect(named).not.toContain(name);
    }
  },
);

test('the list is the same each time, and says what runs the product', () => {
  const [kiosk, electron] = SHELLS.map((shipped) => {
    const dir = writePapers(shipped, projectVersion());
    const text = readFileSync(join(dir, SBOM_FILE), 'utf8');
    writePapers(shipped, projectVersion());
    expect(readFileSync(join(dir, SBOM_FILE), 'utf8')).toBe(text);
    const notices = readFileSync(join(dir, NOTICES_FILE), 'utf8');
    const sbom = JSON.parse(text) as { components: { type: string; name: string; version: string; purl: string }[] };
    for (const { name, version } of shippedComponents(shipped)) expect(notices).toContain(`${name} ${version} (`);
    expect(new Set(sbom.components.map(({ purl }) => purl)).size).toBe(sbom.components.length);
    return sbom.components.filter(({ type }) => type === 'platform').map(({ name, version }) => `${name} ${version}`);
  });
  expect(kiosk).toEqual([expect.stringMatching(/^node-\S+ 24\./)]);
  expect(electron).toEqual(['electron 33.2.1']);
});

function namesIn(source: string): string[] {
  return [...source.matchAll(/^\/\/#region node_modules\/(?:.*\/node_modules\/)?((?:@[^/\s]+\/)?[^/\s]+)/gm)].map(
    ([, name = '']) => name,
  );
}
