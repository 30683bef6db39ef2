import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SubjectErased, SubjectExport, SubjectSummary } from '../../../src-main/contract/subject-api.ts';
import type { OpenedGate } from '../../../src-main/gate/opened-gate.ts';
import { runSubjectCommand } from '../../../src-main/host/subject-command.ts';
import { toUploadedEntry } from '../../../src-main/upload/to-uploaded-entry.ts';
import { gateAt } from '../../support/gate-at.ts';
import { runProcess } from '../../support/run-process.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { commitOne, openTestStore, testVault, withRawDatabase } from '../store/open-test-store.ts';
import { FAKE_PERSON } from '../store/store-drafts.ts';

const NUMBER = '001099000000';
const OTHER = '001098000000';

type Logged = { readonly event: string; readonly fields: Record<string, number | string> };

/** A gate whose log has three entries of one person, the first uploaded, and two of another. */
function gateWithTwo(): { dir: string; gate: OpenedGate; lines: Logged[] } {
  const dir = temporaryDir();
  const { tagger } = testVault(dir);
  const authority = { seal: () => ({ keyId: 'key-1', sealed: Buffer.alloc(90, 'S') }) };
  const store = openTestStore(dir, { authority });
  for (const number of [NUMBER, OTHER, NUMBER, NUMBER, OTHER]) {
    const subjectTag = tagger.tag({ scheme: 'citizen', value: number });
    const tracing = { keyId: 'week-1', tag: tagger.tag({ scheme: 'phone', value: `traced ${number}` }) };
    commitOne(store, { subjectTag, tracing, personal: { ...FAKE_PERSON, number } });
  }
  store.acknowledge(store.identity().epoch, [{ from: 1, to: 1 }], Date.now());
  store.close();
  const lines: Logged[] = [];
  const gate = gateAt(dir, { log: (event, fields = {}) => lines.push({ event, fields }) });
  return { dir, gate, lines };
}

function ask<T>(gate: OpenedGate, words: readonly string[], typed: string): T {
  const answer = runSubjectCommand(gate, words, typed);
  expect(answer?.status).toBe(0);
  return JSON.parse(answer?.output ?? '') as T;
}

function filesWith(dir: string, needle: Buffer | string): string[] {
  return readdirSync(dir)
    .filter((name) => name !== 'keys.json' && statSync(join(dir, name)).isFile())
    .filter((name) => readFileSync(join(dir, name)).includes(needle));
}

