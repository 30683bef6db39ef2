/** Do the keys of a gate come back, change, and move into a key store without anything becoming unreadable? */

import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cccdText, FAKE_PEOPLE } from '../../../src-main/devices/simulated/fake-people.ts';
import type { OpenedGate } from '../../../src-main/gate/opened-gate.ts';
import { restoreBackupCommand, showBackupCode } from '../../../src-main/host/backup-command.ts';
import { lockDataDir } from '../../../src-main/host/data-lock.ts';
import { makeEscrow, restoreEscrow } from '../../../src-main/host/escrow-command.ts';
import type { KeyStore, Unlocked } from '../../../src-main/host/key-store.ts';
import { unlockKeys } from '../../../src-main/host/key-store.ts';
import { rotateKeyCommand } from '../../../src-main/host/rotate-command.ts';
import { importTracing, newTracingKeys } from '../../../src-main/host/tracing-command.ts';
import { openStore } from '../../../src-main/store/open-store.ts';
import type { Keys } from '../../../src-main/vault/key-file.ts';
import { openVault } from '../../../src-main/vault/open-vault.ts';
import { gateAt } from '../../support/gate-at.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

const MONTH_MS = 31 * 86_400_000;

/** Opens a gate as its shell does, lets some people in, and closes it. */
async function letIn(dataDir: string, from: number, to: number, secretsText?: string): Promise<void> {
  const gate = serving(dataDir, secretsText);
  for (const person of FAKE_PEOPLE.slice(from, to)) {
    const shown = gate.scan({ readerKind: 'command', text: cccdText(person), encoding: 'utf-8' });
    expect(shown.verdict).toBe('admit');
  }
  await gate.close();
}

function serving(dataDir: string, secretsText?: string, mayBeLocked?: boolean): OpenedGate {
  return gateAt(dataDir, {
    isAttended: mayBeLocked !== true,
    secretsText,
    ...(mayBeLocked === undefined ? {} : { mayBeLocked }),
  });
}

/** The names that this data folder can still read, oldest first; `null` where the person cannot be read. */
function readable(dataDir: string, secretsText?: string): (string | null)[] {
  const vault = openVault(dataDir, { secretsText });
  if (vault.type === 'refused') throw new Error(vault.reason);
  const { deviceId: device, sealer, digest } = vault.vault;
  const opened = openStore({
    path: join(dataDir, 'gate.sqlite'),
    device,
    sealer,
    digest,
    newEpoch: () => 'e'.repeat(32),
  });
  if (opened.type === 'refused') throw new Error(opened.reason);
  try {
    const names: (string | null)[] = [];
    const pending = opened.store.pending(500);
    for (const { personal } of pending) names.push(personal?.name ?? null);
    return names;
  } finally {
    opened.store.close();
  }
}

function namesOf(from: number, to: number): string[] {
  return FAKE_PEOPLE.slice(from, to).map((person) => cccdText(person).split('|')[2] ?? '');
}

function keysOf(dataDir: string): Keys {
  return JSON.parse(readFileSync(join(dataDir, 'keys.json'), 'utf8')) as Keys;
}

async function sharesFor(dataDir: string, threshold = 2, count = 3): Promise<readonly string[]> {
  const made = await makeEscrow(dataDir, threshold, count);
  expect(made.status).toBe(0);
  return (made.json as { shares: string[] }).shares;
}

describe('a rotated data key', () => {
  test('seals what comes from then on, and what was sealed before still opens', async () => {
    const dataDir = temporaryDir();
    await letIn(dataDir, 0, 2);
    const { dataKey: first, deviceId } = keysOf(dataDir);
    expect(rotateKeyCommand(dataDir, Date.now())).toMatchObject({
      status: 0,
      json: { type: 'rotated', older: [first.id] },
    });
    await letIn(dataDir, 2, 4);
    const { dataKey: second } = keysOf(dataDir);
    expect(second.id).not.toBe(first.id);
    expect(keysOf(dataDir).deviceId).toBe(deviceId);
    expect(readable(dataDir)).toEqual(namesOf(0, 4));
    expect(statSync(join(dataDir, 'keys.json')).mode & 0o077).toBe(0);
  });

  test('lets an older one go a month after its end, and only where no row, pass or tracing key needs it', async () => {
    const dataDir = temporaryDir();
    await letIn(dataDir, 0, 1);
    const now = Date.now();
    rotateKeyCommand(dataDir, now);
    const unused = keysOf(dataDir).dataKey.id;
    rotateKeyCommand(dataDir, now + 1);
    await letIn(dataDir, 1, 2);
    expect(rotateKeyCommand(dataDir, now + 2)).toMatchObject({ json: { dropped: [] } });
    expect(rotateKeyCommand(dataDir, now + MONTH_MS)).toMatchObject({ json: { dropped: [unused] } });
    expect(readable(dataDir)).toEqual(namesOf(0, 2));
  });

  test('is not made while a gate runs on the data, or where there are no keys', () => {
    const dataDir = temporaryDir();
    expect(rotateKeyCommand(dataDir, 0)).toMatchObject({ status: 1, json: { reason: 'no-keys' } });
    const release = lockDataDir(dataDir);
    expect(rotateKeyCommand(dataDir, 0)).toMatchObject({ status: 1, json: { reason: 'gate-running' } });
    release?.();
  });
});

