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
import { temporaryDir } from '../support/temporary-dir.ts';

const nodePath = `node_modules/node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
const SHELLS: readonly Shipped[] = [
  { shell: 'kiosk', nodePath },
  { shell: 'electron', electronVersion: '33.2.1', nodePath },
];

/** Of both shells; what the Electron shell alone imports is in the core as well. */
const SOURCES = ['src-main', 'src-renderer', 'src-decode'];

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
    const imported = new Set(
      SOURCES.flatMap((dir) => filesBelow(join(PROJECT_DIR, dir))).flatMap((path) =>
        importedBy(readFileSync(path, 'utf8')),
      ),
    );
    expect(imported.size).toBeGreaterThan(20);
    expect([...imported].filter((name) => !named.has(name))).toEqual([]);
    // Packages of packages, which no source of ours names.
    for (const name of [
      'scheduler',
      'rdf-canonize',
      'fontkit',
      'linebreak',
      'sonic-boom',
      '@orpc/shared',
      'ts-custom-error',
    ]) {
      expect(named).toContain(name);
    }
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
    // Of its own: from the usual one a package may be made at this moment.
    const dir = writePapers(shipped, projectVersion(), temporaryDir());
    const text = readFileSync(join(dir, SBOM_FILE), 'utf8');
    writePapers(shipped, projectVersion(), dir);
    expect(readFileSync(join(dir, SBOM_FILE), 'utf8')).toBe(text);
    const notices = readFileSync(join(dir, NOTICES_FILE), 'utf8');
    const sbom = JSON.parse(text) as { components: { type: string; name: string; version: string; purl: string }[] };
    for (const { name, version } of shippedComponents(shipped)) expect(notices).toContain(`${name} ${version} (`);
    expect(new Set(sbom.components.map(({ purl }) => purl)).size).toBe(sbom.components.length);
    return sbom.components.filter(({ type }) => type === 'platform').map(({ name, version }) => `${name} ${version}`);
  });
  expect(kiosk).toEqual([expect.stringMatching(/^node-\S+ 24\./)]);
  expect(electron).toEqual(['electron 33.2.1', expect.stringMatching(/^node-\S+ 24\./)]);
});

/** TypeScript of a folder of sources; what the kernels are compiled from imports nothing. */
function filesBelow(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('assembly'))
    .map((name) => join(dir, name));
}

/** Packages whose code, and not only whose types, a source asks for. */
function importedBy(source: string): string[] {
  const found = [
    ...source.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^'.][^']*)'|import\('([^'.][^']*)'\)/gm),
  ];
  return found
    .map(([, fixed, later]) => fixed ?? later ?? '')
    .filter((name) => !/^(node:|electron$)/.test(name))
    .map((name) => /^((?:@[^/]+\/)?[^/]+)/.exec(name)?.[1] ?? name);
}
