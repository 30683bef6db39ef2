/** From the console to the gate and back: published, taken, tried, held; a bad one given back by the gates and stopped by the collector. */

import type { KeyObject } from 'node:crypto';
import { createPrivateKey } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { issueSetupCode } from '../../../src-collector/devices.ts';
import { signDocument } from '../../../src-collector/fleet/settings-key.ts';
import { collectorTroubles } from '../../../src-collector/notices/collector-troubles.ts';
import type { FleetDocument, SignedFile } from '../../../src-main/contract/fleet-settings.ts';
import { FLEET_FILE_FORMAT, signedTextOf } from '../../../src-main/contract/fleet-settings.ts';
import type { Settings } from '../../../src-main/contract/settings.ts';
import { FLEET_DROP_FILE } from '../../../src-main/gate/fleet-folder.ts';
import type { OpenedGate } from '../../../src-main/gate/opened-gate.ts';
import { openGate } from '../../../src-main/gate.ts';
import { newSigningPair, signText } from '../../../src-main/vault/signed-text.ts';
import type { Browser, TestConsole } from '../../support/served-console.ts';
import { openTestConsole } from '../../support/served-console.ts';
import { suiteDir, temporaryDir } from '../../support/temporary-dir.ts';

let served: TestConsole;
let officer: Browser;
const dataDir = suiteDir();
const UNIT = ['Bắc Ninh', 'Phường Kinh Bắc'];
/** Everything that takes minutes. A machine with other work to do answers late, and that is no fault of the settings. */
const QUICK_TIMES = { trialMs: 400, mendedWithinMs: 100, longestMs: 60_000, lookEveryMs: 25, askEveryMs: 1_000 };
const IMPATIENT = { ...QUICK_TIMES, longestMs: 4_000 };

beforeAll(async () => {
  served = await openTestConsole(dataDir);
  officer = await served.signedIn(await served.account('can.bo', ['officer', 'operator'], ['Bắc Ninh']));
}, 120_000);
afterAll(() => served.close());

type TestGate = { gate: OpenedGate; readonly dataDir: string; readonly logged: string[] };

function opened(place: string, fleetTimes = QUICK_TIMES): TestGate {
  const logged: string[] = [];
  const answer = openGate({
    dataDir: place,
    version: 'test',
    extraReaders: () => [],
    isAttended: true,
    log: (event, fields) => logged.push(`${event} ${JSON.stringify(fields ?? {})}`),
    // At once: what is spread over minutes is spread by it.
    random: () => 0,
    machine: [],
    fleetTimes,
  });
  if (answer.type === 'refused') throw new Error(answer.reason);
  return { gate: answer.gate, dataDir: place, logged };
}

/** A gate of the unit that this collector knows, with its first report sent. */
async function joinedGate(unit = UNIT, url = served.url, times = QUICK_TIMES): Promise<TestGate> {
  const made = opened(temporaryDir(), times);
  onTestFinished(() => made.gate.close());
  const code = await issueSetupCode(served.database, url, 'Máy thu');
  expect((await made.gate.enrol({ setupCode: code })).type).toBe('enrolled');
  const { settings } = made.gate.snapshot();
  const [province = '', commune = ''] = unit;
  const named: Settings['venue']['unit'] = [
    { level: 'province', name: province },
    { level: 'commune', name: commune },
  ];
  const saved = made.gate.saveSettings({
    settings: { ...settings, readers: [], venue: { ...settings.venue, name: 'Nhà máy Sao Mai', unit: named } },
  });
  expect(saved).toEqual({ type: 'saved' });
  // The collector knows by now where it stands.
  const device = deviceOf(made);
  const known = async () => (await officer.call('fleet.gates', { unit, device })).body.gates.length;
  await expect.poll(known, POLL).toBe(1);
  return made;
}

/** It reports soon after its lanes were named otherwise, and hears in the answer what there is. */
function speak(gate: TestGate): void {
  const settings = current(gate);
  spoken += 1;
  const lanes = settings.lanes.map((lane) => ({ ...lane, name: `Lối ${spoken}` }));
  expect(gate.gate.saveSettings({ settings: { ...settings, lanes } })).toEqual({ type: 'saved' });
}
let spoken = 0;

