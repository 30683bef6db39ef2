/** What is built, from what, into what? One `vite build` makes the screen, the Electron shell and the gate core. */

import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import type { BuildEnvironmentOptions, EnvironmentOptions, Plugin } from 'vite';
import { defineConfig } from 'vite';

const fromHere = (path: string): string => resolve(import.meta.dirname, path);

const NODE_BUILT_INS = [...builtinModules, /^node:/];
/** They carry compiled code, which cannot be put into a bundle; the installer ships them beside it. */
const NATIVE_MODULES = ['better-sqlite3', 'serialport'];

export default defineConfig({
  root: fromHere('src-renderer'),
  base: './',
  publicDir: false,
  plugins: [react(), fontLicence(), paperFonts()],
  worker: { format: 'es' },
  builder: {
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments)) await builder.build(environment);
    },
  },
  environments: {
    client: {
      build: {
        outDir: fromHere('dist/renderer'),
        emptyOutDir: true,
        target: 'chrome130',
        // Nothing inline: the content security policy allows files of our own origin only.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        license: true,
      },
    },
    // CommonJS, because an ES module may be loaded only after Electron is ready, when it is too late to set schemes up.
    electronMain: electronProgram({
      outDir: fromHere('dist/electron'),
      emptyOutDir: true,
      rolldownOptions: {
        input: fromHere('src-main/electron/main.ts'),
        external: ['electron', ...NODE_BUILT_INS],
        output: { format: 'cjs', entryFileNames: 'main.cjs', codeSplitting: false },
      },
    }),
    // A sandboxed preload script has no module loader: one CommonJS file.
    electronPreload: electronProgram({
      outDir: fromHere('dist/electron'),
      emptyOutDir: false,
      rolldownOptions: {
        input: fromHere('src-main/electron/preload.ts'),
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: 'preload.cjs', codeSplitting: false },
      },
    }),
    core: nodeProgram({
      outDir: fromHere('dist/host'),
      emptyOutDir: true,
      license: true,
      rolldownOptions: {
        input: {
          'core-process': fromHere('src-main/host/core-process.ts'),
          // A thread is started from a file of its own.
          'backup-thread': fromHere('src-main/store/backup/backup-thread.ts'),
          'batch-thread': fromHere('src-main/gate/batch-thread.ts'),
          'list-thread': fromHere('src-main/gate/roster/list-thread.ts'),
          'purge-thread': fromHere('src-main/store/purge-thread.ts'),
          'report-thread': fromHere('src-main/gate/report-thread.ts'),
          'canonise-worker': fromHere('src-main/credentials/formats/divoc/canonise-worker.ts'),
        },
        external: [...NATIVE_MODULES, ...NODE_BUILT_INS],
        output: { format: 'esm', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    }),
  },
});

/** The typeface may be passed on only with its licence (SIL OFL 1.1); of what a style sheet fetches, `license` knows nothing. */
export function fontLicence(): Plugin {
  return {
    name: 'font-licence',
    applyToEnvironment: ({ name }) => name === 'client',
    generateBundle() {
      const source = readFileSync(fromHere('node_modules/@expo-google-fonts/be-vietnam-pro/LICENSE_FONT'), 'utf8');
      this.emitFile({ type: 'asset', fileName: 'be-vietnam-pro-OFL.txt', source });
    },
  };
}

function electronProgram(build: BuildEnvironmentOptions): EnvironmentOptions {
  return nodeProgram({ target: 'node20', ...build });
}

function nodeProgram(build: BuildEnvironmentOptions): EnvironmentOptions {
  return {
    consumer: 'server',
    // Everything but what is listed as external goes into the bundle: the installed app has no node_modules for it.
    resolve: { noExternal: true, conditions: ['node', 'module', 'import', 'default'] },
    build: { target: 'node22', minify: false, sourcemap: false, copyPublicDir: false, ...build },
  };
}

/** The letters of PDFs lie beside the core, with their licence: src-main/export/fonts.ts looks for them there. */
function paperFonts(): Plugin {
  const folder = fromHere('node_modules/@expo-google-fonts/be-vietnam-pro');
  const files = {
    'BeVietnamPro_400Regular.ttf': '400Regular/BeVietnamPro_400Regular.ttf',
    'BeVietnamPro_700Bold.ttf': '700Bold/BeVietnamPro_700Bold.ttf',
    'BeVietnamPro_LICENSE.txt': 'LICENSE_FONT',
  };
  return {
    name: 'paper-fonts',
    applyToEnvironment: ({ name }) => name === 'core',
    generateBundle() {
      for (const [fileName, path] of Object.entries(files)) {
        this.emitFile({ type: 'asset', fileName, source: readFileSync(resolve(folder, path)) });
      }
    },
  };
}
