import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { keepPace, recallPace } from '../../../src-renderer/readers/wedge-memory.ts';

const SLOW = { medianMs: 55, pauseMs: 70, hasEndKey: true };

describe('the pace of a lane', () => {
  const kept = new Map<string, string>();
  beforeEach(() => {
    kept.clear();
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  test('is remembered, and not of another lane', () => {
    keepPace('lane-1', [SLOW]);
    expect([recallPace('lane-1'), recallPace('lane-2')]).toEqual([[SLOW], []]);
  });

  test('is unknown where what is kept makes no sense', () => {
    keepPace('lane-1', [SLOW]);
    const [key = ''] = kept.keys();
    for (const text of ['{', '{}', '[1]', '[{"medianMs":"5","pauseMs":1}]', '[null]']) {
      kept.set(key, text);
      expect(recallPace('lane-1')).toEqual([]);
    }
  });

  test('is unknown, and nothing is thrown, where the browser forbids storage', () => {
    vi.stubGlobal('localStorage', undefined);
    keepPace('lane-1', [SLOW]);
    expect(recallPace('lane-1')).toEqual([]);
  });
});
