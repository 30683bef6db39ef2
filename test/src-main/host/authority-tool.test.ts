/** Is a case opened with the authority's key alone, into a file for its owner alone, in which no cell runs? */

import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newAuthorityKey } from '../../../src-main/host/authority-command.ts';
import { caseTags, openCaseFile, openCopyFile } from '../../../src-main/host/authority-tool.ts';
import { newTracingKeys } from '../../../src-main/host/tracing-command.ts';
import { createVenueAuthority } from '../../../src-main/vault/authority-sealer.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

const NOW_UTC_MS = Date.UTC(2026, 10, 29);
const DEVICE = '00000000-0000-4000-8000-000000000001';

const HEAD = {
  format: 'gac-cong case 1',
  caseId: DEVICE,
  purpose: 'thử',
  legalBasis: 'thử',
  askedBy: 'a',
  approvedBy: 'b',
};

type Made = { readonly id: string; readonly files: { readonly private: string; readonly public: string } };

function sealedCase(people: readonly object[]): {
  readonly dir: string;
  readonly casePath: string;
  readonly key: Made;
} {
  const dir = temporaryDir();
  const key = newAuthorityKey(dir, 30, NOW_UTC_MS).json as Made;
  const authority = createVenueAuthority(() => NOW_UTC_MS);
  authority.apply([JSON.parse(readFileSync(key.files.public, 'utf8'))]);
  const epoch = 'e'.repeat(32);
  const contacts = people.map((person, index) => {
    const seq = index + 1;
    const sealed = authority.seal(JSON.stringify(person), `${DEVICE}|${epoch}|${seq}`);
    return {
      place: seq,
      rule: 'presence',
      ms: 1_800_000,
      scannedMs: 600_000,
      device: DEVICE,
      epoch,
      seq,
      atUtcMs: NOW_UTC_MS,
      sealed: sealed === null ? null : Buffer.from(sealed.sealed).toString('base64url'),
      sealedKeyId: sealed?.keyId ?? null,
    };
  });
  const casePath = join(dir, 'case.json');
  const moved = { ...contacts[0], seq: 99, place: 98 };
  const bare = { ...contacts[0], sealed: null, sealedKeyId: null, place: 99 };
  writeFileSync(casePath, JSON.stringify({ ...HEAD, contacts: [...contacts, moved, bare] }));
  return { dir, casePath, key };
}

const PERSON = {
  name: 'Trần Thử Nghiệm',
  number: '001099000000',
  birthDate: { precision: 'year', year: 1999 },
  sex: 'male',
};

test('the contact list has each person once, opens no moved entry, and runs no formula', () => {
  const people = [PERSON, { ...PERSON }, { ...PERSON, name: '=CMD()', number: '002099000000' }];
  const { dir, casePath, key } = sealedCase(people);
  const out = join(dir, 'contacts.csv');
  expect(openCaseFile(casePath, [key.files.private], out)).toEqual({
    status: 0,
    json: { type: 'opened', contacts: 3, unopened: { 'does-not-open': 1, 'not-sealed': 1 }, file: out },
  });
  expect(statSync(out).mode & 0o777).toBe(0o600);
  const text = readFileSync(out, 'utf8');
  expect(text.startsWith('\uFEFF')).toBe(true);
  expect(text.split('\r\n').filter((line) => line.includes('001099000000'))).toEqual([
    expect.stringContaining('1,Trần Thử Nghiệm,001099000000,1999,Nam,,cùng có mặt,30,10,'),
  ]);
  expect(text).toContain("'=CMD()");
  // What is there already is somebody's list.
  expect(openCaseFile(casePath, [key.files.private], out)).toMatchObject({ status: 1, json: { reason: 'EEXIST' } });
});

test('a copy for one person has each entry, says where it cannot be opened, and how many papers were in it', () => {
  const { dir, casePath, key } = sealedCase([PERSON, { ...PERSON, name: '=CMD()', number: '002099000000' }]);
  const { contacts } = JSON.parse(readFileSync(casePath, 'utf8')) as { contacts: object[] };
  const where = { venue: '=HYPERLINK()', unit: ['Huế'], laneId: 'lane-1', direction: 'in', codeKind: 'card' };
  const copyPath = join(dir, 'copy.json');
  const head = {
    format: 'gac-cong copy 1',
    requestId: DEVICE,
    reference: 'CV-1',
    madeAtUtcMs: NOW_UTC_MS,
    isCut: false,
  };
  const entries = contacts.map((each) => ({ ...each, ...where, verdict: 'admit' }));
  writeFileSync(copyPath, JSON.stringify({ ...head, entries }));
  const out = join(dir, 'copy.csv');
  expect(openCopyFile(copyPath, [key.files.private], out).json).toEqual({
    type: 'opened',
    entries: 4,
    isCut: false,
    papers: 2,
    unopened: { 'does-not-open': 1, 'not-sealed': 1 },
    file: out,
  });
  expect(statSync(out).mode & 0o777).toBe(0o600);
  const lines = readFileSync(out, 'utf8').trimEnd().split('\r\n');
  expect(lines).toHaveLength(5);
  expect(lines.join('\n')).toContain("'=CMD()");
  expect(lines.join('\n')).toContain("'=HYPERLINK()");
  // A case is no copy.
  expect(openCopyFile(casePath, [key.files.private], join(dir, 'x.csv')).json).toMatchObject({ reason: 'no-copy' });
});

test('another key opens nobody, and a public key is no key', () => {
  const { dir, casePath, key } = sealedCase([PERSON]);
  const other = newAuthorityKey(dir, 30, NOW_UTC_MS).json as Made;
  const answer = openCaseFile(casePath, [other.files.private], join(dir, 'a.csv'));
  expect(answer.json).toMatchObject({ contacts: 0, unopened: { 'other-key': 2, 'not-sealed': 1 } });
  expect(openCaseFile(casePath, [key.files.public], join(dir, 'b.csv')).json).toMatchObject({
    reason: 'no-private-key',
  });
});

test('the tags of one person are one for each week, and the answer never says the number', () => {
  const { keys } = newTracingKeys(temporaryDir(), 2, NOW_UTC_MS).json as { keys: { file: string }[] };
  const answer = caseTags(
    keys.map(({ file }) => file),
    ' 001 099 000000\n',
  );
  const { tags } = answer.json as { tags: string[] };
  expect(new Set(tags).size).toBe(2);
  for (const tag of tags) expect(tag).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify(answer)).not.toContain('99000000');
  expect(
    caseTags(
      keys.map(({ file }) => file),
      '\n',
    ).json,
  ).toMatchObject({ reason: 'no-number' });
});
