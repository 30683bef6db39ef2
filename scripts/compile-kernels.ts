/** Which WebAssembly comes out of the kernels' source, byte for byte? */

import { join } from 'node:path';
import asc from 'assemblyscript/asc';
import { PROJECT_DIR } from './project.ts';

export const KERNELS_MODULE_PATH = join(PROJECT_DIR, 'src-decode', 'kernels', 'kernels-wasm.ts');

const SOURCE = 'src-decode/kernels/assembly/kernels.ts';
const WASM_NAME = 'kernels.wasm';
/** Without a garbage collector and without a function to abort with, neither of which the kernels need. */
const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--use', 'abort=', '--enable', 'simd'];
const LETTERS_A_LINE = 110;

/** The same bytes from the same source on every machine: the compiler is pinned and nothing else goes in. Throws its complaints. */
export async function compileKernels(): Promise<Uint8Array> {
  let wasm: Uint8Array | null = null;
  const complaints: string[] = [];
  const { error } = await asc.main([SOURCE, '--baseDir', PROJECT_DIR, '--outFile', WASM_NAME, ...OPTIONS], {
    writeFile: (name, contents) => {
      if (name === WASM_NAME && typeof contents !== 'string') wasm = Uint8Array.from(contents);
    },
    stderr: { write: (chunk) => complaints.push(String(chunk)) },
  });
  if (error !== null || wasm === null) throw new Error(`the kernels do not compile: ${error} ${complaints.join('')}`);
  return wasm;
}

/** The TypeScript module that carries the bytes. */
export function moduleOf(wasm: Uint8Array): string {
  const base64 = Buffer.from(wasm).toString('base64');
  const lines = base64.match(new RegExp(`.{1,${LETTERS_A_LINE}}`, 'g')) ?? [];
  return `/** What does \`assembly/kernels.ts\` look like compiled? Written by \`npm run build:kernels\`. */

export const KERNELS_WASM_BASE64 = [
${lines.map((line) => `  '${line}',`).join('\n')}
].join('');
`;
}
