/** Do lint, types and the search for dead code find anything? */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { PROJECT_DIR } from './project.ts';

type Check = { readonly name: string; readonly args: readonly string[] };

export type CheckResult = {
  readonly name: string;
  readonly hasPassed: boolean;
  readonly seconds: number;
  readonly output: string;
};

/** One type check a layer: each sees only the libraries that it may use. */
const LAYERS = [
  'src-main/core',
  'src-main/contract',
  'src-main',
  'src-decode',
  'src-renderer',
  'src-console',
  'src-collector',
  '.',
];

const CHECKS: readonly Check[] = [
  { name: 'biome', args: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'] },
  ...LAYERS.filter((layer) => existsSync(join(PROJECT_DIR, layer, 'tsconfig.json'))).map((layer) => ({
    name: `tsc ${layer}`,
    // What was found out once is kept: a second check looks at what changed.
    args: ['node_modules/typescript/bin/tsc', '-p', layer, '--incremental', '--tsBuildInfoFile', buildInfoOf(layer)],
  })),
  { name: 'knip', args: ['node_modules/knip/bin/knip.js', '--no-progress'] },
];

function buildInfoOf(layer: string): string {
  return join('.cache', 'tsc', `${layer === '.' ? 'root' : layer.replaceAll('/', '-')}.json`);
}

/** Runs every check, as many at a time as there are processors. `onResult` hears of each as it ends. */
export async function runChecks(onResult: (result: CheckResult) => void): Promise<CheckResult[]> {
  const waiting = [...CHECKS];
  const results: CheckResult[] = [];
  async function work(): Promise<void> {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const result = await runCheck(check);
      results.push(result);
      onResult(result);
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results;
}

function runCheck({ name, args }: Check): Promise<CheckResult> {
  const startedAtMs = performance.now();
  return new Promise((done) => {
    let output = '';
    const child = spawn(process.execPath, args, { cwd: PROJECT_DIR, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString('utf8');
      });
    }
    child.on('close', (code) => {
      done({ name, hasPassed: code === 0, seconds: (performance.now() - startedAtMs) / 1000, output });
    });
  });
}
