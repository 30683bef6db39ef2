import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  accountOrder,
  carryOutAccountOrder,
  verifyAuditCommand,
} from '../../../src-collector/console/account-command.ts';
import type { TestConsole } from '../../support/served-console.ts';
import { codeOf, openTestConsole, PASSWORD } from '../../support/served-console.ts';
import { suiteDir } from '../../support/temporary-dir.ts';

describe('what is asked of accounts by a command', () => {
  test('is understood whole, or not at all', () => {
    const words = (line: string) => accountOrder(line.split(' '));
    expect(words('--account list')).toEqual({ act: 'list' });
    expect(words('--account reset Nguyễn.A')).toEqual({ act: 'reset', name: 'nguyễn.a' });
    expect(
      accountOrder(['--account', 'add', 'an.b', '--role', 'tracer', '--role', 'viewer', '--unit', 'Bắc Ninh/P. 1']),
    ).toEqual({
      act: 'add',
      name: 'an.b',
      roles: ['tracer', 'viewer'],
      unit: ['Bắc Ninh', 'P. 1'],
    });
    for (const wrong of [
      '--account',
      '--account add an.b',
      '--account add an.b --role king',
      '--account add --role viewer',
      '--account add an.b an.c --role viewer',
      '--account add an.b --role viewer --unit A//B',
      '--account disable',
      '--account disable an.b --role viewer',
      '--account list an.b',
      '--account remove an.b',
      '--account list --devices',
    ]) {
      expect(words(wrong), wrong).toBeNull();
    }
  });

  test('never throws, whatever is typed', () => {
    const word = fc.oneof(
      fc.constantFrom('--account', 'add', 'list', '--role', 'viewer', '--unit', '--json'),
      fc.string(),
    );
    fc.assert(fc.property(fc.array(word, { maxLength: 8 }), (args) => void accountOrder(args)));
  });
});

