/** Does a gate take what its key signed for it, from whoever hands it over, and nothing else? */

import { createPrivateKey, hash } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FleetDocument, SettingsDocument, SignedFile } from '../../../src-main/contract/fleet-settings.ts';
import { FLEET_FILE_FORMAT, MAX_FLEET_FILE_BYTES, signedTextOf } from '../../../src-main/contract/fleet-settings.ts';
import { isInShare } from '../../../src-main/contract/fleet-target.ts';
import { defaultSettings } from '../../../src-main/contract/settings.ts';
import { FLEET_STATE_FILE } from '../../../src-main/gate/fleet-file.ts';
import { FLEET_DROP_FILE } from '../../../src-main/gate/fleet-folder.ts';
import { openFleetIntake } from '../../../src-main/gate/fleet-intake.ts';
import { openFleetShelf } from '../../../src-main/gate/fleet-shelf.ts';
import { newSigningPair, signText } from '../../../src-main/vault/signed-text.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

const DEVICE = '1a2b3c4d-0000-4000-8000-000000000000';
const NOW_UTC_MS = Date.UTC(2026, 10, 29, 14, 30);
const digest = (text: string): string => hash('sha256', text, 'hex');
const [first, second] = [signer(), signer()];

function signer() {
  const { publicKey, privateKey } = newSigningPair();
  const key = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey, d: privateKey }, format: 'jwk' });
  const signed = (said: FleetDocument): SignedFile => {
    const document = Buffer.from(JSON.stringify(said)).toString('base64url');
    return { format: FLEET_FILE_FORMAT, version: 1, document, signature: signText(key, signedTextOf(document)) };
  };
  return { publicKey, signed };
}

const HEAD = { madeAtUtcMs: NOW_UTC_MS, madeBy: 'can.bo' };
const settings = (version: number, more: Partial<SettingsDocument> = {}): SettingsDocument => ({
  kind: 'settings',
  version,
  ...HEAD,
  target: { type: 'unit', unit: [] },
  sharePercent: 100,
  notBeforeUtcMs: null,
  isUrgent: false,
  settings: { screen: { volume: 0.5 } },
  ...more,
});

function stand(isAttended = true, dataDir = temporaryDir()) {
  const logged: string[] = [];
  const log = (event: string, fields: object = {}): void => void logged.push(`${event} ${JSON.stringify(fields)}`);
  const shelf = openFleetShelf({ dataDir, device: DEVICE, onChange: () => undefined, log });
  const own = () => defaultSettings();
  const intake = openFleetIntake({ dataDir, device: DEVICE, isAttended, digest, shelf, own, nowUtcMs: () => 1, log });
  const waiting = (): number[] => shelf.now().held.waiting.map(({ doc }) => doc.version);
  return { dataDir, shelf, intake, logged, waiting };
}

test('the first key that it hears of counts, another one only where that one says so', () => {
  const { intake, shelf, waiting } = stand();
  intake.fromCollector([first.signed(settings(1))], first.publicKey, 1);
  expect([waiting(), intake.refusal(), intake.heardVersion()]).toEqual([[1], null, 1]);
  intake.fromCollector([second.signed(settings(2))], second.publicKey, 2);
  expect([intake.refusal(), shelf.now().key?.publicKey]).toEqual(['forged', first.publicKey]);
  const moved: FleetDocument = { kind: 'key', version: 3, ...HEAD, publicKey: second.publicKey };
  intake.fromCollector([first.signed(moved), second.signed(settings(4))], second.publicKey, 4);
  expect([waiting(), intake.refusal()]).toEqual([[4], null]);
  expect(intake.byHand(JSON.stringify(second.signed({ ...moved, publicKey: first.publicKey })))).toEqual({
    type: 'refused',
    reason: 'older',
  });
});

test('what is for others first waits for a wider share from the collector, and is taken from a hand', () => {
  const few = Array.from({ length: 99 }, (_, index) => settings(1, { sharePercent: index + 1 }));
  const beyond = few.filter((document) => !isInShare(document, DEVICE, digest)).at(-1);
  if (beyond === undefined) throw new Error('this gate is among the first hundredth');
  const { intake, waiting } = stand();
  intake.fromCollector([first.signed(beyond)], first.publicKey, 1);
  expect([waiting(), intake.refusal()]).toEqual([[], 'other-target']);
  intake.fromCollector([first.signed({ ...beyond, sharePercent: beyond.sharePercent + 1 })], first.publicKey, 1);
  expect(waiting()).toEqual([1]);
  const other = stand();
  other.intake.fromCollector([], first.publicKey, 1);
  expect(other.intake.byHand(JSON.stringify(first.signed(beyond)))).toEqual({ type: 'taken', version: 1 });
});

test('what the disk does not take is asked for again', () => {
  const { dataDir, intake, logged } = stand();
  // A folder in the file's place: nothing can be put there.
  mkdirSync(join(dataDir, FLEET_STATE_FILE, 'x'), { recursive: true });
  intake.fromCollector([first.signed(settings(1))], first.publicKey, 1);
  expect([intake.heardVersion(), intake.refusal()]).toEqual([-1, null]);
  expect(logged).toContain('fleet-settings-refused {"reason":"cannot-write","by":"collector"}');
});

test('the command line says what the gate would refuse, and lays the rest into its folder', () => {
  const { dataDir, intake } = stand();
  intake.fromCollector([], first.publicKey, 1);
  const beside = stand(false, dataDir);
  expect(beside.intake.byHand('{')).toEqual({ type: 'refused', reason: 'wrong-document' });
  expect(beside.intake.byHand(JSON.stringify(second.signed(settings(1))))).toEqual({
    type: 'refused',
    reason: 'forged',
  });
  expect(beside.intake.byHand(JSON.stringify(first.signed(settings(1))))).toEqual({ type: 'taken', version: 1 });
  expect([beside.waiting(), readdirSync(dataDir)]).toEqual([[], expect.arrayContaining([FLEET_DROP_FILE])]);
});

test.each([
  ['taken', JSON.stringify(first.signed(settings(1)))],
  ['refused', '{'],
  ['refused', ' '.repeat(MAX_FLEET_FILE_BYTES + 1)],
  ['refused', JSON.stringify(second.signed(settings(1)))],
])('a file in the folder is %s once, and set aside', (outcome, text) => {
  const { dataDir, intake, waiting } = stand();
  intake.fromCollector([], first.publicKey, 1);
  writeFileSync(join(dataDir, FLEET_DROP_FILE), text);
  intake.dropped();
  expect(waiting()).toEqual(outcome === 'taken' ? [1] : []);
  expect(readdirSync(dataDir)).toEqual([
    FLEET_STATE_FILE,
    expect.stringMatching(new RegExp(`^gac-cong-fleet-settings\\.${outcome}-`)),
  ]);
  intake.dropped();
});
