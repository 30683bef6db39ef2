/** May this folder import that one? The table of layers, held against every import that is there. */

import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { ICruiseResult, IForbiddenRuleType } from 'dependency-cruiser';
import { cruise } from 'dependency-cruiser';
import { beforeAll, describe, expect, test } from 'vitest';
import { temporaryDir } from './support/temporary-dir.ts';

const PROJECT_DIR = resolve(import.meta.dirname, '..');
const SOURCES = ['src-main', 'src-decode', 'src-renderer', 'src-console', 'src-collector'];

type Layer = {
  /** Paths of its files, as a regular expression. */
  readonly at: string;
  /** Folders that it may import besides itself. */
  readonly folders: readonly string[];
  /** Packages that it may import. */
  readonly packages: readonly string[];
  /** Whether it may import what Node has built in. */
  readonly nodeBuiltIns: boolean;
};

const ALL_ROOMS = [
  'core',
  'contract',
  'files',
  'credentials',
  'vault',
  'store',
  'devices',
  'upload',
  'update',
  'export',
  'gate',
];

/** What the gate's screen and the collector's page are both made of: it knows neither the one nor the other. */
const SHARED_LOOK =
  '^src-renderer/(look/|parts/(badge|bars|button|empty-state|fields|figures|grouped-number|icons|notice|paper|vietnam-time)[.])';

/** The law. A folder that is not in here may not exist in `src-*`. */
const LAYERS: Readonly<Record<string, Layer>> = {
  core: { at: '^src-main/core/', folders: [], packages: [], nodeBuiltIns: false },
  contract: {
    at: '^src-main/contract/',
    folders: inMain('core'),
    packages: ['zod', '@orpc/contract'],
    nodeBuiltIns: false,
  },
  // Replaced, created and on the disk: the same for a key, a setting and an update, and nothing of what is in them.
  files: { at: '^src-main/files/', folders: [], packages: [], nodeBuiltIns: true },
  credentials: {
    at: '^src-main/credentials/',
    folders: inMain('core', 'contract', 'files'),
    packages: ['cborg', 'certlogic-js', 'jose', 'jsonld', 'zod'],
    nodeBuiltIns: true,
  },
  vault: {
    at: '^src-main/vault/',
    folders: inMain('core', 'files'),
    packages: ['jose', 'shamir-secret-sharing', 'zod'],
    nodeBuiltIns: true,
  },
  store: {
    at: '^src-main/store/',
    folders: inMain('core', 'files'),
    packages: ['better-sqlite3', 'zod'],
    nodeBuiltIns: true,
  },
  devices: { at: '^src-main/devices/', folders: inMain('core'), packages: ['serialport'], nodeBuiltIns: true },
  upload: {
    at: '^src-main/upload/',
    folders: inMain('core', 'contract'),
    packages: ['jose', 'zod'],
    nodeBuiltIns: true,
  },
  update: {
    at: '^src-main/update/',
    folders: inMain('core', 'contract', 'files', 'upload'),
    packages: ['jose', 'zod'],
    nodeBuiltIns: true,
  },
  // It starts any version of the gate, and so knows none of them.
  launcher: {
    at: '^src-main/launcher/',
    folders: [...inMain('core', 'update'), '^src-main/host/kept-waiting\\.ts$'],
    packages: [],
    nodeBuiltIns: true,
  },
  // What is handed out as files, in the words of the screen.
  export: {
    at: '^src-main/export/',
    folders: [...inMain('core', 'files'), '^resources/locales/'],
    packages: ['csv-stringify', 'pdfkit', 'write-excel-file'],
    nodeBuiltIns: true,
  },
  gate: {
    at: '^src-main/gate(/|\\.ts$)',
    folders: inMain(...ALL_ROOMS),
    packages: ['csv-parse', 'csv-stringify', 'read-excel-file', 'zod'],
    nodeBuiltIns: true,
  },
  host: {
    at: '^src-main/host/',
    // Of the words on screen, those that are said when there is no screen, and those of the doctor; of the decoder, whether it starts here.
    folders: [
      ...inMain(...ALL_ROOMS),
      '^package\\.json$',
      '^resources/locales/(out-of-order/|(vi|en)\\.json$)',
      '^src-decode/engines/zxing-wasm\\.ts$',
    ],
    packages: ['@orpc/client', '@orpc/contract', '@orpc/server', 'pino', 'ws', 'zod', 'zxing-wasm'],
    nodeBuiltIns: true,
  },
  electron: {
    at: '^src-main/electron/',
    // Of the core what a shell decides by: when something hangs or keeps dying, when the venue is open, and which keys lead out.
    folders: inMain('host', 'contract', 'core/recovery', 'core/hours', 'core/kiosk'),
    packages: ['electron'],
    nodeBuiltIns: true,
  },
  // A picture in, bytes out. It knows no screen and no camera, so that benches and tests run it as it is.
  decode: {
    at: '^src-decode/',
    folders: inMain('core/code'),
    packages: ['@zxing/library', 'zxing-wasm'],
    nodeBuiltIns: false,
  },
  renderer: {
    at: '^src-renderer/',
    // Of the core only what is pure constants and types: masks, verdict words, tallies, plates, what a report counts, keys that lead out, a figure's comma.
    folders: [
      ...inMain('contract', 'core/code', 'core/entry', 'core/kiosk', 'core/report', 'core/visit'),
      '^src-main/core/readiness/written-value[.]ts$',
      '^src-decode/',
      '^resources/',
    ],
    packages: [
      '@orpc/client',
      '@orpc/contract',
      'i18next',
      'react',
      'react-dom',
      'react-i18next',
      'vite',
      'zod',
      'zxing-wasm',
    ],
    nodeBuiltIns: false,
  },
  // The collector's page. It asks by the table of calls, and looks like the gate's screen.
  console: {
    at: '^src-console/(?!opening/)',
    folders: ['^src-collector/contract/', ...inMain('contract'), SHARED_LOOK, '^resources/'],
    packages: ['i18next', 'react', 'react-dom', 'react-i18next', 'vite', 'zod'],
    nodeBuiltIns: false,
  },
  // The page that an authority opens from its disk: it knows no collector, and nothing in it can ask one.
  'opening page': {
    at: '^src-console/opening/',
    folders: [
      '^src-main/contract/case-file[.]ts$',
      '^src-main/export/contact-csv[.]ts$',
      '^src-console/parts/(page-frame|save-file|data-table[.]module)[.]',
      '^src-console/look/console[.]css$',
      SHARED_LOOK,
      '^resources/locales/opening/',
    ],
    packages: ['@hpke/core', 'react', 'react-dom', 'vite'],
    nodeBuiltIns: false,
  },
  // What the console's page and its server say to each other: a browser imports it too.
  // For a browser too, as the gate's own is.
  'collector contract': {
    at: '^src-collector/contract/',
    folders: inMain('contract'),
    packages: ['zod'],
    nodeBuiltIns: false,
  },
  collector: {
    at: '^src-collector/(?!contract/)',
    // Reports of units are written as those of a gate are, over the same days and weeks.
    folders: [
      ...inMain('contract', 'export', 'files', 'core/report'),
      '^src-collector/contract/',
      '^resources/locales/notices/',
      '^package\\.json$',
    ],
    packages: [
      '@electric-sql/pglite',
      'fastify',
      'jose',
      'nodemailer',
      'openid-client',
      'otpauth',
      'pg',
      'prom-client',
      'zod',
      'zxing-wasm',
    ],
    nodeBuiltIns: true,
  },
};

