import { expect, test } from 'vitest';
import type { Decision } from '../../../../src-main/core/entry/decide.ts';
import type { EntryDraft } from '../../../../src-main/core/entry/entry.ts';
import { STORE_FAILURES } from '../../../../src-main/core/entry/verdict.ts';
import { respond } from '../../../../src-main/core/scan/respond.ts';

const draft: EntryDraft = {
  at: { wallUtcMs: 5_000, monotonicMs: 1, bootId: 'b', clockOffsetMs: null, clockUncertaintyMs: null },
  laneId: 'lane-1',
  direction: 'out',
  inferred: false,
  readerKind: 'camera',
  codeKind: 'cccd',
  subjectTag: 'tag',
  codeLength: null,
  personal: {
    maskedName: 'Nguyễn Văn ***',
    maskedNumber: '******000000',
    name: 'Nguyễn Văn A',
    number: '001099000000',
    birthDate: { precision: 'year', year: 1999 },
    sex: 'male',
    phone: '0900000000',
    address: null,
    note: null,
  },
  verification: 'unsigned',
  issuer: null,
  trustVersion: null,
  verdict: 'admit',
  reasons: ['text-garbled'],
  rulesVersion: 'test',
  corrects: null,
  tracing: null,
};
const id = { device: 'd', epoch: 'e', seq: 9 };
const admit: Decision = { verdict: 'admit', reasons: ['text-garbled'], isRecorded: true, standing: null };

test('a committed entry is shown with its place in the log and masked data only', () => {
  const shown = respond(draft, 'cccd', admit, { type: 'committed', id });
  expect(shown).toEqual({
    laneId: 'lane-1',
    direction: 'out',
    readerKind: 'camera',
    verdict: 'admit',
    reasons: ['text-garbled'],
    codeKind: 'cccd',
    maskedName: 'Nguyễn Văn ***',
    maskedNumber: '******000000',
    verification: 'unsigned',
    issuer: null,
    atUtcMs: 5_000,
    entry: id,
    recordedAtUtcMs: null,
  });
  expect(JSON.stringify(shown)).not.toMatch(/Văn A|001099|0900000000|1999/u);
});

test.each(STORE_FAILURES)('an entry that was not written (%s) is out of order, whatever had been decided', (reason) => {
  for (const verdict of ['admit', 'check', 'refuse'] as const) {
    expect(respond(draft, 'cccd', { ...admit, verdict }, { type: 'failed', reason })).toMatchObject({
      verdict: 'out-of-order',
      reasons: [reason],
      entry: null,
      recordedAtUtcMs: null,
    });
  }
});

test('a repeat is shown with the entry that stands and its time', () => {
  const standing = { id, atUtcMs: 1_000, verdict: 'admit' } as const;
  const repeat: Decision = {
    verdict: 'already-recorded',
    reasons: ['recorded-moments-ago'],
    isRecorded: false,
    standing,
  };
  expect(respond(draft, 'cccd', repeat, null)).toMatchObject({
    verdict: 'already-recorded',
    entry: id,
    recordedAtUtcMs: 1_000,
    atUtcMs: 5_000,
  });
});

test('an unreadable code is shown without an entry, a kind or a person', () => {
  const unreadable: Decision = { verdict: 'unreadable', reasons: ['empty'], isRecorded: false, standing: null };
  expect(respond({ ...draft, personal: null }, null, unreadable, null)).toMatchObject({
    verdict: 'unreadable',
    codeKind: null,
    maskedName: null,
    maskedNumber: null,
    entry: null,
  });
});