const current = ({ gate }: TestGate): Settings => gate.snapshot().settings;
const fromAfar = ({ gate }: TestGate) => gate.snapshot().status.fromAfar;
const POLL = { timeout: 60_000, interval: 50 };

async function publish(settings: object, more: object = {}) {
  const order = { target: { type: 'unit' as const, unit: UNIT }, settings, sharePercent: 100, notBeforeUtcMs: null };
  return officer.call('settings.publish', { ...order, isUrgent: true, ...more });
}

test('what an officer publishes is taken, tried and held; what stands over the own settings cannot be changed at the gate, and goes when it is published away', async () => {
  const gate = await joinedGate();
  const own = current(gate);
  const became: string[] = [];
  gate.gate.subscribe((event) => {
    if (event.type === 'settings') became.push(`${event.settings.notice.contact} ${event.settings.retention.days}`);
  });
  const { body } = await publish({ retention: { days: 14 }, notice: { contact: 'Phòng bảo vệ' } });
  speak(gate);
  await expect.poll(() => [current(gate).retention.days, fromAfar(gate)?.rolledBack], POLL).toEqual([14, null]);
  // On trial nothing is deleted sooner than before: that could not be given back.
  expect(became.filter((each, index) => each !== became[index - 1])).toEqual([
    ' 30',
    'Phòng bảo vệ 30',
    'Phòng bảo vệ 14',
  ]);
  expect(fromAfar(gate)).toMatchObject({
    trial: null,
    locked: [
      { field: 'retention.days', by: 'can.bo', version: body.version },
      { field: 'notice.contact', by: 'can.bo', version: body.version },
    ],
  });
  const outcomes = async () => (await officer.call('settings.outcomes', { version: body.version, unit: UNIT })).body;
  await expect.poll(async () => (await outcomes()).gates.map(({ outcome }) => outcome), POLL).toEqual(['in-force']);

  const wanted = {
    ...current(gate),
    retention: { days: 3, warnDays: 1 },
    notice: { purpose: 'an ninh', contact: 'ai' },
  };
  expect(gate.gate.saveSettings({ settings: wanted })).toEqual({ type: 'saved' });
  expect(current(gate)).toMatchObject({
    retention: { days: 14, warnDays: 1 },
    notice: { purpose: 'an ninh', contact: 'Phòng bảo vệ' },
  });
  // The file that is the gate's own has never held what came from afar.
  const file = JSON.parse(readFileSync(join(gate.dataDir, 'settings.json'), 'utf8')) as Settings;
  expect(file.retention).toEqual({ days: own.retention.days, warnDays: 1 });

  await gate.gate.close();
  const again = opened(gate.dataDir);
  onTestFinished(() => again.gate.close());
  expect(current(again).retention.days).toBe(14);
  const { body: empty } = await publish({});
  speak(again);
  await expect.poll(() => current(again).retention.days, POLL).toBe(30);
  await expect.poll(() => fromAfar(again), POLL).toMatchObject({ locked: [], trial: null });
  expect(empty.version).toBeGreaterThan(body.version);
});

test('a bad one is given back by each gate itself, and after the third it is offered to nobody: said in the console and as an alarm', async () => {
  // An address that is this machine's own and does not say so: a gate's own machine is never reached by a proxy.
  const url = served.url.replace('127.0.0.1', '0.0.0.0');
  const inWard = (name: string) => joinedGate(['Bắc Ninh', `Phường ${name}`], url, IMPATIENT);
  const gates = await Promise.all(['a', 'b', 'c'].map(inWard));
  const target = { type: 'unit' as const, unit: ['Bắc Ninh'] };
  // A proxy that is not there: the collector is not reached any more.
  const { body } = await publish({ network: { proxy: 'http://127.0.0.1:9' } }, { target });
  gates.forEach(speak);
  for (const gate of gates) {
    await expect
      .poll(() => fromAfar(gate)?.rolledBack, POLL)
      .toMatchObject({ version: body.version, reason: 'collector-lost' });
    expect(current(gate).network.proxy).toBe('');
  }
  const row = async () =>
    (await officer.call('settings.list', { unit: ['Bắc Ninh'], beforeVersion: null })).body.rows.find(
      ({ version }) => version === body.version,
    );
  await expect.poll(row, POLL).toMatchObject({ state: 'halted', outcomes: { givenBack: 3, inForce: 0 } });
  const late = await inWard('d');
  await expect.poll(() => fromAfar(late), POLL).toMatchObject({ waiting: [], trial: null });
  expect(current(late).network.proxy).toBe('');
  const troubles = await collectorTroubles(served.database, null, Date.now());
  expect(troubles).toContainEqual({ subject: 'collector', kind: 'settings-halted', unit: ['Bắc Ninh'], label: '' });
}, 240_000);

