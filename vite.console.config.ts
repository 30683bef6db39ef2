/** From what is the console's page built, and into what? A page of its own beside the gate's screen: `dist/console`. */

import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { fontLicence } from './vite.config.ts';

const fromHere = (path: string): string => resolve(import.meta.dirname, path);

export default defineConfig({
  root: fromHere('src-console'),
  base: './',
  publicDir: false,
  plugins: [react(), fontLicence()],
  build: {
    outDir: fromHere('dist/console'),
    emptyOutDir: true,
    // Officials' machines are older than a gate's kiosk.
    target: ['chrome123', 'firefox125', 'safari17.5'],
    // Nothing inline: the content security policy allows files of our own origin only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: true,
  },
});
