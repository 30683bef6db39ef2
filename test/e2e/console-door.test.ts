/** Does the console let in who may come in, for what they may do, and nobody else? Every call, over a served collector. */

import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { issueApiToken } from '../../src-collector/console/api-tokens.ts';
import { openAudit } from '../../src-collector/console/audit.ts';
import { beginSession } from '../../src-collector/console/sessions.ts';
import { csrfOf } from '../../src-collector/console/tokens.ts';
import { CALL_NAMES, consoleApi } from '../../src-collector/contract/console-api.ts';
import type { Call } from '../../src-collector/contract/console-call.ts';
import type { Role, Scope } from '../../src-collector/contract/console-roles.ts';
import { ROLES, SCOPES } from '../../src-collector/contract/console-roles.ts';
import type { TestPostgres } from '../support/postgres.ts';
import { missingPostgres, startPostgres } from '../support/postgres.ts';
import type { Browser, TestAccount, TestConsole } from '../support/served-console.ts';
import { codeOf, openTestConsole, PASSWORD, post } from '../support/served-console.ts';
import { suiteDir } from '../support/temporary-dir.ts';

const DATABASES = [
  { name: 'PGlite', missing: null },
  { name: 'PostgreSQL', missing: missingPostgres() },
] as const;

for (const { name, missing } of DATABASES) {
  if (missing !== null) process.stderr.write(`skipped, the console's door over ${name}: ${missing}\n`);
}

/** All waits that somebody has to wait, an hour longer: a machine that needs five seconds for a password does not outlast them. */
const LONGER_WAITS = "update console_brake set opens_at = opens_at + interval '1 hour' where opens_at > last_at";

/** It passes the door and no desk: no call takes such a key. */
const STRANGE = JSON.stringify({ isOperator: true });
const calls = CALL_NAMES.map((name) => ({ name, call: consoleApi[name] as Call }));
const BAC_NINH = ['Bắc Ninh'];
const KINH_BAC = ['Bắc Ninh', 'Phường Kinh Bắc'];

