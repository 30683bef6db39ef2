/** Does the bench measure what is there, and say what is not? */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { toBuffer } from 'qrcode';
import { expect, test } from 'vitest';
import { benchIndex } from '../../../bench/decode/bench-index.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

const EFFORT = { emptyCount: 1, warmUpCount: 0 };

test('pictures are read, and missing files and bad lines are named and cost nothing else', async () => {
  const rootDir = temporaryDir();
  const indexPath = join(rootDir, 'index.jsonl');
  writeFileSync(join(rootDir, 'code.png'), await toBuffer('true text', { scale: 4 }));
  writeFileSync(join(rootDir, 'blank.png'), PNG.sync.write(new PNG({ width: 64, height: 64 })));
  const lines = [
    { file: 'code.png', category: 'plain', expected: ['another', 'true text'] },
    { file: 'gone.png', category: 'plain', expected: ['true text'] },
    { file: 'blank.png', category: 'blank', negative: true },
    { file: 'index.jsonl', category: 'plain', expected: ['true text'] },
    { file: 'code.png', category: 'mislabelled', expected: ['another'] },
  ];
  writeFileSync(indexPath, ['{', ...lines.map((line) => JSON.stringify(line))].join('\n'));
  const said: string[] = [];
  const { exitStatus, json } = await benchIndex(
    { mode: 'index', indexPath, rootDir, limit: null, wantsJson: true },
    EFFORT,
    (text) => said.push(text),
  );

  expect(exitStatus).toBe(1);
  expect(json).toMatchObject({
    decoders: Object.fromEntries(
      ['pipeline', 'zxingLibrary', 'zxingWasm', 'jsqr'].map((name) => [
        name,
        { rate: 0.5, right: 1, wrong: 1, total: 2 },
      ]),
    ),
    categories: { plain: { pipeline: 1, jsqr: 1 }, mislabelled: { pipeline: 0, jsqr: 0 } },
    falsePositives: { pipeline: 0, zxingLibrary: 0, zxingWasm: 0, jsqr: 0 },
    leftOut: [{ line: 1 }, { line: 3 }, { line: 5 }],
  });
  expect(said).toEqual([
    `${indexPath}:1: is no JSON`,
    `${indexPath}:3: gone.png cannot be opened`,
    `${indexPath}:5: index.jsonl is no PNG, JPEG, WebP or PGM`,
  ]);
});

test('an index that is not there is said in a sentence', async () => {
  const said: string[] = [];
  const asked = { mode: 'index', indexPath: 'no/such.jsonl', rootDir: '.', limit: null, wantsJson: true } as const;
  const printed = await benchIndex(asked, EFFORT, (text) => said.push(text));
  expect(printed).toEqual({ exitStatus: 2, lines: [], json: null });
  expect(said).toEqual(['no/such.jsonl cannot be opened']);
});