/** What only one folder may touch, whoever else would be allowed to by the table. */
const SOLE_IMPORTERS: Readonly<Record<string, string>> = {
  'better-sqlite3': LAYERS.store?.at ?? '',
  serialport: LAYERS.devices?.at ?? '',
  electron: LAYERS.electron?.at ?? '',
};

const RULES: readonly IForbiddenRuleType[] = [
  ...Object.entries(LAYERS).map(([name, layer]) => ruleOf(name, layer)),
  ...Object.entries(SOLE_IMPORTERS).map(([name, at]) => ({
    name: `only one folder imports ${name}`,
    severity: 'error' as const,
    from: { path: '^src-', pathNot: at },
    to: { path: packagePath(name) },
  })),
  {
    name: 'what both screens share knows neither',
    severity: 'error',
    from: { path: SHARED_LOOK },
    to: {
      pathNot: [
        SHARED_LOOK,
        '[.]css$',
        '^src-main/core/entry/vietnam-offset[.]ts$',
        ...['react', 'react-dom'].map(packagePath),
      ],
      couldNotResolve: false,
    },
  },
  {
    name: 'no cycles',
    severity: 'error',
    from: {},
    // Types are gone at run time: a rule may name the type of the list that it stands in.
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'every import leads somewhere',
    severity: 'error',
    from: {},
    // Only Vite knows what `?url` of a file in a package is.
    to: { couldNotResolve: true, pathNot: '^zxing-wasm/.*[?]url$' },
  },
];