describe.each(DATABASES.filter(({ missing }) => missing === null))("the console's door, over $name", ({ name }) => {
  let postgres: TestPostgres | null = null;
  let served: TestConsole;
  let root: TestAccount;
  let operator: Browser;
  const dataDir = suiteDir();
  let made = 0;
  const newName = (): string => {
    made += 1;
    return `người.${made}`;
  };

  beforeAll(async () => {
    postgres = name === 'PostgreSQL' ? await startPostgres() : null;
    served = await openTestConsole(dataDir, postgres?.databaseUrl ?? null);
    root = await served.account('root', ['operator']);
    operator = await served.signedIn(root);
  });
  afterAll(async () => {
    await served?.close();
    await postgres?.stop();
  });

  const raw = (call: string, headers: Readonly<Record<string, string | null>>, body = STRANGE) =>
    post(served.url, call, body, { origin: served.url, ...headers });
  const asBrowser = ({ cookie, csrf }: Browser) => ({ cookie, 'x-console-token': csrf });
  const tokenOf = async (scopes: readonly Scope[], unit: readonly string[] = []): Promise<string> =>
    (await issueApiToken(served.database, { name: 'máy đọc', scopes, unit, days: 1, issuedBy: root.id })).token;

  test.each(ROLES)('%s comes through for the calls of that role, and for no other', async (role: Role) => {
    const browser = await served.signedIn(await served.account(newName(), [role]));
    for (const { name: each, call } of calls) {
      const may =
        call.who === 'anybody' || call.who === 'everybody' || (call.who !== 'begun' && call.who.includes(role));
      const expected = may ? 'malformed' : call.who === 'begun' ? 'already-in' : 'not-allowed';
      expect((await raw(each, asBrowser(browser))).body.reason, each).toBe(expected);
    }
  });

  test('who has not signed in, and who has given the password alone, comes through for the door and no further', async () => {
    const token = await beginSession(served.database, root.id, 'begun', null);
    const begun = { cookie: `gac-cong-console=${token}`, 'x-console-token': csrfOf(token) };
    for (const { name: each, call } of calls) {
      const open = call.who === 'anybody';
      expect((await raw(each, {})).body.reason, each).toBe(open ? 'malformed' : 'not-signed-in');
      const expected = open || call.who === 'begun' ? 'malformed' : 'not-confirmed';
      expect((await raw(each, begun)).body.reason, each).toBe(expected);
    }
  });

  test('a token reaches the calls of its scopes, with no page and no cookie, and a cookie beside it opens nothing more', async () => {
    const all = await tokenOf(SCOPES);
    for (const { name: each, call } of calls) {
      const expected = call.scope === undefined ? 'not-allowed' : 'malformed';
      const headers = { ...asBrowser(operator), authorization: `Bearer ${all}`, origin: 'https://elsewhere.example' };
      expect((await raw(each, headers)).body.reason, each).toBe(expected);
      if (call.scope === undefined) continue;
      const others = await tokenOf(SCOPES.filter((scope) => scope !== call.scope));
      expect((await raw(each, { authorization: `Bearer ${others}` })).body.reason, each).toBe('not-allowed');
    }
    const sessionToken = operator.cookie?.split('=')[1] ?? '';
    for (const wrong of [sessionToken, `gct_${sessionToken}`, 'gct_', all.slice(0, -1)]) {
      expect((await raw('audit.list', { authorization: `Bearer ${wrong}` })).body.reason).toBe('bad-token');
    }
    expect((await raw('account.list', { cookie: `gac-cong-console=${all}` })).body.reason).toBe('not-signed-in');
  });

  test('a token ends with its day, with its recall, and with who issued it', async () => {
    const issuer = await served.account(newName(), ['operator']);
    const browser = await served.signedIn(issuer);
    const issue = async () =>
      (await browser.call('token.issue', { name: 'máy', scopes: ['audit:read'], unit: BAC_NINH, days: 1 })).body;
    const [first, second, third] = [await issue(), await issue(), await issue()];
    const read = ({ token }: { readonly token: string }) =>
      raw(
        'audit.list',
        { authorization: `Bearer ${token}`, origin: null },
        JSON.stringify({ beforeId: null, limit: 5 }),
      );
    // It has a unit of its own: what the operators of everything did is not for it.
    expect((await read(first)).body).toEqual({ rows: [] });
    expect((await browser.call('token.revoke', { id: first.id })).status).toBe(200);
    await served.database.query('update console_api_token set expires_at = now() where id = $1', [second.id]);
    expect((await read(first)).status).toBe(401);
    expect((await read(second)).status).toBe(401);
    expect((await read(third)).status).toBe(200);
    await operator.call('account.disable', { id: issuer.id });
    expect((await read(third)).status).toBe(401);
    const listed = (await operator.call('token.list', {})).body.tokens;
    expect(listed.filter(({ id }) => [first.id, second.id, third.id].includes(id)).map(({ state }) => state)).toEqual([
      'revoked',
      'revoked',
      'revoked',
    ]);
  });

  test('no page of somebody else makes a call, whatever cookie comes along', async () => {
    const own = asBrowser(operator);
    const other = await served.signedIn(root);
    const foreign: readonly [Readonly<Record<string, string | null>>, string][] = [
      [{ ...own, origin: 'https://elsewhere.example' }, 'foreign-page'],
      [{ ...own, origin: 'null' }, 'foreign-page'],
      [{ ...own, origin: null }, 'foreign-page'],
      [{ ...own, origin: served.url.replace('http:', 'https:') }, 'foreign-page'],
      [{ ...own, origin: `${served.url}.elsewhere.example` }, 'foreign-page'],
      [{ ...own, 'sec-fetch-site': 'cross-site' }, 'foreign-page'],
      [{ ...own, 'sec-fetch-site': 'same-site' }, 'foreign-page'],
      [{ ...own, 'x-console-token': null }, 'no-console-token'],
      [{ ...own, 'x-console-token': other.csrf }, 'no-console-token'],
      [{ ...own, 'content-type': 'text/plain' }, 'not-json'],
      [{ ...own, 'content-type': 'application/x-www-form-urlencoded' }, 'not-json'],
      [{ ...own, 'content-type': 'multipart/form-data; boundary=x' }, 'not-json'],
    ];
    for (const [headers, reason] of foreign) {
      for (const call of ['account.disable', 'session.end', 'account.list']) {
        expect((await raw(call, headers)).body.reason, JSON.stringify(Object.keys(headers))).toBe(reason);
      }
    }
    // The door itself as well: nobody is signed in as somebody else without knowing.
    expect((await raw('session.begin', { origin: 'https://elsewhere.example' })).body.reason).toBe('foreign-page');
    expect((await operator.call('session.current', {})).body.stage).toBe('full');
  });

  test('a token that was known before somebody came in is worth nothing after', async () => {
    const account = await served.account(newName(), ['tracer']);
    const browser = served.browser();
    const planted = `gac-cong-console=${'A'.repeat(43)}`;
    browser.cookie = planted;
    await browser.call('session.begin', { name: account.name, password: PASSWORD });
    const begun = browser.cookie;
    expect(begun).not.toBe(planted);
    expect((await raw('session.current', { cookie: planted }, '{}')).body).toEqual({ stage: 'none' });
    const code = codeOf(account.secondStep ?? '');
    const reply = await browser.call('session.confirm', { code });
    expect(reply.body).toMatchObject({ stage: 'full', name: account.name, roles: ['tracer'] });
    expect(browser.cookie).not.toBe(begun);
    expect((await raw('session.current', { cookie: begun }, '{}')).body).toEqual({ stage: 'none' });
    expect(reply.headers.get('set-cookie')).toMatch(/^gac-cong-console=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    // A code counts once, also within its half minute.
    const again = served.browser();
    await again.call('session.begin', { name: account.name, password: PASSWORD });
    expect((await again.call('session.confirm', { code })).body.reason).toBe('wrong');
    await browser.call('session.end', {});
    expect((await browser.call('session.current', {})).body).toEqual({ stage: 'none' });
  });

  test('who tries passwords waits ever longer, for an account that is there as for one that is not, and from any address', async () => {
    const account = await served.account(newName(), ['viewer']);
    let address = 0;
    const tryOne = async (who: string, password: string) => {
      address += 1;
      const { status, body } = await raw(
        'session.begin',
        { 'x-forwarded-for': `203.0.113.${address % 250}` },
        JSON.stringify({ name: who, password }),
      );
      return { status, ...body };
    };
    const answers: unknown[][] = [];
    for (const who of [account.name, 'không.có.ai']) {
      const seen: unknown[] = [];
      for (let time = 0; time < 7; time += 1) {
        seen.push(await tryOne(who, `sai ${time}`));
        await served.database.query(LONGER_WAITS);
      }
      answers.push(seen.map((each) => ({ ...(each as object), retryAfterS: undefined })));
    }
    expect(answers[0]).toEqual([
      ...Array<object>(5).fill({ status: 401, reason: 'wrong' }),
      ...Array<object>(2).fill({ status: 429, reason: 'wait' }),
    ]);
    expect(answers[1]).toEqual(answers[0]);
    // The right one neither, while one waits.
    expect((await tryOne(account.name, PASSWORD)).reason).toBe('wait');
    const waits: number[] = [];
    // Up to the longest, and not twice: what is left of that says how long this machine took to ask.
    for (let time = 0; time < 8; time += 1) {
      await served.database.query('update console_brake set opens_at = now() where opens_at > now()');
      await tryOne(account.name, 'sai');
      waits.push((await tryOne(account.name, 'sai')).retryAfterS ?? 0);
    }
    expect(waits[0]).toBeLessThanOrEqual(10);
    expect(waits.at(-1)).toBeGreaterThan(600);
    expect(waits.toSorted((left, right) => left - right)).toEqual(waits);
    await served.database.query('update console_brake set opens_at = now()');
    expect((await tryOne(account.name, PASSWORD)).status).toBe(200);

    const lengthening = setInterval(() => void served.database.query(LONGER_WAITS).catch(() => undefined), 100);
    onTestFinished(() => clearInterval(lengthening));
    const many = await Promise.all(Array.from({ length: 40 }, (_, time) => tryOne('cùng.lúc', `sai ${time}`)));
    expect(many.filter(({ reason }) => reason === 'wrong').length).toBeLessThanOrEqual(5);
    await served.database.query('delete from console_brake');
    const fromOne = await Promise.all(
      Array.from({ length: 40 }, (_, time) =>
        raw(
          'session.begin',
          { 'x-forwarded-for': '198.51.100.7' },
          JSON.stringify({ name: `ai.${time}`, password: 'sai' }),
        ),
      ),
    );
    expect(fromOne.filter(({ body }) => body.reason === 'wait').length).toBeGreaterThanOrEqual(10);
    await served.database.query('delete from console_brake');
  });

  test('codes of a second step cannot be gone through either', async () => {
    const account = await served.account(newName(), ['privacy']);
    const browser = served.browser();
    await browser.call('session.begin', { name: account.name, password: PASSWORD });
    const reasons: unknown[] = [];
    for (let code = 0; code < 8; code += 1) {
      const given = String(100_000 + code);
      reasons.push((await browser.call('session.confirm', { code: given })).body.reason);
      await served.database.query(LONGER_WAITS);
    }
    expect(reasons.slice(-3)).toEqual(['wait', 'wait', 'wait']);
    expect((await browser.call('session.confirm', { code: codeOf(account.secondStep ?? '') })).body.reason).toBe(
      'wait',
    );
    // The next tests come from the same address.
    await served.database.query('delete from console_brake');
  });

  test('nobody sees, changes or makes anything beyond the own unit, by whatever number', async () => {
    const local = await served.signedIn(await served.account(newName(), ['operator'], KINH_BAC));
    const inside = await served.account(newName(), ['viewer'], [...KINH_BAC, 'Khu 1']);
    const outside = [
      root,
      await served.account(newName(), ['viewer'], BAC_NINH),
      await served.account(newName(), ['viewer'], ['Bắc Ninh', 'Phường Kinh Bắc 2']),
    ];
    const seen = (await local.call('account.list', {})).body.accounts.map(({ id }) => id);
    expect(seen).toContain(inside.id);
    for (const { id } of outside) {
      expect(seen).not.toContain(id);
      // As if there were none.
      expect((await local.call('account.disable', { id })).body).toEqual({ reason: 'unknown' });
      expect((await local.call('account.reset', { id })).body).toEqual(
        (await local.call('account.reset', { id: 999_999 })).body,
      );
    }
    const wide = (await operator.call('token.issue', { name: 'tỉnh', scopes: ['audit:read'], unit: BAC_NINH, days: 1 }))
      .body;
    expect((await local.call('token.list', {})).body.tokens).toEqual([]);
    expect((await local.call('token.revoke', { id: wide.id })).body.reason).toBe('unknown');
    for (const unit of [[], BAC_NINH, ['Bắc Giang', 'Phường Kinh Bắc']]) {
      const beyond = { name: 'thử.một', roles: ['viewer' as const], unit, email: null };
      expect((await local.call('account.add', beyond)).body.reason).toBe('beyond-unit');
      const token = { name: 'máy', scopes: ['audit:read' as const], unit, days: 1 };
      expect((await local.call('token.issue', token)).body.reason).toBe('beyond-unit');
    }
    const { rows } = (await local.call('audit.list', { beforeId: null, limit: 200 })).body;
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map(({ by }) => by)).not.toContain('root');
    expect((await local.call('account.disable', { id: inside.id })).status).toBe(200);
  });

  test('an account that is disabled is out at once, and an invitation brings it back', async () => {
    const account = await served.account(newName(), ['viewer']);
    const [one, two] = [await served.signedIn(account), await served.signedIn(account)];
    expect((await one.call('session.current', {})).body.stage).toBe('full');
    await operator.call('account.disable', { id: account.id });
    for (const browser of [one, two])
      expect((await browser.call('session.current', {})).body).toEqual({ stage: 'none' });
    const shut = await served.browser().call('session.begin', { name: account.name, password: PASSWORD });
    expect(shut.body).toEqual({ reason: 'wrong' });
    const { link } = (await operator.call('account.reset', { id: account.id })).body;
    const token = /#\/invitation\/([\w-]{43})$/.exec(link)?.[1] ?? '';
    const browser = served.browser();
    const opened = (await browser.call('invitation.open', { token })).body;
    expect(opened).toMatchObject({ name: account.name, needsSecondStep: false });
    const accepted = { token, password: 'một mật khẩu khác hẳn', code: codeOf(opened.secondStep.secret) };
    expect((await browser.call('invitation.accept', accepted)).body.recoveryCodes).toHaveLength(10);
    expect((await browser.call('session.current', {})).body).toMatchObject({ stage: 'full', hasSecondStep: true });
    expect((await served.browser().call('invitation.accept', accepted)).body.reason).toBe('invitation-used-or-expired');
    expect((await operator.call('account.disable', { id: root.id })).body.reason).toBe('yourself');
  });

  test('names are names: nothing in them is a statement, a script or a key that was not asked for', async () => {
    const hostile = [
      "x'); drop table console_account; --",
      '<script>alert(1)</script>',
      '=cmd|calc',
      '$'.concat('{7*7}'),
    ];
    for (const each of hostile) {
      const refused = await operator.call('account.add', { name: each, roles: ['viewer'], unit: [], email: null });
      expect(refused.body.reason).toBe('malformed');
      expect((await raw('session.begin', {}, JSON.stringify({ name: each, password: "' or 1=1" }))).body.reason).toBe(
        'wrong',
      );
      const { id } = (
        await operator.call('token.issue', {
          name: each,
          scopes: ['fleet:read'],
          unit: [each.replaceAll('/', '')],
          days: 1,
        })
      ).body;
      const listed = await operator.call('token.list', {});
      expect(listed.body.tokens.find((token) => token.id === id)?.name).toBe(each);
      expect(listed.headers.get('content-type')).toMatch(/^application\/json/);
      expect(listed.headers.get('x-content-type-options')).toBe('nosniff');
      expect(listed.headers.get('content-security-policy')).not.toContain('unsafe');
    }
    const more = [{ id: 1 }, { password: 'x' }, { disabledAt: null }, { second_step: null }];
    for (const each of more) {
      const asked = { name: newName(), roles: ['viewer'], unit: [], email: null, ...each };
      expect((await raw('account.add', asBrowser(operator), JSON.stringify(asked))).body.reason).toBe('malformed');
    }
    const polluted = '{"name":"ai.do","roles":["viewer"],"unit":[],"email":null,"__proto__":{"roles":["operator"]}}';
    const reply = await raw('account.add', asBrowser(operator), polluted);
    expect([200, 400]).toContain(reply.status);
    const accounts = (await operator.call('account.list', {})).body.accounts;
    expect(accounts.filter(({ name: each }) => each === 'ai.do').flatMap(({ roles }) => roles)).not.toContain(
      'operator',
    );
    const large = JSON.stringify({ name: 'x'.repeat(20_000), password: 'x' });
    expect((await raw('session.begin', {}, large)).body.reason).toBe('too-large');
    await served.database.query('delete from console_brake');
  });

  test('nobody edits the audit log, and who takes the locks off leaves a chain that does not hold', async () => {
    const { database } = served;
    for (const statement of [
      "update console_audit set outcome = 'done' where id = 1",
      'delete from console_audit where id = 1',
      'truncate console_audit',
      'delete from console_audit_head',
    ]) {
      await expect(database.query(statement), statement).rejects.toThrow(/only ever added to/);
    }
    const audit = openAudit(database, served.secret, Date.now);
    const whole = await audit.verify();
    expect(whole.broken).toBe(0);
    expect(whole.entries).toBeGreaterThan(20);
    await database.query('alter table console_audit disable trigger all');
    await database.query("update console_audit set outcome = 'wrong' where id = 3");
    expect((await audit.verify()).broken).toBe(1);
    await database.query('delete from console_audit where id = (select max(id) from console_audit)');
    expect((await audit.verify()).broken).toBe(2);
  });

  test('what the database holds lets nobody in: no password, code, token or secret, and the log names nobody', async () => {
    const account = await served.account(newName(), ['operator']);
    const browser = await served.signedIn(account);
    const { token } = (await browser.call('token.issue', { name: 'máy', scopes: ['fleet:read'], unit: [], days: 1 }))
      .body;
    const { link } = (await browser.call('account.add', { name: newName(), roles: ['viewer'], unit: [], email: null }))
      .body;
    const tables = await served.database.query<{ name: string }>(
      `select relname as name from pg_class where relkind = 'r' and relname like 'console%'`,
    );
    let dump = '';
    for (const each of tables) {
      const rows = await served.database.query<{ line: string }>(`select t::text as line from ${each.name} as t`);
      dump += rows.map(({ line }) => `${each.name} ${line}\n`).join('');
    }
    const secrets = [PASSWORD, token, link.split('/').at(-1), browser.cookie?.split('=')[1], account.secondStep];
    for (const secret of secrets) {
      expect(secret?.length).toBeGreaterThan(10);
      expect(dump).not.toContain(secret ?? '');
      expect(dump).not.toContain(Buffer.from(secret ?? '').toString('hex'));
    }
    const audit = dump.split('\n').filter((line) => line.startsWith('console_audit '));
    expect(audit.length).toBeGreaterThan(20);
    expect(audit.join('\n')).not.toContain('người.');
    expect(served.logged.join('\n')).not.toMatch(/người|mật khẩu/);
  });
});
