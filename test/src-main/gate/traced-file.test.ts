/** Does a gate remember who traced its entries, also when the collector says it no more, and when the file is none? */

import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Access } from '../../../src-main/contract/trace-notice.ts';
import { openTracedFile } from '../../../src-main/gate/traced-file.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

function caseOf(nth: number, part: Partial<Access> = {}): Access {
  return {
    caseId: `case-${nth}`,
    askedAtUtcMs: 1_000 * nth,
    purpose: 'ổ dịch',
    legalBasis: 'quyết định',
    state: 'asked',
    entries: nth,
    askedRole: 'tracer',
    decidedRole: null,
    askedName: null,
    decidedName: null,
    lastHandedOutAtUtcMs: null,
    ...part,
  };
}

test('what was heard stays over a restart, the newest first, as it stands now', () => {
  const dir = temporaryDir();
  const file = openTracedFile(dir, () => undefined);
  expect(file.view()).toEqual({ cases: [], heardAtUtcMs: null });
  file.hear([caseOf(1), caseOf(2)], 10);
  file.hear([caseOf(2, { state: 'approved' }), caseOf(3)], 20);
  const again = openTracedFile(dir, () => undefined).view();
  expect(again).toEqual(file.view());
  expect(again.heardAtUtcMs).toBe(20);
  expect(again.cases.map(({ caseId, state }) => [caseId, state])).toEqual([
    ['case-3', 'asked'],
    ['case-2', 'approved'],
    ['case-1', 'asked'],
  ]);
  expect(statSync(join(dir, 'traced.json')).mode & 0o777).toBe(0o600);
});

test('it grows no longer than its limit, and a damaged file is an empty one', () => {
  const dir = temporaryDir();
  const file = openTracedFile(dir, () => undefined);
  for (let from = 0; from < 300; from += 100) {
    file.hear(
      Array.from({ length: 100 }, (_, index) => caseOf(from + index)),
      from,
    );
  }
  expect(file.view().cases).toHaveLength(200);
  expect(openTracedFile(dir, () => undefined).view().cases[0]?.caseId).toBe('case-299');
  writeFileSync(join(dir, 'traced.json'), readFileSync(join(dir, 'traced.json')).subarray(0, 50));
  expect(openTracedFile(dir, () => undefined).view()).toEqual({ cases: [], heardAtUtcMs: null });
});

test('a disk that takes nothing is said in the log, and what was heard is shown all the same', () => {
  const events: string[] = [];
  const file = openTracedFile(join(temporaryDir(), 'nowhere'), (event) => events.push(event));
  file.hear([caseOf(1)], 10);
  expect(events).toEqual(['traced-not-written']);
  expect(file.view().cases).toHaveLength(1);
});
