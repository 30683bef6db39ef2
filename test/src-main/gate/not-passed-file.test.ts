import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openNotPassedFile } from '../../../src-main/gate/not-passed-file.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

const OPENINGS = [1, 2].map((seq) => ({ laneId: 'lane-1', entry: { device: 'd', epoch: 'e', seq } }));

describe('openings that nobody passed and that the log could not take', () => {
  test('are there after a restart, and gone with their file when the log has them', () => {
    const dataDir = temporaryDir();
    expect(openNotPassedFile(dataDir).read()).toEqual([]);
    expect(openNotPassedFile(dataDir).keep(OPENINGS)).toBe(true);
    expect(openNotPassedFile(dataDir).read()).toEqual(OPENINGS);
    expect(openNotPassedFile(dataDir).keep([])).toBe(true);
    expect(readdirSync(dataDir)).toEqual([]);
    expect(openNotPassedFile(dataDir).keep([])).toBe(true);
  });

  test.each(['', '[{"laneId":"lane-1"}]', '{"half":'])('are none in a file that cannot be understood: %s', (text) => {
    const dataDir = temporaryDir();
    writeFileSync(join(dataDir, 'not-passed.json'), text);
    expect(openNotPassedFile(dataDir).read()).toEqual([]);
  });

  test('are said not to be kept where the disk refuses', () => {
    const dataDir = temporaryDir();
    mkdirSync(join(dataDir, 'not-passed.json'));
    expect(openNotPassedFile(dataDir).keep(OPENINGS)).toBe(false);
  });
});
