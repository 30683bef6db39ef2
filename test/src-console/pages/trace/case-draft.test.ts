/** Does nothing leave the form for a case but tags, or what else the collector takes? */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openCaseInput } from '../../../../src-collector/contract/trace-api.ts';
import type { CaseDraft } from '../../../../src-console/pages/trace/case-draft.ts';
import { requestOf, wrongsOf } from '../../../../src-console/pages/trace/case-draft.ts';
import { readTags } from '../../../../src-console/parts/read-tags.ts';
import { instantOf, typedInstant } from '../../../../src-console/parts/typed-instant.ts';

const TAG = '0123456789abcdef'.repeat(4);
const DRAFT: CaseDraft = {
  purpose: 'Ổ dịch tại xưởng may',
  legalBasis: 'Điều 33',
  by: 'tags',
  tags: TAG,
  device: '',
  epoch: '',
  seq: '',
  from: '2026-11-01T00:00',
  to: '2026-11-15T00:00',
  overlapMinutes: '15',
  laneMinutes: '2',
  afterMinutes: '0',
  stayKind: '',
  stayMinutes: '',
};

test('tags are read as the command prints them, as a list, and in any of their usual wrappings', () => {
  const other = 'f'.repeat(64);
  const tags = [TAG, other];
  for (const text of [
    JSON.stringify({ type: 'tags', tags }),
    JSON.stringify({ type: 'tags', tags }, null, 2),
    tags.join('\r\n'),
    ` ${TAG}, ${other};`,
    `${TAG} ${other} ${TAG}`,
  ]) {
    expect(readTags(text)).toEqual({ type: 'tags', tags });
  }
  expect(readTags(' \n')).toEqual({ type: 'none' });
});

test('a number, however it is grouped and beside whatever tags, is seen as one; other words are strange', () => {
  for (const text of [
    '001099000000',
    '001 099 000 000',
    `${TAG}\n001.099.000.000`,
    '001-099-000-000',
    '"001099000000"',
  ]) {
    expect(readTags(text), text).toEqual({ type: 'wrong', why: 'number' });
  }
  for (const text of ['Nguyễn Văn Thử', TAG.slice(1), TAG.toUpperCase(), `{"type":"refused"}`]) {
    expect(readTags(text), text).toEqual({ type: 'wrong', why: 'strange' });
  }
  const many = Array.from({ length: 61 }, (_, index) => `${'ab'.repeat(31)}${(index + 160).toString(16)}`);
  expect(readTags(many.join(' '))).toEqual({ type: 'wrong', why: 'many' });
});

test('what is sent is what the collector takes, and nothing is sent while anything is wrong', () => {
  expect(openCaseInput.safeParse(requestOf(DRAFT)).success).toBe(true);
  const byEntry = { ...DRAFT, by: 'entry' as const, device: crypto.randomUUID(), epoch: 'e'.repeat(32), seq: '7' };
  expect(openCaseInput.safeParse(requestOf(byEntry)).data?.index).toMatchObject({ entry: { seq: 7 } });
  const stays = { ...DRAFT, stayKind: 'factory' as const, stayMinutes: '480' };
  expect(openCaseInput.safeParse(requestOf(stays)).data?.parameters.stayMinutes).toEqual({ factory: 480 });
  const wrongs: readonly Partial<CaseDraft>[] = [
    { purpose: 'ca 001 099 000 000' },
    { purpose: '  ab ' },
    { legalBasis: '' },
    { tags: '' },
    { tags: '001099000000' },
    { by: 'entry' },
    { to: DRAFT.from },
    { to: '2026-12-02T00:01' },
    { from: '' },
    { overlapMinutes: '0' },
    { laneMinutes: '31' },
    { afterMinutes: '-1' },
    { afterMinutes: '1.5' },
    { stayKind: 'bar' },
  ];
  for (const wrong of wrongs) expect(requestOf({ ...DRAFT, ...wrong }), JSON.stringify(wrong)).toBeNull();
});

test('whatever is typed, what is sent is taken by the collector and holds no number that was typed as tags', () => {
  const typed = fc.oneof(fc.string(), fc.constantFrom(TAG, '001099000000', '15', '0', '2026-11-02T10:00'));
  const draft = fc.record({
    purpose: typed,
    legalBasis: typed,
    tags: typed,
    from: typed,
    to: typed,
    overlapMinutes: typed,
  });
  fc.assert(
    fc.property(draft, (part) => {
      const request = requestOf({ ...DRAFT, ...part });
      if (request === null) return;
      expect(JSON.stringify(request)).not.toContain('001099000000');
      expect(wrongsOf({ ...DRAFT, ...part }).minutes).toEqual([]);
    }),
  );
});

test('a time is Vietnam’s, there and back', () => {
  expect(instantOf('2026-11-29T07:05')).toBe(Date.UTC(2026, 10, 29, 0, 5));
  expect(typedInstant(Date.UTC(2026, 10, 29, 0, 5))).toBe('2026-11-29T07:05');
  expect(instantOf('2026-13-40T07:05')).toBeNull();
});
