/** Does the authority find one person at two gates by tags, with a collector between that cannot make them? */

import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { uploadedEntry } from '../../../src-main/contract/upload-protocol.ts';
import { isoWeekOf } from '../../../src-main/core/authority/tracing-key.ts';
import { cccdText, FAKE_PEOPLE } from '../../../src-main/devices/simulated/fake-people.ts';
import type { OpenedGate } from '../../../src-main/gate/opened-gate.ts';
import { importTracing, newTracingKeys, tagsOf } from '../../../src-main/host/tracing-command.ts';
import { openStore } from '../../../src-main/store/open-store.ts';
import { toUploadedEntry } from '../../../src-main/upload/to-uploaded-entry.ts';
import { openVault } from '../../../src-main/vault/open-vault.ts';
import { createVenueTracer } from '../../../src-main/vault/tracer.ts';
import { newTracingKey } from '../../../src-main/vault/tracing-keys.ts';
import { gateAt } from '../../support/gate-at.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

const WEEK_MS = 7 * 86_400_000;

function keysFor(weeks = 1, nowUtcMs = Date.now()): { readonly id: string; readonly file: string }[] {
  const { json, status } = newTracingKeys(temporaryDir(), weeks, nowUtcMs);
  expect(status).toBe(0);
  return (json as { keys: { id: string; file: string }[] }).keys;
}

function scanAt(gate: OpenedGate, index: number): void {
  const person = FAKE_PEOPLE[index];
  if (person === undefined) throw new Error('no such person');
  gate.scan({ readerKind: 'command', text: cccdText(person), encoding: 'utf-8' });
}

function numberOf(index: number): string {
  const person = FAKE_PEOPLE[index];
  return person === undefined ? '' : (cccdText(person).split('|')[0] ?? '');
}

type Sent = ReturnType<typeof uploadedEntry.parse>;

function sentFrom(dataDir: string): Sent[] {
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
  expect(store.store.verifyChain()).toMatchObject({ broken: 0 });
  return store.store
    .pending(100)
    .map((entry) => uploadedEntry.parse(JSON.parse(JSON.stringify(toUploadedEntry(entry)))));
}

describe('a person at two gates that have the same tracing key', () => {
  test('has one tracing tag and two local ones, and the authority makes the same from the typed number', () => {
    const [key] = keysFor();
    const dirs = [temporaryDir(), temporaryDir()];
    for (const dataDir of dirs) {
      expect(importTracing(dataDir, key?.file ?? '', Date.now())).toMatchObject({
        status: 0,
        json: { type: 'imported', id: key?.id, tracing: { type: 'sealing', keyId: key?.id } },
      });
      scanAt(gateAt(dataDir), 0);
      scanAt(gateAt(dataDir), 1);
    }
    const [here = [], there = []] = dirs.map(sentFrom);
    expect(here[0]?.tracingTag).toMatch(/^[0-9a-f]{64}$/);
    expect(here.map(({ tracingTag }) => tracingTag)).toEqual(there.map(({ tracingTag }) => tracingTag));
    expect(here[0]?.tracingTag).not.toBe(here[1]?.tracingTag);
    // The gate's own tag and the masks would be the same in another week.
    const kept = { subjectTag: null, maskedName: null, maskedNumber: null };
    expect([...here, ...there]).toMatchObject(Array(here.length + there.length).fill(kept));
    const number = numberOf(0);
    const typed = `${number.slice(0, 3)} ${number.slice(3, 8)}-${number.slice(8)}`;
    expect(tagsOf([key?.file ?? ''], `\n${typed}\n`).json).toEqual([
      { line: 2, tracingKeyId: key?.id, tracingTag: here[0]?.tracingTag },
    ]);
  });

  test('is tagged under the new key from its week on, and a gate that runs sees the key by itself', () => {
    const dataDir = temporaryDir();
    const gate = gateAt(dataDir);
    scanAt(gate, 0);
    expect(gate.snapshot().status.tracing).toEqual({ type: 'none' });
    // Last week's, which still holds for this one, and then this week's.
    const [old] = keysFor(1, Date.now() - WEEK_MS);
    const [present] = keysFor();
    for (const [index, key] of [old, present].entries()) {
      importTracing(dataDir, key?.file ?? '', Date.now());
      expect(gate.snapshot().status.tracing).toMatchObject({ keyId: key?.id });
      scanAt(gate, index + 1);
    }
    expect(sentFrom(dataDir).map(({ tracingKeyId }) => tracingKeyId)).toEqual([undefined, old?.id, present?.id]);
  });

  test('is recorded without a tag where every key has run out, and the guard is told', () => {
    const dataDir = temporaryDir();
    importTracing(dataDir, keysFor(1, Date.now() - 5 * WEEK_MS)[0]?.file ?? '', Date.now());
    const gate = gateAt(dataDir);
    expect(gate.snapshot().status.tracing.type).toBe('without');
    scanAt(gate, 0);
    expect(sentFrom(dataDir)).toMatchObject([{ seq: 1, verdict: 'admit' }]);
    expect(sentFrom(dataDir)[0]).not.toHaveProperty('tracingTag');
  });
});

