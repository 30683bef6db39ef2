/** Can whoever has the collector's machine set gates from afar by commands, and is everything else refused by a word? */

import { createPrivateKey } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../../src-collector/database.ts';
import type { SettingsCommand } from '../../../src-collector/fleet/settings-command.ts';
import { carryOutSettingsOrder, settingsOrder } from '../../../src-collector/fleet/settings-command.ts';
import { openFile, settingsKey, signDocument } from '../../../src-collector/fleet/settings-key.ts';
import { migrate } from '../../../src-collector/migrations/migrate.ts';
import type { ConsoleSecret } from '../../../src-collector/secret.ts';
import { consoleSecret } from '../../../src-collector/secret.ts';
import type { FleetDocument } from '../../../src-main/contract/fleet-settings.ts';
import { FLEET_FILE_FORMAT, signedFile, signedTextOf } from '../../../src-main/contract/fleet-settings.ts';
import { newSigningPair, signText } from '../../../src-main/vault/signed-text.ts';
import { openFreshDatabase } from '../../support/fresh-pglite.ts';
import { suiteDir } from '../../support/temporary-dir.ts';

const KEY = 'A'.repeat(43);

describe('what is asked of settings by a command', () => {
  test('is understood whole, or not at all', () => {
    expect(settingsOrder('list')).toEqual({ act: 'list' });
    expect(settingsOrder('publish', 'a.json')).toEqual({ act: 'publish', path: 'a.json' });
    expect(settingsOrder('upload', 'a.json')).toEqual({ act: 'upload', path: 'a.json' });
    expect(settingsOrder('stop', '7')).toEqual({ act: 'stop', version: 7 });
    expect(settingsOrder('file', '7')).toEqual({ act: 'file', version: 7 });
    expect(settingsOrder('move-key', KEY)).toEqual({ act: 'move-key', publicKey: KEY });
    for (const [act, argument] of [
      ['list', '7'],
      ['publish', ''],
      ['upload', ''],
      ['stop', ''],
      ['stop', '0'],
      ['stop', '-1'],
      ['stop', '7x'],
      ['stop', '1'.repeat(12)],
      ['move-key', ''],
      ['move-key', `${KEY}A`],
      ['move-key', `${KEY.slice(1)}=`],
      ['remove', '7'],
      [undefined, ''],
      [true, 'a.json'],
    ] as const) {
      expect(settingsOrder(act, argument), `${String(act)} ${argument}`).toBeNull();
    }
  });

  test('never throws, whatever is typed', () => {
    const act = fc.oneof(fc.constantFrom('list', 'publish', 'upload', 'stop', 'file', 'move-key'), fc.string());
    fc.assert(fc.property(act, fc.string(), (word, argument) => void settingsOrder(word, argument)));
  });
});

