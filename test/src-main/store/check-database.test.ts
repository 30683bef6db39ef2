import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isSound } from '../../../src-main/store/check-database.ts';
import { openRefusal } from '../../../src-main/store/sqlite-trouble.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { commitOne, openTestStore, storePath, withRawDatabase } from './open-test-store.ts';

const PAGE_BYTES = 4_096;

/** A closed log of 300 entries; gives its folder. */
function longLog(): string {
  const dir = temporaryDir();
  const store = openTestStore(dir);
  for (let index = 0; index < 300; index += 1) commitOne(store);
  store.close();
  return dir;
}

/** Whether the check of a long log, which reads its end only, lets this one pass. */
function isEndSound(dir: string): boolean {
  return withRawDatabase(dir, (raw) => {
    try {
      return isSound(raw, 0);
    } catch (error) {
      expect(openRefusal(error)).toBe('corrupt');
      return false;
    }
  });
}

describe('the check of a log too long to read whole', () => {
  test('passes a whole one', () => {
    expect(isEndSound(longLog())).toBe(true);
  });

  test('finds the end overwritten', () => {
    const dir = longLog();
    const bytes = readFileSync(storePath(dir));
    bytes.fill(0, bytes.length - 5 * PAGE_BYTES);
    writeFileSync(storePath(dir), bytes);
    expect(isEndSound(dir)).toBe(false);
  });

  test('finds the end missing', () => {
    const dir = longLog();
    const bytes = readFileSync(storePath(dir));
    writeFileSync(storePath(dir), bytes.subarray(0, bytes.length - 5 * PAGE_BYTES));
    expect(isEndSound(dir)).toBe(false);
  });
});