describe("a person's request", () => {
  test('is answered with what is held of that person, and of nobody else', () => {
    const { gate } = gateWithTwo();
    const found = ask<SubjectSummary>(gate, ['find'], `001 099 000 000\n`);
    expect(found).toMatchObject({ entries: 3, uploaded: 1, sealedForAuthority: 3, isWatched: false, damagedLogs: 0 });
    const { entries, text } = ask<Extract<SubjectExport, { type: 'exported' }>>(gate, ['export'], NUMBER);
    expect(entries.map(({ seq, person }) => [seq, person?.number])).toEqual([1, 3, 4].map((seq) => [seq, NUMBER]));
    expect(text).toContain('vào / in · lane-1 · cccd · admit · Nguyễn Văn Thử');
    expect(text).not.toContain(OTHER);
    expect(runSubjectCommand(gate, ['export', '--text'], NUMBER)).toEqual({ output: text, status: 0 });
    expect(ask<SubjectSummary>(gate, ['find'], '001097000000').entries).toBe(0);
  });

  test('to be taken out leaves no byte of that person in any file, all others as they were, and a chain that verifies', () => {
    const { dir, gate, lines } = gateWithTwo();
    gate.addWatched({ number: NUMBER, action: 'check' });
    const read = (sql: string): Buffer[] => withRawDatabase(dir, (raw) => raw.prepare<[], Buffer>(sql).pluck().all());
    const theirs = read('select sealed_personal from entry where seq in (1, 3, 4)');
    const others = read('select sealed_personal from entry where seq in (2, 5)');
    const tracing = read('select tag from entry_tracing where entry_id in (1, 2)');
    withRawDatabase(dir, (raw) => raw.pragma('wal_checkpoint(truncate)'));
    expect(filesWith(dir, theirs[0] ?? '')).toEqual(['gate.sqlite']);
    expect(ask<SubjectErased>(gate, ['erase'], NUMBER)).toEqual({
      type: 'erased',
      entries: 3,
      uploaded: 1,
      sealedForAuthority: 3,
      unsent: 2,
      isJournalEmpty: true,
      isWatched: true,
      rosterPeople: 0,
      handOverNotes: 0,
      damagedLogs: 0,
    });
    expect(theirs.flatMap((block) => filesWith(dir, block))).toEqual([]);
    expect(others.flatMap((block) => filesWith(dir, block))).toEqual(['gate.sqlite', 'gate.sqlite']);
    expect(tracing.map((tag) => filesWith(dir, tag).length)).toEqual([0, 1]);
    expect(gate.verifyLog()).toMatchObject({
      entries: 5,
      broken: 0,
      erased: 3,
      receipts: { erasures: 1, forged: 0, strange: 0 },
    });
    expect(ask<SubjectSummary>(gate, ['find'], NUMBER).entries).toBe(0);
    expect(ask<SubjectErased>(gate, ['erase'], NUMBER).type).toBe('nobody');
    expect(lines).toContainEqual({
      event: 'subject-erased',
      fields: { entries: 3, uploaded: 1, sealedForAuthority: 3, rosterPeople: 0, handOverNotes: 0 },
    });
    expect(JSON.stringify(lines)).not.toContain(NUMBER);
    expect(readdirSync(dir)).toContain('backup-renew.txt');
  });

  test('leaves entries that go out without the person, under the hash that they always had', () => {
    const { dir, gate } = gateWithTwo();
    const before = openTestStore(dir).pending(10);
    gate.eraseSubject({ number: NUMBER });
    const after = openTestStore(dir).pending(10);
    expect(after.map(({ hash }) => hash)).toEqual(before.map(({ hash }) => hash));
    const [, third] = after.map(toUploadedEntry);
    expect(third).toMatchObject({ seq: 3, subjectTag: null, maskedName: null, maskedNumber: null, sealed: null });
    expect(after.map(({ tracing }) => tracing === null)).toEqual([false, true, true, false]);
  });

  test.each([
    [
      'a statement was made up',
      "update entry_erased set rest_sha256 = replace(rest_sha256, substr(rest_sha256, 1, 1), 'x')",
      3,
    ],
    ['a statement is gone', 'delete from entry_erased where entry_id = 3', 1],
    [
      'what was left was changed',
      "drop trigger entry_never_changes; update entry set verdict = 'refuse' where seq = 3",
      1,
    ],
    [
      'one more was emptied',
      'insert into entry_erased select 2, rest_sha256, erased_at_utc_ms, public_key, signature from entry_erased where entry_id = 1; update entry set subject_tag = null, key_id = null, sealed_personal = null where id = 2',
      1,
    ],
  ])('does not hide a change: %s', (_name, sql, broken) => {
    const { dir, gate } = gateWithTwo();
    gate.eraseSubject({ number: NUMBER });
    withRawDatabase(dir, (raw) => raw.exec(sql));
    expect(gate.verifyLog()).toMatchObject({ broken });
  });

  test.each(['', 'abc', 'x; drop', '0'.repeat(30)])(
    'is refused for what is no number, without repeating it',
    (typed) => {
      const { gate } = gateWithTwo();
      expect(runSubjectCommand(gate, ['erase'], typed)).toEqual({
        output: '{"refused":"subject","reason":"not-a-number"}\n',
        status: 1,
      });
    },
  );

  test('takes no number as an argument, which would stand in the history of the shell', async () => {
    const { dir, gate } = gateWithTwo();
    expect(runSubjectCommand(gate, ['erase', NUMBER], NUMBER)).toBeNull();
    const command = runProcess(process.execPath, ['src-main/host/cli.ts', 'subject', 'find', NUMBER], {
      GATE_DATA_DIR: dir,
    });
    await command.waitFor(/usage/);
    expect(gate.findSubject({ number: NUMBER }).entries).toBe(3);
  });
});
