import { expect, test } from 'vitest';
import { correctionOf } from '../../../../src-main/core/entry/correction.ts';
import { draft } from '../../store/store-drafts.ts';

test('a correction says where and of which subject, names the entry, and holds nothing of the person', () => {
  const corrected = { ...draft({ laneId: 'lane-2', direction: 'out' }), seq: 7 };
  const at = { ...corrected.at, monotonicMs: 99_999 };
  expect(correctionOf(corrected, at)).toEqual({
    at,
    laneId: 'lane-2',
    direction: 'out',
    inferred: true,
    readerKind: 'barrier',
    codeKind: 'cccd',
    subjectTag: 'a'.repeat(64),
    codeLength: null,
    personal: null,
    verification: 'none',
    issuer: null,
    trustVersion: null,
    verdict: 'refuse',
    reasons: ['not-passed'],
    rulesVersion: '1-00000000',
    corrects: 7,
    tracing: null,
  });
});