test('settings that do not fit a gate are given back before they are in force', async () => {
  const gate = await joinedGate();
  const target = { type: 'gate' as const, device: deviceOf(gate) };
  const { body } = await publish({ readers: [{ kind: 'wedge', id: 'x', laneId: 'not-there' }] }, { target });
  speak(gate);
  await expect
    .poll(() => fromAfar(gate)?.rolledBack, POLL)
    .toMatchObject({ version: body.version, reason: 'wrong-settings' });
  expect(current(gate).readers).toEqual([]);
});

function deviceOf({ dataDir: place }: TestGate): string {
  return (JSON.parse(readFileSync(join(place, 'keys.json'), 'utf8')) as { deviceId: string }).deviceId;
}

function signedBy(privateKey: KeyObject, document: object): string {
  const packed = Buffer.from(JSON.stringify(document)).toString('base64url');
  const file: SignedFile = {
    format: FLEET_FILE_FORMAT,
    version: 1,
    document: packed,
    signature: signText(privateKey, signedTextOf(packed)),
  };
  return JSON.stringify(file);
}

const DOCUMENT: FleetDocument = {
  kind: 'settings',
  version: 900_000,
  madeAtUtcMs: 1,
  madeBy: 'can.bo',
  target: { type: 'unit', unit: [] },
  sharePercent: 1,
  notBeforeUtcMs: null,
  isUrgent: false,
  settings: { screen: { volume: 0.5 } },
};

test('a file from a stick: forged, older, another unit’s, of another gate’s parts and too large are each refused with a reason; the right one is taken, in hand and in the folder', async () => {
  const gate = await joinedGate();
  const of = (document: object): string => JSON.stringify(signDocument(served.secret, document as FleetDocument));
  const apply = (text: string) => gate.gate.applySetup({ text });
  const stranger = newSigningPair();
  const strangerKey = createPrivateKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: stranger.publicKey, d: stranger.privateKey },
    format: 'jwk',
  });
  const refused = (reason: string) => ({ type: 'refused', reason, field: null });

  expect(await apply(signedBy(strangerKey, DOCUMENT))).toEqual(refused('forged'));
  const honest = JSON.parse(of(DOCUMENT)) as SignedFile;
  const changed = Buffer.from(JSON.stringify({ ...DOCUMENT, settings: { retention: { days: 1 } } }));
  expect(await apply(JSON.stringify({ ...honest, document: changed.toString('base64url') }))).toEqual(
    refused('forged'),
  );
  expect(await apply(of({ ...DOCUMENT, target: { type: 'unit', unit: ['Hà Nội'] } }))).toEqual(refused('other-target'));
  expect(await apply(of({ ...DOCUMENT, settings: { collector: null } }))).toEqual(refused('wrong-document'));
  expect(await apply(of({ ...DOCUMENT, settings: { readers: [] } }))).toEqual(refused('wrong-document'));
  expect(await apply(of({ ...DOCUMENT, settings: { network: { proxy: 'http://a:b@c' } } }))).toEqual(
    refused('wrong-document'),
  );
  expect(await apply(JSON.stringify({ ...honest, document: 'A'.repeat(39_000) }))).toEqual(refused('wrong-document'));
  expect(current(gate).screen.volume).toBe(1);

  expect(await apply(JSON.stringify(honest))).toEqual({ type: 'taken', version: 900_000 });
  await expect.poll(() => current(gate).screen.volume, POLL).toBe(0.5);
  await expect.poll(() => fromAfar(gate)?.trial, POLL).toBeNull();
  expect(await apply(JSON.stringify(honest))).toEqual(refused('older'));
  expect(await apply(of({ ...DOCUMENT, version: 899_999 }))).toEqual(refused('older'));

  writeFileSync(
    join(gate.dataDir, FLEET_DROP_FILE),
    of({ ...DOCUMENT, version: 900_001, settings: { screen: { volume: 0.25 } } }),
  );
  await expect.poll(() => current(gate).screen.volume, POLL).toBe(0.25);
  expect(readdirSync(gate.dataDir).filter((name) => name.startsWith('gac-cong-fleet-settings'))).toEqual([
    expect.stringMatching(/^gac-cong-fleet-settings\.taken-\d{8}T\d{6}Z\.json$/),
  ]);
});

