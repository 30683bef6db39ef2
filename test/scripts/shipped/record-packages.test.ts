/** Is it known of every module of a bundle whose it is? */

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT_DIR } from '../../../scripts/project.ts';
import { packagePathOf } from '../../../scripts/shipped/record-packages.ts';

test.each([
  [join(PROJECT_DIR, 'node_modules/zod/v4/core/api.js'), 'node_modules/zod'],
  [join(PROJECT_DIR, 'node_modules/@orpc/client/dist/index.mjs'), 'node_modules/@orpc/client'],
  [
    join(PROJECT_DIR, 'node_modules/linebreak/node_modules/base64-js/lib/b64.js'),
    'node_modules/linebreak/node_modules/base64-js',
  ],
  [`\0${join(PROJECT_DIR, 'node_modules/react/index.js')}?commonjs-es-import`, 'node_modules/react'],
  ['../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm?url', 'node_modules/zxing-wasm'],
  [join(PROJECT_DIR, 'src-decode/kernels/kernels-wasm.ts'), 'node_modules/assemblyscript'],
  [join(PROJECT_DIR, 'src-main/gate.ts'), null],
  ['\0rolldown/runtime.js', null],
])('%s', (moduleId, path) => {
  expect(packagePathOf(moduleId)).toBe(path);
});
