/** What is built, from what, into what? One `vite build` makes the screen, the Electron shell and the gate core. */

import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import type { BuildEnvironmentOptions, EnvironmentOptions, Plugin } from 'vite';
import { defineConfig } from 'vite';
import { createPackageRecorder } from './scripts/shipped/record-packages.ts';

const fromHere = (path: string): string => resolve(import.meta.dirname, path);

const NODE_BUILT_INS = [...builtinModules, /^node:/];
/** They carry compiled code, which cannot be put into a bundle; the installer ships them beside it. */
const NATIVE_MODULES = ['better-sqlite3', 'serialport'];
const recorder = createPackageRecorder();

export default defineConfig({
  root: fromHere('src-renderer'),
  base: './',
  publicDir: false,
  plugins: [react(), fontLicence(), filesBesideCore(), recorder.forBundles],
  worker: { format: 'es', plugins: () => [recorder.forWorkers()] },
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
      rolldownOptions: {
        input: {
          // The browser kiosk, and what an administrator types: run by a Node that lies beside them or that the machine has.
          kiosk: fromHere('src-main/host/kiosk.ts'),
          cli: fromHere('src-main/host/cli.ts'),
          'core-process': fromHere('src-main/host/core-process.ts'),
          // A thread is started from a file of its own.
          'backup-thread': fromHere('src-main/store/backup/backup-thread.ts'),
          'batch-thread': fromHere('src-main/gate/batch-thread.ts'),
          'hang-thread': fromHere('src-main/host/hang-thread.ts'),
          'list-thread': fromHere('src-main/gate/roster/list-thread.ts'),
          'purge-thread': fromHere('src-main/store/purge-thread.ts'),
          'report-thread': fromHere('src-main/gate/report-thread.ts'),
          'canonise-worker': fromHere('src-main/credentials/formats/divoc/canonise-worker.ts'),
        },
        external: [...NATIVE_MODULES, ...NODE_BUILT_INS],
        output: { format: 'esm', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    }),
    // One file that belongs to no version: the installer puts it beside them.
    launcher: nodeProgram({
      outDir: fromHere('dist/launcher'),
      emptyOutDir: true,
      rolldownOptions: {
        input: fromHere('src-main/launcher/launch.ts'),
        external: NODE_BUILT_INS,
        output: { format: 'esm', entryFileNames: 'launch.mjs', codeSplitting: false },
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

/** Read as files by what is built: the letters of PDFs with their licence (src-main/export/fonts.ts), and what reads and draws codes for the command line. */
function filesBesideCore(): Plugin {
  const typeface = 'node_modules/@expo-google-fonts/be-vietnam-pro';
  const files = {
    'BeVietnamPro_400Regular.ttf': `${typeface}/400Regular/BeVietnamPro_400Regular.ttf`,
    'BeVietnamPro_700Bold.ttf': `${typeface}/700Bold/BeVietnamPro_700Bold.ttf`,
    'BeVietnamPro_LICENSE.txt': `${typeface}/LICENSE_FONT`,
    'zxing_reader.wasm': 'node_modules/zxing-wasm/dist/reader/zxing_reader.wasm',
    'zxing_writer.wasm': 'node_modules/zxing-wasm/dist/writer/zxing_writer.wasm',
  };
  return {
    name: 'files-beside-core',
    applyToEnvironment: ({ name }) => name === 'core',
    generateBundle() {
      for (const [fileName, path] of Object.entries(files)) {
        this.emitFile({
          type: 'asset',
          fileName,
          originalFileName: fromHere(path),
          source: readFileSync(fromHere(path)),
        });
      }
    },
  };
}
