/** Does the browser's way open what the command opens, and nothing else? */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import en from '../../../resources/locales/opening/en.json' with { type: 'json' };
import vi from '../../../resources/locales/opening/vi.json' with { type: 'json' };
import { openCase } from '../../../src-console/opening/open-case.ts';
import { contactCsv } from '../../../src-main/export/contact-csv.ts';
import { newAuthorityKey } from '../../../src-main/host/authority-command.ts';
import { openCaseFile } from '../../../src-main/host/authority-tool.ts';
import { createVenueAuthority } from '../../../src-main/vault/authority-sealer.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { flatten, placeholders } from '../../support/words-in-sources.ts';

const NOW_UTC_MS = Date.UTC(2026, 10, 29);
const DEVICE = '00000000-0000-4000-8000-000000000001';
const EPOCH = 'e'.repeat(32);

type Made = { readonly files: { readonly private: string; readonly public: string } };

/** Two people, one of them twice; one entry moved, one changed, one bare, one to another key, one without a person. */
function sealedCase() {
  const dir = temporaryDir();
  const [key, other] = [1, 2].map(() => newAuthorityKey(dir, 30, NOW_UTC_MS).json as Made) as [Made, Made];
  const sealerOf = ({ files }: Made) => {
    const authority = createVenueAuthority(() => NOW_UTC_MS);
    authority.apply([JSON.parse(readFileSync(files.public, 'utf8'))]);
    return authority;
  };
  const contactOf = (place: number, person: unknown, to = key) => {
    const sealed = sealerOf(to).seal(JSON.stringify(person), `${DEVICE}|${EPOCH}|${place}`);
    const rest = { device: DEVICE, epoch: EPOCH, atUtcMs: NOW_UTC_MS, rule: 'lane', ms: 90_000, scannedMs: 0 };
    return {
      ...rest,
      place,
      seq: place,
      sealed: Buffer.from(sealed?.sealed ?? []).toString('base64url'),
      sealedKeyId: sealed?.keyId ?? null,
    };
  };
  const first = contactOf(1, {
    name: '=HYPERLINK("x")',
    number: '001099000000',
    birthDate: { year: 1999 },
    sex: 'male',
  });
  const changed = contactOf(4, { name: 'Thử' });
  const contacts = [
    first,
    contactOf(2, { name: 'Lê\nThị Thử', number: '001188000000', phone: '0900000000', later: [1] }),
    contactOf(3, { name: 'Lê Thị Thử', number: '001188000000' }),
    { ...changed, sealed: `${changed.sealed.slice(0, -4)}AAAA` },
    { ...first, place: 5, seq: 5 },
    { ...first, place: 6, sealed: null, sealedKeyId: null },
    contactOf(7, { name: 'Thử' }, other),
    contactOf(8, 'không phải người'),
    { ...first, place: 9, sealed: '*' },
  ];
  const said = { purpose: 'ổ dịch', legalBasis: 'quyết định', askedBy: 'một', approvedBy: 'hai' };
  const text = JSON.stringify({ format: 'gac-cong case 1', caseId: DEVICE, ...said, contacts });
  const casePath = join(dir, 'case.json');
  writeFileSync(casePath, text);
  return { dir, text, casePath, key, other };
}

const read = (path: string): string => readFileSync(path, 'utf8');

test('the list is the command’s to the letter, and what does not open is counted by the same reasons', async () => {
  const { dir, text, casePath, key } = sealedCase();
  const out = join(dir, 'contacts.csv');
  const byCommand = openCaseFile(casePath, [key.files.private], out).json as { unopened: object };
  const opened = await openCase(text, [read(key.files.private)]);
  if (opened.type === 'refused') throw new Error(opened.reason);
  expect(opened.unopened).toEqual({ 'does-not-open': 4, 'not-sealed': 1, 'other-key': 1 });
  expect(byCommand.unopened).toEqual(opened.unopened);
  const csv = contactCsv(opened.rows);
  expect(csv).toBe(read(out));
  expect(csv.split('\r\n')).toHaveLength(4);
  expect(csv).toContain("'=HYPERLINK");
});

test('two keys open what is sealed to either', async () => {
  const { text, key, other } = sealedCase();
  const opened = await openCase(text, [read(key.files.private), read(other.files.private)]);
  expect(opened).toMatchObject({ type: 'opened', unopened: { 'does-not-open': 4, 'not-sealed': 1 } });
});

test('what is no case, no key, or the key for gates, is refused in a word of its own', async () => {
  const { text, key } = sealedCase();
  const own = read(key.files.private);
  const reasonOf = async (caseText: string, keys: string[]): Promise<string> => {
    const opened = await openCase(caseText, keys);
    return opened.type === 'refused' ? opened.reason : opened.type;
  };
  expect(await reasonOf('', [own])).toBe('no-case');
  expect(await reasonOf('{"format":"gac-cong case 2"}', [own])).toBe('no-case');
  expect(await reasonOf(own, [own])).toBe('no-case');
  expect(await reasonOf(text, [])).toBe('no-private-key');
  expect(await reasonOf(text, [text])).toBe('no-private-key');
  expect(await reasonOf(text, [own, read(key.files.public)])).toBe('public-key');
});

test('the page says the same in both languages', () => {
  const [inVietnamese, inEnglish] = [flatten(vi), flatten(en)];
  expect(Object.keys(inEnglish)).toEqual(Object.keys(inVietnamese));
  for (const [key, text] of Object.entries(inVietnamese)) {
    expect([key, placeholders(text), text.normalize('NFC')]).toEqual([key, placeholders(inEnglish[key] ?? ''), text]);
  }
});
