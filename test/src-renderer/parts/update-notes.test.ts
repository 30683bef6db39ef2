/** What of updates is said at the gate itself, and how loudly? */

import { expect, test } from 'vitest';
import type { UpdateStatus } from '../../../src-main/contract/update-api.ts';
import { NOT_MANAGED, UPDATE_REFUSALS } from '../../../src-main/contract/update-api.ts';
import { startWords } from '../../../src-renderer/i18n/start-words.ts';
import { updateNotes } from '../../../src-renderer/parts/update-notes.ts';
import { createFakeGate } from '../../support/fake-gate.ts';

const DAY_MS = 86_400_000;
const NOW_UTC_MS = 100 * DAY_MS;
const QUIET = createFakeGate().gate.snapshot();

function notes(part: Partial<UpdateStatus>) {
  const status = { ...QUIET.status, updates: { ...NOT_MANAGED, ...part } };
  const t = startWords().t;
  return updateNotes({ snapshot: { ...QUIET, status }, nowUtcMs: NOW_UTC_MS, hearing: 'heard', t });
}

function left(daysAgo: number): Partial<UpdateStatus> {
  const atUtcMs = NOW_UTC_MS - daysAgo * DAY_MS;
  return { last: { outcome: 'rolled-back', version: '0.2.0', reason: 'crashed', atUtcMs } };
}

test('a version that was left is said for a week, and what to do', () => {
  expect(notes(left(2))).toMatchObject([
    { tone: 'warning', text: 'Bản 0.2.0 không chạy được trên máy này, cổng đã về bản cũ' },
  ]);
  expect(notes(left(2))[0]?.toDo).toContain('không mất lượt nào');
  expect(notes(left(8))).toEqual([]);
});

test('of all refusals only those that may be an attempt are said', () => {
  const said = UPDATE_REFUSALS.filter((refusal) => notes({ refusal }).length > 0);
  expect(said.sort()).toEqual(['altered', 'forged']);
});

test('no news is a quiet note, and waiting is none', () => {
  expect(notes({ isStale: true })).toMatchObject([{ tone: 'calm', toDo: null }]);
  expect(notes({ state: 'waiting', version: '0.2.0', waitsFor: 'night' })).toEqual([]);
});
