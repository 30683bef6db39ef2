import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditFilter } from '../../../src-collector/contract/keeper-calls.ts';
import type { Browser, TestConsole } from '../../support/served-console.ts';
import { openTestConsole } from '../../support/served-console.ts';
import { suiteDir } from '../../support/temporary-dir.ts';

let served: TestConsole;
let operator: Browser;
const dataDir = suiteDir();

beforeAll(async () => {
  served = await openTestConsole(dataDir);
  operator = await served.signedIn(await served.account('operator', ['operator']));
  const viewer = await served.signedIn(await served.account('viewer', ['viewer']));
  await operator.call('account.add', { name: 'new.one', roles: ['viewer'], unit: [], email: null });
  await operator.call('account.add', { name: 'new.one', roles: ['viewer'], unit: [], email: null });
  await operator.call('token.issue', { name: 'x', scopes: ['audit:read'], unit: [], days: 1 });
  await viewer.call('token.list', {});
});
afterAll(() => served?.close());

async function found(filter: AuditFilter): Promise<readonly string[]> {
  const { body } = await operator.call('audit.list', { beforeId: null, limit: 50, ...filter });
  return body.rows.map(({ by, call, outcome }) => `${by} ${call} ${outcome}`);
}

test('the log is looked through by who, by what, by what was refused, and by all of them', async () => {
  expect(await found({ by: 'VIEWER' })).toEqual(['viewer token.list not-allowed']);
  expect(await found({ call: 'token' })).toEqual(['viewer token.list not-allowed', 'operator token.issue done']);
  expect(await found({ call: 'account.add' })).toEqual(['operator account.add taken', 'operator account.add done']);
  expect(await found({ isRefused: true, by: 'operator' })).toEqual(['operator account.add taken']);
  expect(await found({ by: 'nobody' })).toEqual([]);
});

test('a day is one of the calendar in Vietnam', async () => {
  const { body } = await operator.call('audit.list', { beforeId: null, limit: 1, call: 'token.issue' });
  const day = new Date(Date.parse(body.rows[0]?.at ?? '') + 7 * 3_600_000).toISOString().slice(0, 10);
  expect(await found({ day, call: 'token.issue' })).toEqual(['operator token.issue done']);
  expect(await found({ day: '2026-01-01' })).toEqual([]);
});

test('what is no filter is refused', async () => {
  for (const filter of [{ call: "x' or true" }, { day: '2026-02-30' }, { by: '' }]) {
    const { status } = await operator.call('audit.list', { beforeId: null, limit: 5, ...filter });
    expect(status).toBe(400);
  }
});
