import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { LogMark } from '../../../src-main/gate/log-mark.ts';
import { readLogMark, writeLogMark } from '../../../src-main/gate/log-mark.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

const MARK: LogMark = {
  last: { epoch: 'a'.repeat(32), seq: 7, hash: 'b'.repeat(64) },
  machine: ['0123456789abcdef'],
  notice: { kind: 'older-copy', atUtcMs: 1 },
};

test('what was remembered of the log comes back, and nothing is left lying beside it', () => {
  const dir = temporaryDir();
  expect(readLogMark(dir)).toBeNull();
  writeLogMark(dir, { ...MARK, notice: null });
  writeLogMark(dir, MARK);
  expect(readLogMark(dir)).toEqual(MARK);
  expect(readdirSync(dir)).toEqual(['log-mark.json']);
});

test.each(['', '{', '[]', '{"last":{"seq":0}}', '\0\0\0\0'])(
  'a mark that a power cut left as %j says nothing',
  (text) => {
    const dir = temporaryDir();
    writeFileSync(join(dir, 'log-mark.json'), text);
    expect(readLogMark(dir)).toBeNull();
  },
);
