/** Whose code went into a bundle? A plugin of the build that writes it down beside the bundle, as the lock file's own paths. */

import { relative, sep } from 'node:path';
import type { Plugin } from 'vite';
import { PROJECT_DIR } from '../project.ts';

/** Compiled into one of our own modules by a tool that leaves a part of itself in it. */
const LEFT_BY_A_TOOL: Readonly<Record<string, string>> = {
  'src-decode/kernels/kernels-wasm.ts': 'node_modules/assemblyscript',
};

export type PackageRecorder = {
  readonly forBundles: Plugin;
  /** A worker of the screen is a bundle of its own, which the other plugin does not see: its packages go on the same list. */
  readonly forWorkers: () => Plugin;
};

/** The list is `.vite/packages-<environment>.json` in the folder of the bundle: `scripts/shipped/components.ts` reads it. */
export function createPackageRecorder(): PackageRecorder {
  const inWorkers = new Set<string>();
  return {
    forBundles: {
      name: 'record-packages',
      generateBundle(_options, bundle) {
        const paths = new Set(this.environment.name === 'client' ? inWorkers : []);
        for (const path of pathsIn(Object.values(bundle))) paths.add(path);
        const source = `${JSON.stringify([...paths].sort(), null, 2)}\n`;
        this.emitFile({ type: 'asset', fileName: `.vite/packages-${this.environment.name}.json`, source });
      },
    },
    forWorkers: () => ({
      name: 'record-packages-of-workers',
      generateBundle(_options, bundle) {
        for (const path of pathsIn(Object.values(bundle))) inWorkers.add(path);
      },
    }),
  };
}

type Built =
  | { readonly type: 'chunk'; readonly moduleIds: readonly string[] }
  | { readonly type: 'asset'; readonly originalFileNames: readonly string[] };

/** Modules of chunks, and files that were taken over as they are: a typeface, a WebAssembly module. */
function pathsIn(built: readonly Built[]): string[] {
  return built
    .flatMap((each) => (each.type === 'chunk' ? each.moduleIds : each.originalFileNames))
    .flatMap((id) => packagePathOf(id) ?? []);
}

/** `node_modules/…/name` of the package that a module belongs to; `null` for one of our own. */
export function packagePathOf(moduleId: string): string | null {
  const path = moduleId
    .replace(/^\0/, '')
    .replace(/[?#].*$/, '')
    .split(sep)
    .join('/');
  const found = /^.*?(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(path);
  if (found?.[1] !== undefined) return found[1];
  return LEFT_BY_A_TOOL[relative(PROJECT_DIR, path).split(sep).join('/')] ?? null;
}