describe('a tracing key on a gate', () => {
  test('is kept sealed and for its own eyes, and goes when its weeks are over', () => {
    const dataDir = temporaryDir();
    const weeks = keysFor(4, Date.now() - WEEK_MS);
    for (const { file } of weeks) expect(importTracing(dataDir, file, Date.now()).status).toBe(0);
    const path = join(dataDir, 'tracing-keys.json');
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    const kept = readFileSync(path, 'utf8');
    for (const { file } of weeks) expect(kept).not.toContain(JSON.parse(readFileSync(file, 'utf8')).secret);
    expect(readdirSync(dataDir).filter((name) => name.endsWith('.new'))).toEqual([]);
    // The first ended when the third began; it cannot be made valid again by bringing it once more.
    expect(importTracing(dataDir, weeks[0]?.file ?? '', Date.now())).toMatchObject({ json: { reason: 'too-old' } });
  });

  test('that is damaged, is none, or is another for the same week is refused with the reason', () => {
    const dataDir = temporaryDir();
    const [key] = keysFor();
    const [other] = keysFor();
    importTracing(dataDir, key?.file ?? '', Date.now());
    const text = readFileSync(key?.file ?? '', 'utf8');
    const damaged = join(temporaryDir(), 'damaged.json');
    const { tracingKey, secret } = JSON.parse(text);
    writeFileSync(
      damaged,
      JSON.stringify({ tracingKey, secret: `${secret.startsWith('A') ? 'B' : 'A'}${secret.slice(1)}` }),
    );
    const reasons = [damaged, other?.file ?? '', '/nowhere/key.json'].map(
      (path) => (importTracing(dataDir, path, Date.now()).json as { reason: string }).reason,
    );
    expect(reasons).toEqual(['no-key', 'another-key', 'no-file']);
    expect(tagsOf([damaged], '001099000000')).toMatchObject({ status: 1 });
    expect(newTracingKeys(temporaryDir(), 0, Date.now())).toMatchObject({ json: { reason: 'weeks' } });
  });

  test('that was sealed under a data key that is lost is asked for again, and scans go on', () => {
    const dataDir = temporaryDir();
    importTracing(dataDir, keysFor()[0]?.file ?? '', Date.now());
    const other = temporaryDir();
    writeFileSync(join(other, 'tracing-keys.json'), readFileSync(join(dataDir, 'tracing-keys.json')));
    const gate = gateAt(other);
    expect(gate.snapshot().status.tracing).toEqual({ type: 'without', sinceUtcMs: null });
    scanAt(gate, 0);
    expect(sentFrom(other)).toMatchObject([{ seq: 1, verdict: 'admit' }]);
    expect(importTracing(other, keysFor()[0]?.file ?? '', Date.now()).status).toBe(0);
    expect(gate.snapshot().status.tracing.type).toBe('sealing');
  });
});

test('a tag is one of its number and its week: another spelling gives the same, another number or week another', () => {
  const dataDir = temporaryDir();
  const vault = openVault(dataDir);
  if (vault.type === 'refused') throw new Error(vault.reason);
  const folder = temporaryDir();
  const now = Date.UTC(2026, 10, 25);
  const files = [0, 1].map((weeks) => {
    const file = join(folder, `${weeks}.json`);
    writeFileSync(file, newTracingKey(isoWeekOf(now + weeks * WEEK_MS)).text);
    importTracing(dataDir, file, now);
    return file;
  });
  const tracer = createVenueTracer(join(dataDir, 'tracing-keys.json'), vault.vault.sealer, () => now);
  const digits = fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 12 })
    .map((each) => each.join(''));
  const gaps = fc.array(fc.constantFrom('', ' ', '-', '.'), { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(digits, digits, gaps, (number, another, between) => {
      fc.pre(number !== another);
      const spelt = [...number].map((digit, index) => `${digit}${between[index]}`).join('');
      const typed = tagsOf(files, `${spelt}\n${another}\n`).json as { tracingTag: string }[];
      const scanned = [0, 1].map((weeks) => tracer.trace({ scheme: 'citizen', value: number }, now + weeks * WEEK_MS));
      expect(scanned.map((each) => each?.tag)).toEqual(typed.slice(0, 2).map(({ tracingTag }) => tracingTag));
      expect(new Set(typed.map(({ tracingTag }) => tracingTag)).size).toBe(4);
    }),
    { numRuns: 50 },
  );
});