describe('accounts by a command and by the page', () => {
  let served: TestConsole;
  const dataDir = suiteDir();
  beforeAll(async () => {
    served = await openTestConsole(dataDir);
  });
  afterAll(() => served.close());

  const order = (...args: readonly string[]) => {
    const understood = accountOrder(['--account', ...args]);
    if (understood === null) throw new Error('not understood');
    const { database, secret } = served;
    return carryOutAccountOrder(understood, { database, secret, url: 'https://thu.example.vn/gac-cong/' });
  };
  const tokenIn = (text: string): string => /#\/invitation\/([\w-]{43})/.exec(text)?.[1] ?? '';

  test('the first one comes by the key of the page, once, and every further one by the console or a command', async () => {
    const page = (path: string, init: RequestInit = {}) =>
      fetch(served.url + path, { ...init, headers: { cookie: 'collector-page=page', ...init.headers } });
    const form = (name: string) => ({
      method: 'POST',
      body: new URLSearchParams({ name }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect((await fetch(`${served.url}/first-account`, form('root'))).status).toBe(403);
    expect((await page('/first-account', form('"><script>'))).status).toBe(400);
    expect(await (await page('/first-account')).text()).toContain('Chưa có ai vào được');
    const both = await Promise.all([page('/first-account', form('Root')), page('/first-account', form('other'))]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const texts = await Promise.all(both.map((reply) => reply.text()));
    const token = tokenIn(texts.join(''));
    expect(await (await page('/first-account')).text()).toContain('Đã có tài khoản');

    const browser = served.browser();
    const opened = (await browser.call('invitation.open', { token })).body;
    expect(opened).toMatchObject({ needsSecondStep: true });
    expect(opened.secondStep.qrSvg).toMatch(/^<svg /);
    // An operator has a second step, and the one that was shown.
    const accept = (code: string | null) => browser.call('invitation.accept', { token, password: PASSWORD, code });
    expect((await accept(null)).body.reason).toBe('second-step-needed');
    expect((await accept('000000')).body.reason).toBe('wrong');
    expect((await browser.call('invitation.open', { token })).body.secondStep).toEqual(opened.secondStep);
    const { recoveryCodes } = (await accept(codeOf(opened.secondStep.secret))).body;
    expect((await browser.call('session.current', {})).body).toMatchObject({
      stage: 'full',
      roles: ['operator'],
      unit: [],
    });

    // The phone is gone: a recovery code, once.
    const code = recoveryCodes[0] ?? '';
    const outcomes: unknown[] = [];
    for (let time = 0; time < 2; time += 1) {
      const again = served.browser();
      expect((await again.call('session.begin', { name: opened.name, password: PASSWORD })).body.stage).toBe('begun');
      outcomes.push((await again.call('session.confirm', { recoveryCode: code })).status);
    }
    expect(outcomes).toEqual([200, 401]);
  });

  test('a command adds, lists, disables and brings back, and each of it is in the audit log', async () => {
    const added = await order('add', 'an.b', '--role', 'officer', '--unit', 'Bắc Ninh/P. 1');
    expect(added.sentence).toContain('https://thu.example.vn/gac-cong/console/#/invitation/');
    expect(await order('add', 'An.B', '--role', 'viewer')).toMatchObject({ status: 1, answer: { reason: 'taken' } });
    expect((await order('list')).sentence).toContain('an.b  officer  Bắc Ninh/P. 1  invited');
    expect(await order('disable', 'an.b')).toMatchObject({ status: 0 });
    expect((await served.browser().call('invitation.open', { token: tokenIn(added.sentence) })).status).toBe(404);
    expect((await order('list')).sentence).toContain('an.b  officer  Bắc Ninh/P. 1  disabled');
    expect(await order('reset', 'an.b')).toMatchObject({ status: 0 });
    expect(await order('reset', 'không.có')).toMatchObject({ status: 1, answer: { reason: 'unknown' } });
    const operators = await served.database.query<{ name: string }>(
      `select name from console_account where 'operator' = any(roles)`,
    );
    expect(await order('disable', operators[0]?.name ?? '')).toMatchObject({ answer: { reason: 'last-operator' } });
    const rows = await served.database.query<{ line: string }>(
      `select actor_kind || ' ' || call as line from console_audit where actor_kind in ('command', 'page') order by id`,
    );
    expect(rows.map(({ line }) => line)).toEqual([
      'page account.add',
      'command account.add',
      'command account.disable',
      'command account.reset',
    ]);
    const report = await verifyAuditCommand(served);
    expect(report).toMatchObject({ status: 0, answer: { broken: 0 } });
    expect(Object.keys(report.answer as object)).toEqual(['entries', 'broken', 'receipts', 'brokenReceipts']);
  });

  test('a person changes the own password and second step by the password, and nobody by an open session alone', async () => {
    const account = await served.account('chính.chủ', ['viewer']);
    const [mine, other] = [await served.signedIn(account), await served.signedIn(account)];
    const shortOne = await mine.call('own.setPassword', { password: PASSWORD, newPassword: 'mười một kt' });
    expect(shortOne.body.reason).toBe('malformed');
    const newPassword = 'một mật khẩu hoàn toàn mới';
    expect((await mine.call('own.setPassword', { password: 'đoán bừa', newPassword })).body.reason).toBe('wrong');
    expect((await mine.call('own.setPassword', { password: PASSWORD, newPassword })).body.stage).toBe('full');
    expect((await mine.call('session.current', {})).body.stage).toBe('full');
    expect((await other.call('session.current', {})).body.stage).toBe('none');

    expect((await mine.call('own.beginSecondStep', { password: PASSWORD })).body.reason).toBe('wrong');
    const { secret } = (await mine.call('own.beginSecondStep', { password: newPassword })).body;
    const login = () => served.browser().call('session.begin', { name: account.name, password: newPassword });
    // What is only shown does not count yet.
    expect((await login()).body.stage).toBe('full');
    expect((await mine.call('own.setSecondStep', { code: codeOf(secret) })).body.recoveryCodes).toHaveLength(10);
    expect((await login()).body.stage).toBe('begun');
    expect((await mine.call('own.removeSecondStep', { password: newPassword })).status).toBe(200);
    expect((await login()).body.stage).toBe('full');
    const tracer = await served.signedIn(await served.account('truy.vết', ['tracer']));
    expect((await tracer.call('own.removeSecondStep', { password: PASSWORD })).body.reason).toBe('second-step-needed');
  });

  test('a session ends when nobody used it for half an hour, and when its day is over', async () => {
    const account = await served.account('hết.giờ', ['viewer']);
    for (const column of ['used_at', 'expires_at']) {
      const browser = await served.signedIn(account);
      const ago = column === 'used_at' ? '31 minutes' : '1 second';
      await served.database.query(
        `update console_session set ${column} = now() - interval '${ago}' where account_id = $1`,
        [account.id],
      );
      expect((await browser.call('session.current', {})).body.stage).toBe('none');
    }
  });
});
