/** `npm run build:kernels`: compiles the picture kernels and writes them down as the module that the product loads. */

import { writeFileSync } from 'node:fs';
import { compileKernels, KERNELS_MODULE_PATH, moduleOf } from './compile-kernels.ts';

const wasm = await compileKernels();
writeFileSync(KERNELS_MODULE_PATH, moduleOf(wasm));
process.stdout.write(`${KERNELS_MODULE_PATH}: ${wasm.length} bytes\n`);
