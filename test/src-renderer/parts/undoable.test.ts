import { describe, expect, test } from 'vitest';
import type { ScreenVerdict } from '../../../src-renderer/gate-state.ts';
import { takenBackWord, undoableOf } from '../../../src-renderer/parts/undoable.ts';

const ADMITTED: ScreenVerdict = {
  key: 1,
  laneId: 'lane-1',
  direction: 'in',
  readerKind: 'camera',
  verdict: 'admit',
  reasons: [],
  codeKind: 'cccd',
  maskedName: 'Nguyễn Thị ***',
  maskedNumber: '******000000',
  verification: 'unsigned',
  issuer: null,
  atUtcMs: 1,
  seq: 7,
  epoch: 'epoch',
  device: 'device',
  recordedAtUtcMs: null,
  takenBack: null,
};

describe('what can be taken back from the strip', () => {
  test('is an entry that let somebody pass or had them checked', () => {
    expect(undoableOf(ADMITTED)).toMatchObject({
      entry: { device: 'device', epoch: 'epoch', seq: 7 },
      direction: 'in',
    });
    expect(undoableOf({ ...ADMITTED, verdict: 'check' })).not.toBeNull();
  });

  test.each<[string, Partial<ScreenVerdict>]>([
    ['a repeat, which points to an older entry', { verdict: 'already-recorded', recordedAtUtcMs: 1 }],
    ['a check that is repeated', { verdict: 'check', recordedAtUtcMs: 1 }],
    ['a refusal', { verdict: 'refuse' }],
    ['what could not be read', { verdict: 'unreadable', seq: null, epoch: null, device: null }],
    ['what was taken back already', { takenBack: 'wrong-person' }],
  ])('is not %s', (_what, part) => {
    expect(undoableOf({ ...ADMITTED, ...part })).toBeNull();
  });
});

test('a barrier’s correction has its own word, a guard’s the one that was pressed', () => {
  expect(takenBackWord('not-passed')).toBe('not-passed');
  expect(takenBackWord('scanned-twice')).toBe('scanned-twice');
});
