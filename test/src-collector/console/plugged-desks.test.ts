import { afterAll, beforeAll, expect, test } from 'vitest';
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
  const caseId = crypto.randomUUID();
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
  const caseId = crypto.randomUUID();
  const unknown = await tracer.call('trace.decide', { caseId, decision: 'approve' });
  expect([unknown.status, unknown.body.reason]).toEqual([404, 'unknown-case']);
  expect((await tracer.call('trace.handOut', { caseId })).status).toBe(404);
  expect((await tracer.call('trace.list', {})).body.cases).toEqual([]);
});
