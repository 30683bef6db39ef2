import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { logForGate, openLog } from '../../../src-main/host/log.ts';
import { openRotatingFile } from '../../../src-main/host/rotating-file.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

function linesOf(dir: string): Record<string, unknown>[] {
  return readFileSync(join(dir, 'gate.log'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the log of the machine', () => {
  test('is one JSON object a line, with time, event and numbers', () => {
    const dir = temporaryDir();
    openLog(dir)('browser-restarted', { delayMs: 500 });
    expect(linesOf(dir)).toMatchObject([{ event: 'browser-restarted', delayMs: 500, time: expect.any(String) }]);
  });

  test('goes on where the previous run ended', () => {
    const dir = temporaryDir();
    openLog(dir)('gate-open');
    openLog(dir)('gate-open');
    expect(linesOf(dir)).toHaveLength(2);
  });

  test.each(['Nguyễn Văn Thử', '001099000000', '0900000000', 'GD4790000000000', 'NGUYEN VAN THU', 'a|b'])(
    'has no room for what a reader read, even when it is handed over',
    (secret) => {
      const dir = temporaryDir();
      logForGate(openLog(dir))('reader-changed', { reader: secret });
      logForGate(openLog(dir))(secret);
      expect(readFileSync(join(dir, 'gate.log'), 'utf8')).not.toContain(secret);
    },
  );
});

test('a log file is turned over at its size, and the oldest goes', () => {
  const dir = temporaryDir();
  const file = openRotatingFile({ path: join(dir, 'gate.log'), largestBytes: 100, mostFiles: 3 });
  for (let line = 0; line < 40; line += 1) file.write(`line ${String(line).padStart(3, '0')} ..........\n`);
  const files = readdirSync(dir).sort();
  expect(files).toHaveLength(3);
  expect(files.map((name) => readFileSync(join(dir, name), 'utf8')).join('')).toContain('line 039');
  expect(files.map((name) => readFileSync(join(dir, name), 'utf8')).join('')).not.toContain('line 000');
});
