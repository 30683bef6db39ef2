/** Does what a gate seals reach the authority that it is for, by way of a collector that cannot read it? */

import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { uploadedEntry } from '../../../src-main/contract/upload-protocol.ts';
import { importAuthorityKey, newAuthorityKey, openSealedEntries } from '../../../src-main/host/authority-command.ts';
import { openStore } from '../../../src-main/store/open-store.ts';
import { toUploadedEntry } from '../../../src-main/upload/to-uploaded-entry.ts';
import { openVault } from '../../../src-main/vault/open-vault.ts';
import { gateAt } from '../../support/gate-at.ts';
import { nextCard } from '../../support/scanner-gate.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

type Files = { readonly id: string; readonly files: { readonly private: string; readonly public: string } };

function makeKey(nowUtcMs = Date.now(), days = 30): Files {
  const { json, status } = newAuthorityKey(temporaryDir(), days, nowUtcMs);
  expect(status).toBe(0);
  return json as Files;
}

/** The lines that a collector would hand out: what was uploaded, and whose it is. */
function uploadedLines(dataDir: string): string[] {
  const vault = openVault(dataDir);
  if (vault.type === 'refused') throw new Error(vault.reason);
  const { deviceId: device, sealer, digest } = vault.vault;
  const store = openStore({
    path: join(dataDir, 'gate.sqlite'),
    device,
    sealer,
    digest,
    newEpoch: () => 'f'.repeat(32),
  });
  if (store.type === 'refused') throw new Error(store.reason);
  onTestFinished(() => store.store.close());
  return store.store.pending(100).map((entry) => {
    const sent = uploadedEntry.parse(JSON.parse(JSON.stringify(toUploadedEntry(entry))));
    return JSON.stringify({ device: entry.id.device, epoch: entry.id.epoch, ...sent });
  });
}