describe('an escrow', () => {
  test('brings a lost key back by enough shares, with what the gate wrote under a new one in between', async () => {
    const dataDir = temporaryDir();
    await letIn(dataDir, 0, 2);
    const { deviceId } = keysOf(dataDir);
    const shares = await sharesFor(dataDir);
    // A key that came after the shares is in the escrow from the next start on.
    rotateKeyCommand(dataDir, Date.now());
    await letIn(dataDir, 2, 3);
    rmSync(join(dataDir, 'keys.json'));
    // Whoever looks first, the gate or somebody at the command line: the loss is not passed over.
    await serving(dataDir, undefined, true).close();
    await letIn(dataDir, 3, 5);
    expect(keysOf(dataDir).deviceId).not.toBe(deviceId);
    const lost = serving(dataDir);
    expect(lost.snapshot().status.keys).toEqual({ state: 'lost', kept: 'file' });
    await lost.close();

    const [one, , three] = shares;
    expect(await restoreEscrow(dataDir, `${three}\n\n${one}\n`, Date.now())).toMatchObject({
      status: 0,
      json: { type: 'restored', device: deviceId },
    });
    const found = serving(dataDir);
    expect(found.snapshot().status.keys.state).toBe('ok');
    expect(found.verifyLog()).toMatchObject({ entries: 5, broken: 0 });
    await found.close();
    expect(allNames(dataDir)).toEqual(namesOf(0, 5));
  });

  test('says which line is mistyped, and gives nothing for too few shares or those of another escrow', async () => {
    const [dataDir, other] = [temporaryDir(), temporaryDir()];
    for (const dir of [dataDir, other]) await letIn(dir, 0, 1);
    const shares = await sharesFor(dataDir);
    const [foreign = ''] = await sharesFor(other);
    const before = readFileSync(join(dataDir, 'keys.json'), 'utf8');
    const [one = '', two = ''] = shares;
    const wrong = `${two.slice(0, 10)}${two[10] === 'A' ? 'B' : 'A'}${two.slice(11)}`;
    const ask = async (lines: string) => (await restoreEscrow(dataDir, lines, Date.now())).json;
    expect(await ask(`${one}\n${wrong}`)).toMatchObject({ reason: 'share-mistyped', lines: [2] });
    expect(await ask(`${one}\n${one}`)).toMatchObject({ reason: 'too-few', needed: 2, given: 1 });
    expect(await ask(`${one}\n${foreign}`)).toMatchObject({ reason: 'shares-of-different-escrows' });
    expect(await ask(foreign)).toMatchObject({ reason: 'no-such-escrow' });
    expect(await ask('')).toMatchObject({ reason: 'no-shares' });
    expect(readFileSync(join(dataDir, 'keys.json'), 'utf8')).toBe(before);
    expect(await makeEscrow(dataDir, 1, 3)).toMatchObject({ json: { reason: 'numbers' } });
    expect(await makeEscrow(dataDir, 4, 3)).toMatchObject({ json: { reason: 'numbers' } });
  });

  test('keeps no share and no key on the disk, and an earlier one goes on opening with its own shares', async () => {
    const dataDir = temporaryDir();
    await letIn(dataDir, 0, 1);
    const old = await sharesFor(dataDir);
    const { secret } = keysOf(dataDir).dataKey;
    await sharesFor(dataDir, 3, 5);
    const escrows = readdirSync(dataDir).filter((name) => name.startsWith('escrow'));
    expect(escrows).toHaveLength(2);
    for (const name of escrows) {
      const text = readFileSync(join(dataDir, name), 'utf8');
      expect(text).not.toContain(secret);
      for (const share of old) expect(text).not.toContain(share.slice(0, 14));
    }
    rmSync(join(dataDir, 'keys.json'));
    expect(await restoreEscrow(dataDir, old.slice(1).join('\n'), Date.now())).toMatchObject({ status: 0 });
    expect(readable(dataDir)).toEqual(namesOf(0, 1));
  });
});