test('a key that is kept elsewhere takes the place of the collector’s: from then on it signs nothing, and gates believe nothing that it signs', async () => {
  const gate = await joinedGate(['Bắc Ninh', 'Phường Suối Hoa']);
  const operator = await served.signedIn(await served.account('van.hanh', ['operator']));
  const { publicKey: x, privateKey: d } = newSigningPair();
  const elsewhere = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', x, d }, format: 'jwk' });
  expect((await officer.call('settings.moveKey', { publicKey: x })).body.reason).toBe('beyond-unit');
  const { body: moved } = await operator.call('settings.moveKey', { publicKey: x });
  speak(gate);
  await expect.poll(() => gate.logged.join('\n'), POLL).toContain(`fleet-settings-taken {"version":${moved.version}}`);

  expect((await publish({})).body.reason).toBe('key-elsewhere');
  const order = {
    target: { type: 'unit' as const, unit: ['Bắc Ninh', 'Phường Suối Hoa'] },
    settings: { screen: { volume: 0.75 } },
    sharePercent: 100,
    notBeforeUtcMs: null,
    isUrgent: true,
  };
  const { body: draft } = await officer.call('settings.draft', order);
  const own = JSON.stringify(signDocument(served.secret, JSON.parse(draft.document) as FleetDocument));
  expect(await gate.gate.applySetup({ text: own })).toMatchObject({ reason: 'forged' });
  const upload = (text: string) => officer.call('settings.upload', { file: JSON.parse(text) as SignedFile });
  expect((await upload(own)).body.reason).toBe('forged');
  const file = signedBy(elsewhere, JSON.parse(draft.document) as object);
  speak(gate);
  expect((await upload(file)).body).toEqual({ version: draft.version });
  speak(gate);
  expect((await upload(file)).body.reason).toBe('older');
  await expect.poll(() => current(gate).screen.volume, POLL).toBe(0.75);
  // Whoever joins from now on is told the new key, and has no use for the old one's word.
  const late = await joinedGate(['Bắc Ninh', 'Phường Suối Hoa']);
  await expect.poll(() => current(late).screen.volume, POLL).toBe(0.75);
});

test('who is of another unit sees, publishes, stops and revokes nothing of this one', async () => {
  const other = await served.signedIn(await served.account('noi.khac', ['officer', 'operator'], ['Hà Nội']));
  const gate = await joinedGate();
  const listed = (await other.call('settings.list', { unit: ['Hà Nội'], beforeVersion: null })).body.rows;
  expect(listed.filter(({ kind }) => kind === 'settings')).toEqual([]);
  expect((await other.call('settings.list', { unit: UNIT, beforeVersion: null })).body.reason).toBe('beyond-unit');
  expect((await other.call('settings.outcomes', { version: 1, unit: UNIT })).body.reason).toBe('beyond-unit');
  expect((await other.call('settings.file', { version: 1, unit: UNIT })).body.reason).toBe('beyond-unit');
  const { reason } = (await other.call('settings.file', { version: 1, unit: ['Hà Nội'] })).body;
  expect(reason).toBe('unknown');
  expect((await other.call('settings.stop', { version: 1 })).body.reason).toBe('unknown');
  expect((await other.call('fleet.revoke', { device: deviceOf(gate) })).body.reason).toBe('unknown-gate');
  expect((await officer.call('fleet.revoke', { device: deviceOf(gate) })).body).toEqual({ device: deviceOf(gate) });
  const { gates } = (await officer.call('fleet.gates', { unit: UNIT, device: deviceOf(gate) })).body;
  expect(gates.map(({ standing }) => standing)).toEqual(['handing-over']);
});
