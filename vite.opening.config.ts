/** From what is the page built that opens a contact list offline, and into what? One file with everything in it: `dist/opening/open-case.html`. */

import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vite';

const fromHere = (path: string): string => resolve(import.meta.dirname, path);

export default defineConfig({
  root: fromHere('src-console/opening'),
  base: './',
  publicDir: false,
  plugins: [react(), oneFile()],
  // Its build for browsers; the other one asks for Node's Buffer.
  resolve: { alias: { 'csv-stringify/sync': 'csv-stringify/browser/esm/sync' } },
  build: {
    outDir: fromHere('dist/opening'),
    emptyOutDir: true,
    // The first that can do X25519.
    target: ['chrome133', 'firefox130', 'safari17.5'],
    cssCodeSplit: false,
    modulePreload: false,
    rolldownOptions: { output: { codeSplitting: false } },
  },
});

/**
 * Puts script and style into the page, and a policy that names both by their digests: nothing else runs, and nothing is fetched or
 * sent, also where the page should hold a hole.
 */
function oneFile(): Plugin {
  return {
    name: 'one-file',
    enforce: 'post',
    generateBundle(_options, bundle) {
      let html = '';
      let script = '';
      let style = '';
      for (const [name, file] of Object.entries(bundle)) {
        if (file.type === 'chunk') script += file.code;
        else if (name.endsWith('.css')) style += String(file.source);
        else if (name.endsWith('.html')) html = String(file.source);
        delete bundle[name];
      }
      script = script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
      const policy = [
        "default-src 'none'",
        `script-src ${digestOf(script)}`,
        `style-src ${digestOf(style)}`,
        "base-uri 'none'",
        "form-action 'none'",
      ].join('; ');
      const source = html
        .replace(/<script[^>]*><\/script>/g, '')
        .replace(/<link[^>]*>/g, '')
        .replace(
          '<meta charset="utf-8" />',
          (charset) => `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`,
        )
        .replace('</head>', () => `<style>${style}</style></head>`)
        .replace('</body>', () => `<script type="module">${script}</script></body>`);
      this.emitFile({ type: 'asset', fileName: 'open-case.html', source });
    },
  };
}

function digestOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