/** Entries of every epoch, which `pending` gives one epoch at a time. */
function allNames(dataDir: string): (string | null)[] {
  const vault = openVault(dataDir);
  if (vault.type === 'refused') throw new Error(vault.reason);
  const { deviceId: device, sealer, digest } = vault.vault;
  const copy = join(temporaryDir(), 'gate.sqlite');
  copyFileSync(join(dataDir, 'gate.sqlite'), copy);
  const opened = openStore({ path: copy, device, sealer, digest, newEpoch: () => 'd'.repeat(32) });
  if (opened.type === 'refused') throw new Error(opened.reason);
  const { store } = opened;
  const names: (string | null)[] = [];
  for (let batch = store.pending(500); batch.length > 0; batch = store.pending(500)) {
    for (const { personal } of batch) names.push(personal?.name ?? null);
    const seqs = batch.map(({ id }) => id.seq);
    store.acknowledge(batch[0]?.id.epoch ?? '', [{ from: Math.min(...seqs), to: Math.max(...seqs) }], 0);
  }
  store.close();
  return names;
}

type FakeStore = KeyStore & { isTrustedNow: boolean; pad: number };

/** Stands in for the operating system's: what it encrypts opens while `pad` stays the same. */
function fakeStore(): FakeStore {
  const store: FakeStore = {
    isTrustedNow: true,
    pad: 0x5a,
    isTrusted: () => store.isTrustedNow,
    encrypt: (text) => Buffer.from(`v10${text}`, 'utf8').map((byte) => byte ^ store.pad),
    decrypt: (encrypted) => {
      const text = Buffer.from(encrypted.map((byte) => byte ^ store.pad)).toString('utf8');
      if (!text.startsWith('v10')) throw new Error('does not open');
      return text.slice(3);
    },
  };
  return store;
}

function secretsOf(unlocked: Unlocked): string {
  if (unlocked.type !== 'key-store') throw new Error(unlocked.type);
  return unlocked.secretsText;
}

/** First start without keys, second with the plain file, third with what the second left. */
async function gateInKeyStore(dataDir: string, store: KeyStore): Promise<string> {
  expect(unlockKeys(dataDir, store, 0)).toEqual({ type: 'file', reason: 'no-keys' });
  await letIn(dataDir, 0, 1);
  expect(unlockKeys(dataDir, store, 0)).toEqual({ type: 'file', reason: 'not-proven' });
  await letIn(dataDir, 1, 2);
  return secretsOf(unlockKeys(dataDir, store, 0));
}