describe('the layers', () => {
  let result: ICruiseResult;
  beforeAll(async () => {
    result = await examine(PROJECT_DIR, SOURCES);
  }, 120_000);

  test('every source file has been examined', () => {
    const examined = new Set(result.modules.map(({ source }) => source));
    const onDisk = SOURCES.flatMap((folder) => sourceFilesBelow(join(PROJECT_DIR, folder)));
    expect(onDisk.length).toBeGreaterThan(50);
    expect(onDisk.filter((file) => !examined.has(file))).toEqual([]);
    // An examiner that cannot read TypeScript finds every file and not one import.
    expect(result.summary.totalDependenciesCruised ?? 0).toBeGreaterThan(onDisk.length);
  });

  test('every source file belongs to a layer', () => {
    const layers = Object.values(LAYERS).map(({ at }) => new RegExp(at));
    const files = SOURCES.flatMap((folder) => sourceFilesBelow(join(PROJECT_DIR, folder)));
    expect(files.filter((file) => !layers.some((layer) => layer.test(file)))).toEqual([]);
  });

  test('no folder imports what it may not', () => {
    expect(violations(result)).toEqual([]);
  });
});

describe('the rules themselves', () => {
  test('an import against the table, a cycle and a dead import are all found', async () => {
    const dir = temporaryDir();
    putFiles(dir, {
      'src-main/core/a.ts':
        "import type { S } from '../store/s.ts';\nimport { readFileSync } from 'node:fs';\nexport type A = S;\nexport const r = readFileSync;\n",
      'src-main/core/b.ts': "import { c } from './c.ts';\nexport const b = (): unknown => c;\n",
      'src-main/core/c.ts':
        "import { b } from './b.ts';\nimport { gone } from './gone.ts';\nexport const c = (): unknown => [b, gone];\n",
      'src-main/host/d.ts': "import Database from 'better-sqlite3';\nexport const d = Database;\n",
      'src-main/store/s.ts': 'export type S = string;\n',
      'src-renderer/gate.ts': 'export type Gate = string;\n',
      'src-renderer/parts/badge.ts': "import type { Gate } from '../gate.ts';\nexport type B = Gate;\n",
      'src-console/page.ts': "import type { Gate } from '../src-renderer/gate.ts';\nexport type P = Gate;\n",
      'src-renderer/page.ts': "import type { S } from '../src-main/store/s.ts';\nexport type P = S;\n",
    });
    symlinkSync(join(PROJECT_DIR, 'node_modules'), join(dir, 'node_modules'));
    const found = violations(await examine(dir, ['src-main', 'src-renderer', 'src-console']));
    expect(found).toEqual([
      'console may not import: src-console/page.ts → src-renderer/gate.ts',
      'core may not import: src-main/core/a.ts → fs',
      'core may not import: src-main/core/a.ts → src-main/store/s.ts',
      'every import leads somewhere: src-main/core/c.ts → ./gone.ts',
      'host may not import: src-main/host/d.ts → node_modules/better-sqlite3/lib/index.js',
      'no cycles: src-main/core/b.ts → src-main/core/c.ts',
      'only one folder imports better-sqlite3: src-main/host/d.ts → node_modules/better-sqlite3/lib/index.js',
      'renderer may not import: src-renderer/page.ts → src-main/store/s.ts',
      'what both screens share knows neither: src-renderer/parts/badge.ts → src-renderer/gate.ts',
    ]);
  });
});

function inMain(...names: string[]): string[] {
  return names.map((name) => (name === 'gate' ? '^src-main/gate(/|\\.ts$)' : `^src-main/${name}/`));
}

function packagePath(name: string): string {
  return `(^|/)node_modules/(@types/)?${name.replaceAll('/', '\\/')}/`;
}

function ruleOf(name: string, { at, folders, packages, nodeBuiltIns }: Layer): IForbiddenRuleType {
  return {
    name: `${name} may not import`,
    severity: 'error',
    from: { path: at },
    to: {
      pathNot: [at, ...folders, ...packages.map(packagePath)],
      couldNotResolve: false,
      ...(nodeBuiltIns ? { dependencyTypesNot: ['core'] } : {}),
    },
  };
}

async function examine(baseDir: string, folders: string[]): Promise<ICruiseResult> {
  const { output } = await cruise(
    folders,
    {
      baseDir,
      validate: true,
      ruleSet: { forbidden: [...RULES] },
      // Types are imports too: a layer that knows another one's types knows that layer.
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
    },
    { extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.d.ts', '.json'] },
  );
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with text');
  return output;
}

function violations({ summary }: ICruiseResult): string[] {
  return summary.violations
    .map(({ rule, from, to }) => `${rule.name}: ${from} → ${to.replace(/^.*node_modules\//, 'node_modules/')}`)
    .sort();
}

function sourceFilesBelow(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(PROJECT_DIR, join(entry.parentPath, entry.name)));
}

function putFiles(dir: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const target = join(dir, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}