describe('an entry that is sealed for an authority', () => {
  test('is opened with its private key and no other, though the gate has lost its own key', async () => {
    const dataDir = temporaryDir();
    const key = makeKey();
    const gate = gateAt(dataDir);
    expect(importAuthorityKey(gate, key.files.public)).toMatchObject({
      status: 0,
      json: { type: 'imported', id: key.id, authority: { type: 'sealing', keyId: key.id } },
    });
    const card = nextCard().toString('utf8').trim();
    expect(gate.scan({ readerKind: 'command', text: card, encoding: 'utf-8' }).verdict).toBe('admit');
    expect(gate.verifyLog()).toMatchObject({ entries: 1, broken: 0 });
    await gate.close();

    const [number, , name] = card.split('|');
    const lines = uploadedLines(dataDir);
    expect(lines.join('')).not.toContain(name);
    expect(openSealedEntries(key.files.private, lines.join('\n'))).toMatchObject({
      json: [{ type: 'opened', seq: 1, person: { name, number } }],
    });
    expect(openSealedEntries(makeKey().files.private, lines.join('\n'))).toMatchObject({
      json: [{ type: 'refused', reason: 'other-key', sealedKeyId: key.id }],
    });

    // The disk gave up the key file: the row still goes out, and still opens.
    writeFileSync(join(dataDir, 'keys.json'), '');
    const others = temporaryDir();
    writeFileSync(join(others, 'gate.sqlite'), readFileSync(join(dataDir, 'gate.sqlite')));
    const kept = uploadedLines(others);
    expect(JSON.parse(kept[0] ?? '')).toMatchObject({ maskedName: null, sealedKeyId: key.id });
    expect(openSealedEntries(key.files.private, kept.join('\n'))).toMatchObject({
      json: [{ type: 'opened', person: { name, number } }],
    });
  });

  test('opens in its own place only: not under another number, and not when changed', async () => {
    const dataDir = temporaryDir();
    const key = makeKey();
    const gate = gateAt(dataDir);
    importAuthorityKey(gate, key.files.public);
    gate.scan({ readerKind: 'command', text: nextCard().toString('utf8').trim(), encoding: 'utf-8' });
    await gate.close();
    const entry = JSON.parse(uploadedLines(dataDir)[0] ?? '') as { sealed: string };
    const moved = JSON.stringify({ ...entry, seq: 2 });
    const changed = JSON.stringify({ ...entry, sealed: `${entry.sealed.slice(0, -4)}AAAA` });
    expect(openSealedEntries(key.files.private, `${moved}\n${changed}\nno json\n{}\n`).json).toMatchObject([
      { reason: 'does-not-open', seq: 2 },
      { reason: 'does-not-open', seq: 1 },
      { reason: 'no-entry' },
      { reason: 'no-entry' },
    ]);
  });

  test('whose sealed part is changed in the log breaks its chain', async () => {
    const dataDir = temporaryDir();
    const gate = gateAt(dataDir);
    importAuthorityKey(gate, makeKey().files.public);
    for (let turn = 0; turn < 3; turn += 1) {
      gate.scan({ readerKind: 'command', text: nextCard().toString('utf8').trim(), encoding: 'utf-8' });
    }
    await gate.close();
    const database = new Database(join(dataDir, 'gate.sqlite'));
    database.exec('drop trigger entry_for_authority_never_changes');
    database.exec("update entry_for_authority set sealed = x'00' where entry_id = 2");
    database.close();
    const again = gateAt(dataDir);
    expect(again.verifyLog()).toMatchObject({ entries: 3, broken: 1, firstBrokenSeq: 2 });
    await again.close();
  });

  test('is made with the new key from its first day, while the old one still opens what it sealed', async () => {
    const dataDir = temporaryDir();
    const [old, next] = [makeKey(Date.now() - 20 * 86_400_000), makeKey()];
    const gate = gateAt(dataDir);
    const scan = () =>
      gate.scan({ readerKind: 'command', text: nextCard().toString('utf8').trim(), encoding: 'utf-8' });
    importAuthorityKey(gate, old.files.public);
    scan();
    importAuthorityKey(gate, next.files.public);
    scan();
    await gate.close();
    const lines = uploadedLines(dataDir).join('\n');
    expect(openSealedEntries(old.files.private, lines).json).toMatchObject([
      { type: 'opened' },
      { reason: 'other-key' },
    ]);
    expect(openSealedEntries(next.files.private, lines).json).toMatchObject([
      { reason: 'other-key' },
      { type: 'opened' },
    ]);
  });

  test('is not made where every key has ended: people are recorded all the same, and the guard is told', async () => {
    const dataDir = temporaryDir();
    const gate = gateAt(dataDir);
    importAuthorityKey(gate, makeKey(Date.now() - 60 * 86_400_000, 30).files.public);
    expect(gate.snapshot().status.authority.type).toBe('without');
    gate.scan({ readerKind: 'command', text: nextCard().toString('utf8').trim(), encoding: 'utf-8' });
    await gate.close();
    expect(JSON.parse(uploadedLines(dataDir)[0] ?? '')).toMatchObject({ seq: 1, sealed: null, sealedKeyId: null });
  });
});

describe('a key file', () => {
  test('of the authority is for its own eyes, and no gate takes it', async () => {
    const { files } = makeKey();
    if (process.platform !== 'win32') expect(statSync(files.private).mode & 0o777).toBe(0o600);
    const gate = gateAt(temporaryDir());
    onTestFinished(() => gate.close());
    expect(importAuthorityKey(gate, files.private)).toMatchObject({ status: 1, json: { reason: 'private-key' } });
    expect(gate.snapshot().settings.authority.keys).toEqual([]);
  });

  test('that is none, is another under a known name, or under which nothing is secret, is refused with the reason', async () => {
    const gate = gateAt(temporaryDir());
    onTestFinished(() => gate.close());
    const key = makeKey();
    importAuthorityKey(gate, key.files.public);
    const known = JSON.parse(readFileSync(key.files.public, 'utf8')) as object;
    const fileWith = (content: unknown): string => {
      const path = join(temporaryDir(), 'key.json');
      writeFileSync(path, JSON.stringify(content));
      return path;
    };
    const other = JSON.parse(readFileSync(makeKey().files.public, 'utf8')) as { publicKey: string };
    const weak = { ...known, id: 'weak', publicKey: 'A'.repeat(43) };
    expect([
      importAuthorityKey(gate, '/nowhere/key.json').json,
      importAuthorityKey(gate, fileWith({})).json,
      importAuthorityKey(gate, fileWith(weak)).json,
      importAuthorityKey(gate, fileWith({ ...known, publicKey: other.publicKey })).json,
    ]).toMatchObject([{ reason: 'no-file' }, { reason: 'no-key' }, { reason: 'no-key' }, { reason: 'another-key' }]);
    expect(gate.snapshot().settings.authority.keys).toEqual([known]);
  });
});