describe('a key store', () => {
  test('holds the secrets from the start on that has proven it; no file has them then, and the gate is the same', async () => {
    const dataDir = temporaryDir();
    const store = fakeStore();
    const secretsText = await gateInKeyStore(dataDir, store);
    const { dataKey, tagKey } = JSON.parse(secretsText) as Keys;
    await letIn(dataDir, 2, 3, secretsText);
    expect(readable(dataDir, secretsText)).toEqual(namesOf(0, 3));
    for (const name of readdirSync(dataDir)) {
      if (!statSync(join(dataDir, name)).isFile()) continue;
      const text = readFileSync(join(dataDir, name), 'latin1');
      expect(text).not.toContain(dataKey.secret);
      expect(text).not.toContain(tagKey.secret);
    }
    const gate = serving(dataDir, secretsOf(unlockKeys(dataDir, store, 0)));
    expect(gate.snapshot().status.keys).toEqual({ state: 'ok', kept: 'key-store' });
  });

  test('that forgets what it sealed before it was proven costs nothing: the file stands until a later start opens the copy', async () => {
    const dataDir = temporaryDir();
    const store = fakeStore();
    await letIn(dataDir, 0, 1);
    for (const pad of [1, 2, 3]) {
      store.pad = pad;
      expect(unlockKeys(dataDir, store, 0)).toEqual({ type: 'file', reason: 'not-proven' });
      expect(readable(dataDir)).toEqual(namesOf(0, 1));
    }
  });

  test('that is none, or that everybody can open, is left alone', async () => {
    const dataDir = temporaryDir();
    const store = fakeStore();
    await letIn(dataDir, 0, 1);
    unlockKeys(dataDir, store, 0);
    store.isTrustedNow = false;
    expect(unlockKeys(dataDir, store, 0)).toEqual({ type: 'file', reason: 'no-key-store' });
    expect(existsSync(join(dataDir, 'keys.wrapped.json'))).toBe(false);
    expect(readable(dataDir)).toEqual(namesOf(0, 1));
  });

  test('that does not open now keeps the gate shut and its file as it is; shares of the escrow open it', async () => {
    const dataDir = temporaryDir();
    const store = fakeStore();
    await gateInKeyStore(dataDir, store);
    const shares = await sharesFor(dataDir);
    await letIn(dataDir, 2, 3, secretsOf(unlockKeys(dataDir, store, 0)));
    const before = readFileSync(join(dataDir, 'keys.json'), 'utf8');
    store.pad = 0;
    expect(unlockKeys(dataDir, store, 0)).toEqual({ type: 'locked' });
    expect(() => serving(dataDir)).toThrow('keys-in-key-store');
    expect(readFileSync(join(dataDir, 'keys.json'), 'utf8')).toBe(before);
    expect(await restoreEscrow(dataDir, shares.slice(0, 2).join('\n'), Date.now())).toMatchObject({ status: 0 });
    expect(readable(dataDir)).toEqual(namesOf(0, 3));
  });

  test('is asked for a new data key by the command line, which has none, at the next start', async () => {
    const dataDir = temporaryDir();
    const store = fakeStore();
    const first = JSON.parse(await gateInKeyStore(dataDir, store)) as Keys;
    expect(rotateKeyCommand(dataDir, 0)).toMatchObject({ json: { type: 'asked', at: 'next-start' } });
    const next = secretsOf(unlockKeys(dataDir, store, 5));
    const { dataKey, olderDataKeys } = JSON.parse(next) as Keys;
    expect(olderDataKeys).toEqual([{ ...first.dataKey, retiredAtUtcMs: 5 }]);
    expect(secretsOf(unlockKeys(dataDir, store, 6))).toBe(next);
    expect(dataKey.id).not.toBe(first.dataKey.id);
    await letIn(dataDir, 2, 3, next);
    expect(readable(dataDir, next)).toEqual(namesOf(0, 3));
  });

  test('is not needed by a spare machine: the backup, under its own code, holds what the store has', async () => {
    const [dataDir, stick, spareDir] = [temporaryDir(), temporaryDir(), temporaryDir()];
    const secretsText = await gateInKeyStore(dataDir, fakeStore());
    const gate = serving(dataDir, secretsText);
    gate.saveSettings({ settings: { ...gate.snapshot().settings, backup: { folder: stick } } });
    await expect.poll(() => gate.snapshot().status.backup.state, { timeout: 30_000 }).toBe('ok');
    await gate.close();
    const { backupCode } = showBackupCode(dataDir).json as { backupCode: string };
    expect(restoreBackupCommand(spareDir, [stick, backupCode])).toMatchObject({ status: 0, json: { entries: 2 } });
    expect(keysOf(spareDir).version).toBe(1);
    expect(readable(spareDir)).toEqual(namesOf(0, 2));
  });

  test('leaves the command line what needs no key: the chain is checked, and a tracing key waits for the gate', async () => {
    const dataDir = temporaryDir();
    const secretsText = await gateInKeyStore(dataDir, fakeStore());
    const gate = serving(dataDir, undefined, true);
    expect(gate.verifyLog()).toMatchObject({ entries: 2, broken: 0 });
    expect(() => gate.scan({ readerKind: 'command', text: 'a code', encoding: 'utf-8' })).toThrow();
    const { keys } = newTracingKeys(temporaryDir(), 1, Date.now()).json as { keys: { id: string; file: string }[] };
    const [key] = keys;
    expect(importTracing(dataDir, key?.file ?? '', Date.now()).json).toEqual({ type: 'left-for-gate', id: key?.id });
    expect(importTracing(dataDir, key?.file ?? '', Date.now()).json).toMatchObject({ reason: 'one-waits' });
    expect(serving(dataDir, secretsText).snapshot().status.tracing).toMatchObject({ type: 'sealing', keyId: key?.id });
    expect(readdirSync(dataDir).filter((name) => name.endsWith('.incoming'))).toEqual([]);
  });
});
