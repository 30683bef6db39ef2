/** Does the venue keep its last good lists, whatever is imported and whatever happens to the disk? */

import { hash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openTrustFolder } from '../../../../src-main/credentials/trust/trust-folder.ts';
import { testSigner } from '../../../support/credentials/sign-cose.ts';
import { SIGNED_UTC_MS } from '../../../support/credentials/sign-hc1.ts';
import { germanList, listedSigner, pemOf, swedishList } from '../../../support/credentials/trust-lists.ts';
import { temporaryDir } from '../../../support/temporary-dir.ts';

const HOUR_MS = 3_600_000;
const one = listedSigner();
const two = listedSigner();
const publisher = testSigner('ES256');
const taken = hash('sha256', 'taken back', 'buffer');

function bytes(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

function batch(hashes: readonly Uint8Array[]): Buffer {
  const entries = hashes.map((each) => ({ hash: Buffer.from(each).toString('base64') }));
  return bytes({ country: 'XX', hashType: 'UCI', entries });
}

/** A folder with a list of each sort, and the same opened again, as after a restart. */
function filledFolder(path = temporaryDir()) {
  const folder = openTrustFolder(path, SIGNED_UTC_MS);
  folder.import('eu.json', germanList([one], null), SIGNED_UTC_MS);
  folder.import('revoked.json', batch([taken]), SIGNED_UTC_MS);
  return { path, folder, again: () => openTrustFolder(path, SIGNED_UTC_MS) };
}

function fileOf(path: string, part: string): string {
  const name = readdirSync(path).find((each) => each.includes(part) && !each.startsWith('damaged'));
  return join(path, name ?? 'missing');
}

describe('an imported list', () => {
  test('is in force at once, and after a restart', () => {
    const { folder, again } = filledFolder();
    for (const opened of [folder, again()]) {
      expect(opened.trust().findKeys('eu-dcc', one.kid)).toHaveLength(1);
      expect(opened.trust().isHashRevoked([taken])).toBe(true);
      expect(opened.trust().isHashRevoked([hash('sha256', 'other', 'buffer')])).toBe(false);
      expect(opened.trust().version).toBe(folder.trust().version);
    }
  });

  test('takes the place of the older list of its source, and of no other', () => {
    const { path, folder, again } = filledFolder();
    const before = folder.trust().version;
    folder.import('newer.json', germanList([two], null), SIGNED_UTC_MS);
    for (const opened of [folder, again()]) {
      expect(opened.trust().findKeys('eu-dcc', one.kid)).toEqual([]);
      expect(opened.trust().findKeys('eu-dcc', two.kid)).toHaveLength(1);
      expect(opened.trust().isHashRevoked([taken])).toBe(true);
    }
    expect(folder.trust().version).not.toBe(before);
    expect(readdirSync(path)).toHaveLength(3);
  });

  test('says what it holds and how old it is, and is stale only past the limit of the venue', () => {
    const { folder } = filledFolder();
    const [status] = folder.status(SIGNED_UTC_MS + 25 * HOUR_MS);
    expect(status).toEqual({
      source: 'eu-dsc-de',
      form: 'eu-dsc-de',
      state: 'in-force',
      keys: 1,
      hashes: 0,
      cards: 0,
      importedAtUtcMs: SIGNED_UTC_MS,
      ageMs: 25 * HOUR_MS,
      isStale: true,
      isSigned: false,
    });
    expect(folder.status(SIGNED_UTC_MS + 24 * HOUR_MS).map(({ isStale }) => isStale)).toEqual([false, false]);
    expect(folder.status(SIGNED_UTC_MS + 25 * HOUR_MS, 48 * HOUR_MS).some(({ isStale }) => isStale)).toBe(false);
  });

  test('is fresh again when the same list is imported once more', () => {
    const { folder, again } = filledFolder();
    folder.import('eu.json', germanList([one], null), SIGNED_UTC_MS + 25 * HOUR_MS);
    expect(folder.status(SIGNED_UTC_MS + 25 * HOUR_MS)[1]).toMatchObject({ source: 'eu-dsc-de', ageMs: 0 });
    expect(again().trust().findKeys('eu-dcc', one.kid)).toHaveLength(1);
  });

  test('keeps the business rules that came with it apart from the trust', () => {
    const { folder, again } = filledFolder();
    const before = folder.trust().version;
    const rules = ruleFile();
    expect(folder.import('rules.json', Buffer.from(rules), SIGNED_UTC_MS)).toMatchObject({
      type: 'imported',
      form: 'rules',
    });
    expect(folder.ruleSetText()).toBe(rules);
    expect(again().ruleSetText()).toBe(rules);
    expect(folder.trust().version).toBe(before);
  });
});

describe('the last good list stays in force', () => {
  test.each([
    ['half a file', germanList([two], null).subarray(0, 200), 'unknown-form'],
    ['an empty list', bytes({ certificates: [] }), 'empty'],
    ['a list of keys that are none', bytes({ certificates: [{ rawData: 'AAAA' }] }), 'empty'],
    ['a batch with a hole', batch([taken, new Uint8Array(1)]), 'not-readable'],
    ['rules that cannot be used', bytes({ form: 'gac-cong-rules-1', country: 'VN', rules: [{}] }), 'unusable-rules'],
  ])('when %s is imported', (_, content, reason) => {
    const { folder, again } = filledFolder();
    const { version } = folder.trust();
    expect(folder.import('revoked.json', content, SIGNED_UTC_MS)).toEqual({
      type: 'refused',
      name: 'revoked.json',
      reason,
    });
    expect(folder.trust().version).toBe(version);
    expect(again().trust().version).toBe(version);
  });

  test('when the disk takes no more', () => {
    const path = join(temporaryDir(), 'trust');
    const { folder } = filledFolder(path);
    const { version } = folder.trust();
    // A file where the folder was: no user, not even an administrator, can write below it.
    const other = openTrustFolder(join(fileOf(path, 'eu.json'), 'below'), SIGNED_UTC_MS);
    expect(other.import('eu.json', germanList([two], null), SIGNED_UTC_MS)).toMatchObject({ reason: 'cannot-write' });
    expect(other.trust().version).toBe('none');
    expect(folder.trust().version).toBe(version);
  });
});

describe('signed lists', () => {
  function pinned(spki = publisher.spki) {
    const path = temporaryDir();
    const folder = openTrustFolder(path, SIGNED_UTC_MS);
    folder.import('list-signers/eu.pem', Buffer.from(pemOf('PUBLIC KEY', spki)), SIGNED_UTC_MS);
    return { path, folder };
  }

  test('are said to be signed where the venue has named the signer', () => {
    const { path, folder } = pinned();
    const signed = germanList([one], publisher);
    expect(folder.import('eu.json', signed, SIGNED_UTC_MS)).toMatchObject({ type: 'imported', isSigned: true });
    const again = openTrustFolder(path, SIGNED_UTC_MS);
    expect(again.status(SIGNED_UTC_MS).find(({ form }) => form === 'eu-dsc-de')).toMatchObject({
      isSigned: true,
      state: 'in-force',
    });
  });

  test('need signers that do not grow old', () => {
    const { folder } = pinned();
    folder.import('eu.json', germanList([one], publisher), SIGNED_UTC_MS);
    const statuses = folder.status(SIGNED_UTC_MS + 1_000 * HOUR_MS);
    expect(statuses.map(({ form, isStale }) => [form, isStale])).toEqual([
      ['list-signers', false],
      ['eu-dsc-de', true],
    ]);
  });

  test('are taken and said to be unsigned where the venue has named nobody', () => {
    const folder = openTrustFolder(temporaryDir(), SIGNED_UTC_MS);
    expect(folder.import('eu.json', germanList([one], publisher), SIGNED_UTC_MS)).toMatchObject({ isSigned: false });
  });

  test('are refused where somebody else signed them', () => {
    const { folder } = pinned(testSigner('ES256').spki);
    expect(folder.import('eu.json', germanList([one], publisher), SIGNED_UTC_MS)).toMatchObject({
      reason: 'unknown-signer',
    });
    expect(folder.import('se.jwt', swedishList([one], two), SIGNED_UTC_MS)).toMatchObject({ reason: 'unknown-signer' });
  });

  test('are not replaced by the same list without a signature', () => {
    const { folder } = pinned();
    folder.import('eu.json', germanList([one], publisher), SIGNED_UTC_MS);
    expect(folder.import('eu.json', germanList([two], null), SIGNED_UTC_MS)).toMatchObject({
      reason: 'unknown-signer',
    });
    expect(folder.trust().findKeys('eu-dcc', one.kid)).toHaveLength(1);
  });

  test('are refused with a signature that is not of their content', () => {
    const [head, body] = swedishList([one], two).toString().split('.');
    const folder = openTrustFolder(temporaryDir(), SIGNED_UTC_MS);
    const torn = Buffer.from(`${head}.${body}.${Buffer.alloc(64, 1).toString('base64url')}`);
    expect(folder.import('se.jwt', torn, SIGNED_UTC_MS)).toMatchObject({ reason: 'broken-signature' });
  });
});

describe('after damage on disk', () => {
  test('a changed list is set aside and said to be damaged, and the others hold', () => {
    const { path, again } = filledFolder();
    const file = fileOf(path, 'eu.json');
    writeFileSync(file, readFileSync(file).subarray(0, 100));
    const folder = again();
    expect(folder.status(SIGNED_UTC_MS).map(({ source, state }) => [source, state])).toEqual([
      ['eu-dsc-de', 'damaged'],
      ['hash-revocations:revoked', 'in-force'],
    ]);
    expect(folder.trust().findKeys('eu-dcc', one.kid)).toEqual([]);
    expect(folder.trust().isHashRevoked([taken])).toBe(true);
    expect(readdirSync(path).some((name) => name.startsWith('damaged.'))).toBe(true);
    folder.import('eu.json', germanList([one], null), SIGNED_UTC_MS);
    expect(folder.status(SIGNED_UTC_MS).every(({ state }) => state === 'in-force')).toBe(true);
    expect(again().trust().findKeys('eu-dcc', one.kid)).toHaveLength(1);
  });

  test('a list that is gone is said to be damaged', () => {
    const { path, again } = filledFolder();
    writeFileSync(
      join(path, 'index.json'),
      readFileSync(join(path, 'index.json'), 'utf8').replaceAll('.eu.json', '.other.json'),
    );
    expect(again().status(SIGNED_UTC_MS)[0]).toMatchObject({ source: 'eu-dsc-de', state: 'damaged' });
  });

  test.each([
    ['torn', '{"form":'],
    ['of another form', '{"form":"other"}'],
  ])('a %s index is made again from the lists', (_, text) => {
    const { path, folder, again } = filledFolder();
    writeFileSync(join(path, 'index.json'), text);
    const opened = again();
    expect(opened.trust().version).toBe(folder.trust().version);
    expect(opened.status(SIGNED_UTC_MS)).toHaveLength(2);
    opened.import('newer.json', germanList([two], null), SIGNED_UTC_MS);
    expect(again().status(SIGNED_UTC_MS)).toHaveLength(2);
  });
});

describe('another process that imports', () => {
  test('is seen at the next look, and only then is anything read', () => {
    const { folder, again } = filledFolder();
    expect(folder.refresh()).toBe(false);
    const before = folder.trust();
    again().import('newer.json', germanList([two], null), SIGNED_UTC_MS);
    expect(folder.trust()).toBe(before);
    expect(folder.refresh()).toBe(true);
    expect(folder.trust().findKeys('eu-dcc', two.kid)).toHaveLength(1);
    expect(folder.refresh()).toBe(false);
  });

  test('does not lose its list when this one imports another', () => {
    const { folder, again } = filledFolder();
    again().import('se.jwt', swedishList([two], two), SIGNED_UTC_MS);
    folder.import('newer.json', germanList([one], null), SIGNED_UTC_MS + 1);
    expect(again().status(SIGNED_UTC_MS)).toHaveLength(3);
  });
});

describe('a folder or a stick', () => {
  test('gives every list in it, its PEM files as one list, and signers of lists first', () => {
    const stick = join(temporaryDir(), 'stick');
    for (const name of ['eu-dcc', 'vds-nc', 'list-signers', '.hidden'])
      mkdirSync(join(stick, name), { recursive: true });
    writeFileSync(join(stick, 'a.json'), germanList([one], publisher));
    writeFileSync(join(stick, 'list-signers', 'eu.pem'), pemOf('PUBLIC KEY', publisher.spki));
    writeFileSync(join(stick, 'eu-dcc', 'two.pem'), pemOf('CERTIFICATE', two.certificate));
    writeFileSync(join(stick, 'vds-nc', 'two.cer'), two.certificate);
    writeFileSync(join(stick, '.hidden', 'a.json'), germanList([two], null));
    writeFileSync(join(stick, 'holiday.jpg'), 'a picture');
    symlinkSync('/etc/hostname', join(stick, 'link.json'));
    const folder = openTrustFolder(temporaryDir(), SIGNED_UTC_MS);
    expect(folder.importFolder(stick, SIGNED_UTC_MS)).toMatchObject([
      { type: 'imported', form: 'list-signers', keys: 1 },
      { type: 'imported', form: 'pem', source: 'pem:stick', keys: 2, skipped: 0 },
      { type: 'imported', form: 'eu-dsc-de', isSigned: true },
    ]);
    expect(folder.trust().findKeys('eu-dcc', two.kid)).toHaveLength(1);
    expect(folder.trust().keysOf('vds-nc')).toHaveLength(1);
  });

  test('takes a PEM beside a list for its signer', () => {
    const stick = temporaryDir();
    writeFileSync(join(stick, 'list.json'), germanList([one], publisher));
    writeFileSync(join(stick, 'list.json.pem'), pemOf('PUBLIC KEY', publisher.spki));
    const folder = openTrustFolder(temporaryDir(), SIGNED_UTC_MS);
    expect(folder.importFolder(stick, SIGNED_UTC_MS).at(-1)).toMatchObject({ form: 'eu-dsc-de', isSigned: true });
  });

  test('forgets a key whose file was taken out of it', () => {
    const stick = temporaryDir();
    const folder = openTrustFolder(temporaryDir(), SIGNED_UTC_MS);
    writeFileSync(join(stick, 'one.pem'), pemOf('CERTIFICATE', one.certificate));
    folder.importFolder(stick, SIGNED_UTC_MS);
    writeFileSync(join(stick, 'one.pem'), pemOf('CERTIFICATE', two.certificate));
    folder.importFolder(stick, SIGNED_UTC_MS);
    expect(folder.trust().keysOf('eu-dcc')).toHaveLength(1);
    expect(folder.trust().findKeys('eu-dcc', two.kid)).toHaveLength(1);
  });

  test('that is not there is refused, and an empty one gives nothing', () => {
    const folder = openTrustFolder(temporaryDir(), SIGNED_UTC_MS);
    expect(folder.importFolder(join(temporaryDir(), 'none'), SIGNED_UTC_MS)).toEqual([
      { type: 'refused', name: 'none', reason: 'cannot-read' },
    ]);
    expect(folder.importFolder(temporaryDir(), SIGNED_UTC_MS)).toEqual([]);
  });
});

test('lists lie where nobody else may read or change them', () => {
  const path = join(temporaryDir(), 'trust');
  filledFolder(path);
  expect(statSync(path).mode & 0o777).toBe(0o700);
  expect(readdirSync(path).map((name) => statSync(join(path, name)).mode & 0o777)).toEqual([0o600, 0o600, 0o600]);
});

function ruleFile(): string {
  const rule = {
    Identifier: 'GR-VN-0001',
    Type: 'Acceptance',
    Country: 'VN',
    Version: '1.0.0',
    SchemaVersion: '1.0.0',
    Engine: 'CERTLOGIC',
    EngineVersion: '1.0.0',
    CertificateType: 'General',
    Description: [{ lang: 'en', desc: 'A test' }],
    ValidFrom: '2021-01-01T00:00:00Z',
    ValidTo: '2030-01-01T00:00:00Z',
    AffectedFields: [],
    Logic: { '===': [1, 1] },
  };
  return JSON.stringify({ form: 'gac-cong-rules-1', country: 'VN', rules: [rule] });
}