describe('a command', () => {
  let database: Database;
  let secret: ConsoleSecret;
  const dir = suiteDir();
  const ORDER = {
    target: { type: 'unit', unit: ['Bắc Ninh'] },
    settings: { retention: { days: 14 } },
    sharePercent: 10,
    notBeforeUtcMs: null,
    isUrgent: false,
  };
  const { publicKey: x, privateKey: d } = newSigningPair();
  const elsewhere = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', x, d }, format: 'jwk' });

  beforeAll(async () => {
    database = await openFreshDatabase(null, join(dir, 'database'));
    await migrate(database);
    secret = consoleSecret(null, dir);
  }, 120_000);
  afterAll(() => database?.close());

  const carryOut = (order: SettingsCommand) => carryOutSettingsOrder(order, { database, secret });
  const refused = (reason: string) => ({ status: 1, answer: { type: 'refused', reason } });
  const rows = async () => (await carryOut({ act: 'list' })).answer as { key: object; rows: { version: number }[] };

  function fileOf(content: unknown): string {
    const path = join(dir, 'order.json');
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  }
  const publish = (content: unknown) => carryOut({ act: 'publish', path: fileOf(content) });
  const upload = (content: unknown) => carryOut({ act: 'upload', path: fileOf(content) });
  const documentOf = (version: number): FleetDocument =>
    ({ kind: 'settings', version, madeAtUtcMs: 1, madeBy: 'nơi ký', ...ORDER }) as FleetDocument;
  function signedElsewhere(document: FleetDocument) {
    const packed = Buffer.from(JSON.stringify(document)).toString('base64url');
    const signature = signText(elsewhere, signedTextOf(packed));
    return { format: FLEET_FILE_FORMAT, version: 1, document: packed, signature };
  }

  test('that publishes what no gate takes, or no file, is refused, and nothing is offered', async () => {
    expect(await carryOut({ act: 'publish', path: join(dir, 'none.json') })).toMatchObject(refused('no-file'));
    expect(await carryOut({ act: 'upload', path: dir })).toMatchObject(refused('no-file'));
    for (const wrong of [
      '',
      '{',
      '[]',
      ' '.repeat(70_000) + JSON.stringify(ORDER),
      { ...ORDER, more: 1 },
      { ...ORDER, settings: { collector: null } },
      { ...ORDER, settings: { retention: { daysOff: 3 } } },
      { ...ORDER, settings: { readers: [] } },
      { ...ORDER, sharePercent: 0 },
      { ...ORDER, sharePercent: 101 },
      { ...ORDER, target: { type: 'province', unit: [] } },
    ]) {
      expect(await publish(wrong), JSON.stringify(wrong).slice(0, 80)).toMatchObject(refused('wrong-file'));
      expect(await upload(wrong)).toMatchObject(refused('wrong-file'));
    }
    const departments = Array.from({ length: 80 }, (_, index) => `${index} ${'khoa '.repeat(11)}`.trim());
    const urls = Array.from({ length: 20 }, (_, index) => `https://a.example/${index}${'x'.repeat(450)}`);
    const contact = 'ă'.repeat(120);
    const ca = `-----BEGIN CERTIFICATE-----\n${'A'.repeat(15_000)}\n-----END CERTIFICATE-----`;
    const settings = { hospital: { departments }, trust: { urls }, notice: { contact }, network: { ca } };
    expect(await publish({ ...ORDER, settings })).toMatchObject(refused('too-large'));
    const target = { type: 'gate', device: '1a2b3c4d-0000-4000-8000-000000000000' };
    expect(await publish({ ...ORDER, target })).toMatchObject(refused('unknown-gate'));
    expect(await rows()).toMatchObject({ rows: [] });
  });

  test('publishes, lists and stops, and each stands in the audit log as done by a command', async () => {
    expect(await publish(ORDER)).toMatchObject({ status: 0, answer: { type: 'done', version: 1 } });
    const { answer, sentence } = await carryOut({ act: 'list' });
    expect(answer).toMatchObject({
      key: { isOwn: true },
      rows: [{ version: 1, madeBy: 'command', state: 'offered', sharePercent: 10, settings: ORDER.settings }],
    });
    expect(sentence).toMatch(/^[\w-]{43} {2}own: true\n1 {2}settings .* 10 % {2}offered/);
    // As a gate is offered it: what goes on a stick to one that no network reaches.
    const file = await carryOut({ act: 'file', version: 1 });
    const { publicKey } = await settingsKey(database, secret);
    expect(openFile(signedFile.parse(JSON.parse(file.sentence)), publicKey)).toMatchObject({ version: 1 });
    expect(await carryOut({ act: 'file', version: 99 })).toMatchObject(refused('unknown'));
    expect(await carryOut({ act: 'stop', version: 1 })).toMatchObject({ status: 0, answer: { version: 1 } });
    expect(await carryOut({ act: 'stop', version: 1 })).toMatchObject(refused('unknown'));
    expect(await carryOut({ act: 'stop', version: 99 })).toMatchObject(refused('unknown'));
    const noted = await database.query<{ call: string; actor: string }>(
      "select call, actor_kind as actor from console_audit where call like 'settings.%' order by id",
    );
    expect(noted).toEqual([
      { call: 'settings.publish', actor: 'command' },
      { call: 'settings.stop', actor: 'command' },
    ]);
  });

  test('hands in what was signed: forged, older and altered files are refused', async () => {
    expect(await upload(signedElsewhere(documentOf(8)))).toMatchObject(refused('forged'));
    const honest = signDocument(secret, documentOf(8));
    const other = signDocument(secret, documentOf(9));
    expect(await upload({ ...honest, document: other?.document })).toMatchObject(refused('forged'));
    expect(await upload({ ...honest, signature: 'short' })).toMatchObject(refused('wrong-file'));
    expect(await upload(signDocument(secret, { ...documentOf(8), settings: { lanes: [] } } as never))).toMatchObject(
      refused('wrong-document'),
    );
    expect(await upload(honest)).toMatchObject({ status: 0, answer: { version: 8 } });
    expect(await upload(honest)).toMatchObject(refused('older'));
    expect(await upload(signDocument(secret, documentOf(7)))).toMatchObject(refused('older'));
  });

  test('moves the key away: from then on it publishes nothing, and takes what the new key signed', async () => {
    expect(await carryOut({ act: 'move-key', publicKey: x })).toMatchObject({ status: 0, answer: { version: 9 } });
    expect(await rows()).toMatchObject({ key: { publicKey: x, isOwn: false } });
    expect(await publish(ORDER)).toMatchObject(refused('key-elsewhere'));
    expect(await carryOut({ act: 'move-key', publicKey: KEY })).toMatchObject(refused('key-elsewhere'));
    expect(await upload(signDocument(secret, documentOf(10)))).toMatchObject(refused('forged'));
    expect(await upload(signedElsewhere(documentOf(10)))).toMatchObject({ status: 0, answer: { version: 10 } });
  });
});
