/** Can one person alone come in as a tracer or a privacy officer, once somebody watches over privacy? */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { approveAccount, changeAccount, resetAccount } from '../../../src-collector/console/accounts.ts';
import type { Role } from '../../../src-collector/contract/console-roles.ts';
import type { Browser, TestAccount, TestConsole } from '../../support/served-console.ts';
import { codeOf, openTestConsole, PASSWORD } from '../../support/served-console.ts';
import { suiteDir } from '../../support/temporary-dir.ts';

let served: TestConsole;
let operator: Browser;
let root: TestAccount;
const dataDir = suiteDir();

beforeAll(async () => {
  served = await openTestConsole(dataDir);
  root = await served.account('root', ['operator', 'privacy']);
  operator = await served.signedIn(root);
}, 240_000);
afterAll(() => served.close());

const tokenOf = (link: string): string => /#\/invitation\/([\w-]{43})$/.exec(link)?.[1] ?? '';

async function accept(link: string): Promise<{ readonly reason: string | undefined; readonly browser: Browser }> {
  const browser = served.browser();
  const token = tokenOf(link);
  const opened = (await browser.call('invitation.open', { token })).body;
  if (opened.reason !== undefined) return { reason: opened.reason, browser };
  const code = codeOf(opened.secondStep.secret);
  const { reason } = (await browser.call('invitation.accept', { token, password: PASSWORD, code })).body;
  await browser.call('session.current', {});
  return { reason, browser };
}

test('while nobody watches over privacy, the first tracer comes in by the operator alone', async () => {
  await served.database.query(`update console_account set roles = '{operator}', kept_privacy_at = null`);
  const { link, isWaiting } = (
    await operator.call('account.add', { name: 'tracer.one', roles: ['tracer'], unit: [], email: null })
  ).body;
  expect(isWaiting).toBe(false);
  expect((await accept(link)).reason).toBeUndefined();
});

test('from then on a new account, a reset and a change each wait, and who asked for it does not agree to it', async () => {
  const keeper = await served.account('keeper', ['privacy']);
  const privacy = await served.signedIn(keeper);
  await served.database.query(`update console_account set roles = '{operator,privacy}' where id = $1`, [root.id]);
  const both = await served.signedIn(root);
  const added = (await both.call('account.add', { name: 'tracer.two', roles: ['tracer'], unit: [], email: null })).body;
  expect(added.isWaiting).toBe(true);
  expect((await accept(added.link)).reason).toBe('awaits-approval');
  expect((await both.call('account.approve', { id: added.id })).body.reason).toBe('same-person');
  const waiting = (await privacy.call('account.waiting', {})).body.accounts;
  expect(waiting).toMatchObject([{ id: added.id, name: 'tracer.two', roles: ['tracer'], askedBy: 'root' }]);
  expect((await privacy.call('account.approve', { id: added.id })).status).toBe(200);
  expect((await privacy.call('account.approve', { id: added.id })).body.reason).toBe('unknown');
  const { browser, reason } = await accept(added.link);
  expect(reason).toBeUndefined();
  expect((await browser.call('trace.list', {})).status).toBe(200);

  // A reset: the invitation is in the operator's hands, and opens nothing.
  const reset = (await both.call('account.reset', { id: added.id })).body;
  expect(reset.isWaiting).toBe(true);
  expect((await browser.call('trace.list', {})).status).toBe(401);
  expect((await accept(reset.link)).reason).toBe('awaits-approval');
  await privacy.call('account.approve', { id: added.id });
  expect((await accept(reset.link)).reason).toBeUndefined();

  // A viewer that becomes a tracer: neither the session it had nor its password lets it in.
  const viewer = await served.account('viewer', ['viewer']);
  const seen = await served.signedIn(viewer);
  const change = (roles: Role[]) => both.call('account.change', { id: viewer.id, roles, unit: [] });
  expect((await change(['viewer', 'officer'])).body).toEqual({ isWaiting: false });
  expect((await change(['viewer', 'tracer'])).body).toEqual({ isWaiting: true });
  expect((await seen.call('session.current', {})).body.stage).toBe('none');
  const tried = await served.browser().call('session.begin', { name: 'viewer', password: PASSWORD });
  expect(tried.body).toEqual({ reason: 'wrong' });
  expect((await both.call('account.list', {})).body.accounts.find(({ id }) => id === viewer.id)?.state).toBe('waiting');
});

test('the only privacy officer cannot be made by the operator: neither by a reset nor by taking the role away first', async () => {
  const { database } = served;
  const privacy = (await database.query<{ id: number }>(`select id from console_account where name = 'keeper'`))[0];
  await database.query(`update console_account set roles = '{operator}', kept_privacy_at = null where id = $1`, [
    root.id,
  ]);
  const alone = await served.signedIn(root);
  const id = privacy?.id ?? 0;
  expect((await alone.call('account.change', { id, roles: ['viewer'], unit: [] })).body).toEqual({ isWaiting: false });
  const own = { name: 'own.tracer', roles: ['tracer' as const], unit: [], email: null };
  expect((await alone.call('account.add', own)).body.isWaiting).toBe(true);
  expect((await alone.call('account.change', { id, roles: ['privacy'], unit: [] })).body).toEqual({ isWaiting: true });
  expect((await alone.call('account.reset', { id })).body.isWaiting).toBe(true);
  // Whoever has the machine is above all accounts, and the log says so.
  const invited = await resetAccount(database, id, []);
  expect(invited?.isWaiting).toBe(false);
  expect(await approveAccount(database, id, [], null)).toBe('unknown');
});

test("roles are changed within the own unit, never one's own, and never those of the last operator", async () => {
  const { database } = served;
  const alone = await served.signedIn(root);
  const viewer = await served.account('other', ['viewer'], ['Huế']);
  const local = await served.signedIn(await served.account('op.hue', ['operator'], ['Huế']));
  const asked = { id: viewer.id, roles: ['officer' as const] };
  expect((await local.call('account.change', { ...asked, unit: [] })).body.reason).toBe('beyond-unit');
  expect((await local.call('account.change', { ...asked, unit: ['Huế', 'Phường Một'] })).status).toBe(200);
  expect((await local.call('account.change', { ...asked, id: root.id, unit: ['Huế'] })).body.reason).toBe('unknown');
  expect((await alone.call('account.change', { ...asked, id: root.id, unit: [] })).body.reason).toBe('yourself');
  // Two who take it from each other at once: one of them stays.
  const second = await served.account('root.two', ['operator']);
  const token = (
    await (
      await served.signedIn(second)
    ).call('token.issue', {
      name: 'máy',
      scopes: ['fleet:read'],
      unit: [],
      days: 1,
    })
  ).body;
  const demote = (id: number, by: number) => changeAccount(database, { id, roles: ['viewer'], unit: [] }, [], by);
  expect(await Promise.all([demote(second.id, root.id), demote(root.id, second.id)])).toEqual([
    'done',
    'last-operator',
  ]);
  const listed = (await (await served.signedIn(root)).call('token.list', {})).body.tokens;
  expect(listed.find(({ id }) => id === token.id)?.state).toBe('revoked');
});
