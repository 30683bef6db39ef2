import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepGateReport } from '../../../src-collector/fleet/gate-report.ts';
import type { TestConsole } from '../../support/served-console.ts';
import { openTestConsole } from '../../support/served-console.ts';
import { suiteDir } from '../../support/temporary-dir.ts';

let served: TestConsole;
const dataDir = suiteDir();

beforeAll(async () => {
  served = await openTestConsole(dataDir);
}, 120_000);
afterAll(() => served.close());

const day = '2026-11-20';
const WINDOW = { fromUtcMs: Date.parse('2026-11-01'), toUtcMs: Date.parse('2026-11-15') };
const CASE = {
  purpose: 'ổ dịch tại xưởng',
  legalBasis: 'quyết định của sở',
  index: { tags: ['a'.repeat(64)] },
  ...WINDOW,
};

test('a unit officer is given the figures of the own unit and of what lies in it, and of nothing beside or above', async () => {
  const officer = await served.signedIn(await served.account('officer', ['officer'], ['Bắc Ninh']));
  for (const unit of [['Bắc Ninh'], ['Bắc Ninh', 'Phường Kinh Bắc']]) {
    const { status, body } = await officer.call('figures.unit', { unit, day });
    expect(status).toBe(200);
    expect(body).toMatchObject({ unit, total: { scans: 0 }, units: [], isCut: false });
  }
  for (const unit of [[], ['Bắc Giang'], ['bắc ninh']]) {
    const { status, body } = await officer.call('figures.unit', { unit, day });
    expect([status, body.reason]).toEqual([403, 'beyond-unit']);
  }
});

test('who sees one unit alone can neither ask for a trace, nor agree to one, nor read of one', async () => {
  const tracer = await served.signedIn(await served.account('tracer.bn', ['tracer', 'privacy'], ['Bắc Ninh']));
  const caseId = randomUUID();
  const answers = [
    await tracer.call('trace.open', CASE),
    await tracer.call('trace.list', {}),
    await tracer.call('trace.decide', { caseId, decision: 'approve' }),
    await tracer.call('trace.handOut', { caseId }),
  ];
  expect(answers.map(({ body }) => body.reason)).toEqual(Array(4).fill('beyond-unit'));
});

test('a trace that finds nobody, and a case that nobody asked for, are answered in a word', async () => {
  const tracer = await served.signedIn(await served.account('tracer', ['tracer']));
  expect((await tracer.call('trace.open', CASE)).body.reason).toBe('nothing-found');
  const caseId = randomUUID();
  const unknown = await tracer.call('trace.decide', { caseId, decision: 'approve' });
  expect([unknown.status, unknown.body.reason]).toEqual([404, 'unknown-case']);
  expect((await tracer.call('trace.handOut', { caseId })).status).toBe(404);
  expect((await tracer.call('trace.list', {})).body.cases).toEqual([]);
});

test('an officer sees how the gates of the own unit are, page by page, and no others', async () => {
  const selfTest = { atUtcMs: 1_795_000_000_000, result: 'doubts', bad: [], doubtful: ['camera'] };
  async function gateIn(unit: string[], pending: number, troubles: string[] = []): Promise<string> {
    const device = randomUUID();
    await served.database.query('insert into device (device_id, public_key) values ($1::uuid, $2)', [
      device,
      Buffer.alloc(32),
    ]);
    await keepGateReport(served.database, device, {
      device,
      atUtcMs: Date.now(),
      version: '1.0.0',
      venue: { kind: 'school', name: 'Trường', unit },
      lanes: [],
      readers: [{ kind: 'camera', state: 'ready' }],
      outbox: { pending, oldestPendingAtUtcMs: null, quarantined: 0 },
      clock: { state: 'ok', offsetMs: 3 },
      disk: { state: 'ok', freeBytes: 5 },
      troubles,
      // One of the two is of a version that knows of no tests.
      ...(troubles.length === 0 ? {} : { selfTest }),
    });
    return device;
  }
  const own = [await gateIn(['Huế', 'Phường Một'], 2), await gateIn(['Huế'], 5, ['log-failing'])].sort();
  await gateIn(['Đà Nẵng'], 1_000);
  const officer = await served.signedIn(await served.account('officer.hue', ['officer'], ['Huế']));
  const first = await officer.call('fleet.gates', { unit: ['Huế'], limit: 1 });
  const second = await officer.call('fleet.gates', {
    unit: ['Huế'],
    limit: 1,
    afterDevice: first.body.nextAfterDevice,
  });
  expect([...first.body.gates, ...second.body.gates].map(({ device }) => device)).toEqual(own);
  expect(second.body.nextAfterDevice).toBeNull();
  const tests = [...first.body.gates, ...second.body.gates].map(({ report }) => report?.selfTest);
  expect(tests).toEqual(expect.arrayContaining([null, selfTest]));
  const failing = await officer.call('fleet.gates', { unit: ['Huế'], alarm: 'log' });
  const [gate] = failing.body.gates;
  expect([failing.body.gates.length, gate?.alarms]).toEqual([1, ['log']]);
  const any = await officer.call('fleet.gates', { unit: ['Huế'], alarm: 'any', limit: 1 });
  // The page is full, and nothing that was asked for follows.
  expect(any.body).toEqual({ ...failing.body, nextAfterDevice: null });
  expect((await officer.call('fleet.gates', { unit: ['Huế'], alarm: 'keys' })).body.gates).toEqual([]);
  const alone = await officer.call('fleet.gates', { unit: ['Huế'], device: gate?.device ?? '' });
  expect(alone.body.gates).toEqual(failing.body.gates);
  expect((await officer.call('fleet.gates', { unit: ['Huế'], device: randomUUID() })).body.gates).toEqual([]);
  expect((await officer.call('fleet.overview', { unit: ['Huế'] })).body).toEqual({
    gates: 2,
    heardLately: 2,
    withAlarm: 1,
    pending: 7,
    quarantined: 0,
    oldestPendingAtUtcMs: null,
    alarms: { log: 1 },
    versions: [{ version: '1.0.0', gates: 2 }],
  });
  expect((await officer.call('fleet.overview', { unit: ['Đà Nẵng'] })).body.reason).toBe('beyond-unit');
  expect((await officer.call('fleet.gates', { unit: [] })).body.reason).toBe('beyond-unit');
});
