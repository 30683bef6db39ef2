/** Do operators and privacy officers do their work on the console's pages, and nobody else theirs? Chromium, over PGlite. */

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepOutcomes } from '../../src-collector/fleet/offered-settings.ts';
import { addSchedule } from '../../src-collector/reports/schedules.ts';
import { copyFile } from '../../src-main/contract/case-file.ts';
import type { FleetStanding } from '../../src-main/contract/fleet-settings.ts';
import { signedFile } from '../../src-main/contract/fleet-settings.ts';
import type { ConsoleBrowser, ConsoleWindow } from '../support/console-browser.ts';
import { missingBrowser, openConsoleBrowser } from '../support/console-browser.ts';
import type { CountedGate } from '../support/counted-gates.ts';
import { gateAt, reportStanding, scansAt } from '../support/counted-gates.ts';
import type { TestAccount } from '../support/served-console.ts';
import { post } from '../support/served-console.ts';
import { suiteDir } from '../support/temporary-dir.ts';

const missing = missingBrowser();
if (missing !== null) process.stderr.write(`skipped, the pages of the console's keepers: ${missing}\n`);

const MARKUP = '<img src=x onerror=alert(1)>';

describe.skipIf(missing !== null)("the pages of the console's keepers", () => {
  let tool: ConsoleBrowser;
  let operator: TestAccount;
  let byOperator: ConsoleWindow;
  const dataDir = suiteDir();

  beforeAll(async () => {
    tool = await openConsoleBrowser(dataDir);
    operator = await tool.account(['operator', 'officer'], [], 'người.vận.hành');
    byOperator = await tool.open();
    await byOperator.signIn(operator);
  });
  afterAll(async () => {
    await tool?.close();
  });

  /** What is shown this once. */
  async function shownOnce({ page }: ConsoleWindow): Promise<string> {
    return (await page.locator('[data-testid="shown-once"]').textContent()) ?? '';
  }

  async function callAs(account: TestAccount, name: string, body: unknown): Promise<{ status: number; body: unknown }> {
    const { cookie, csrf } = await tool.served.signedIn(account);
    const { url } = tool.served;
    return post(url, name, JSON.stringify(body), { origin: url, cookie, 'x-console-token': csrf });
  }

  test('an operator invites somebody by a link that works, and ends their session by disabling the account', async () => {
    const { page } = byOperator;
    await byOperator.goTo('accounts/new');
    await page.locator('input[name="new-name"]').fill('Trần.Văn.B');
    await page.locator('input[type="checkbox"][value="viewer"]').check();
    await page.locator('input[name="unit"]').fill(' Bắc Ninh / Phường Kinh Bắc');
    await page.locator('[data-testid="send-invitation"]').click();
    const link = await shownOnce(byOperator);

    const invited = await tool.open();
    await invited.page.goto(link);
    await invited.page.locator('input[name="new-password"]').fill('một câu dễ nhớ');
    await invited.page.locator('input[name="new-password-again"]').fill('một câu dễ nhớ');
    await invited.page.locator('[data-testid="accept"]').click();
    expect(await invited.page.locator('[data-testid="who"]').textContent()).toBe('trần.văn.b');

    await page.locator('[data-testid="kept"]').click();
    await page.locator('a', { hasText: 'trần.văn.b' }).click();
    await page.locator('[data-testid="disable"]').click();
    await page.locator('[data-testid="sure"]').click();
    await page.locator('[data-testid="disable"]').waitFor({ state: 'detached' });

    await invited.goTo('account');
    await invited.page.reload();
    await invited.page.locator('[data-testid="sign-in"]').waitFor();
    expect([...byOperator.complaints, ...invited.complaints]).toEqual([]);
    await invited.close();
  });

  test('an operator issues a token that opens its scope and nothing else, and revokes it', async () => {
    const { page } = byOperator;
    await byOperator.goTo('accounts/tokens/new');
    await page.locator('input[name="token-name"]').fill(MARKUP);
    await page.locator('input[type="checkbox"][value="audit:read"]').check();
    await page.locator('[data-testid="issue-token"]').click();
    const token = await shownOnce(byOperator);
    const asProgram = async (name: string, body: unknown): Promise<number> =>
      (await post(tool.served.url, name, JSON.stringify(body), { authorization: `Bearer ${token}` })).status;
    expect(await asProgram('audit.list', { beforeId: null, limit: 5 })).toBe(200);
    expect(await asProgram('account.list', {})).toBe(403);
    expect(await asProgram('fleet.gates', { unit: [], limit: 5 })).toBe(403);

    await page.locator('[data-testid="kept"]').click();
    await page.locator('tbody th', { hasText: MARKUP }).waitFor();
    await page.locator('[data-testid="revoke"]').click();
    await page.locator('[data-testid="sure"]').click();
    await page.locator('[data-testid="revoke"]').waitFor({ state: 'detached' });
    expect(await asProgram('audit.list', { beforeId: null, limit: 5 })).toBe(401);
    expect(await page.locator('main img').count()).toBe(0);
  });

  test('a call that says more than the table names is refused, and whoever asks beyond the own unit too', async () => {
    const asked = { name: 'lạ.một', roles: ['viewer'], unit: [], email: null };
    expect(await callAs(operator, 'account.add', { ...asked, hasSecondStep: true, id: 1 })).toMatchObject({
      status: 400,
      body: { reason: 'malformed' },
    });
    const ofUnit = await tool.account(['operator'], ['Bắc Ninh']);
    expect(await callAs(ofUnit, 'account.add', asked)).toMatchObject({ status: 403, body: { reason: 'beyond-unit' } });
    expect(
      await callAs(operator, 'token.issue', { name: 'x', scopes: ['everything'], unit: [], days: 1 }),
    ).toMatchObject({ status: 400 });
  });

  test('a privacy officer reads the audit log by who and what, with what was refused marked, and markup in it does nothing', async () => {
    const marked = await tool.account(['viewer']);
    await callAs(marked, 'account.list', {});
    // Past the accounts' own rule for names, as if that had a hole.
    await tool.served.database.query('update console_account set name = $1 where id = $2', [MARKUP, marked.id]);
    const viewer = await tool.account(['viewer'], [], 'người.xem');
    await callAs(viewer, 'account.list', {});
    const window = await tool.open();
    const { page } = window;
    await window.signIn(await tool.account(['privacy']));
    await window.goTo('audit');
    await page.locator('tbody strong', { hasText: MARKUP }).first().waitFor();
    expect(await page.locator('main img').count()).toBe(0);

    await page.locator('select[name="call"]').selectOption('account');
    await page.locator('input[name="by"]').fill('Người.Xem');
    await page.locator('[data-testid="filter"]').click();
    await page.waitForURL(/by=/);
    await page.locator('tbody tr').nth(1).waitFor({ state: 'detached' });
    expect(await page.locator('tr[data-marked="true"] [data-testid="refused"]').count()).toBe(1);
    expect(await page.locator('main button').allInnerTexts()).not.toContain('Xóa');
    expect(window.complaints).toEqual([]);
    await window.close();
  });

  test('a privacy officer registers a request, deals with it, and prints a breach', async () => {
    const window = await tool.open();
    const { page } = window;
    await window.signIn(await tool.account(['privacy']));
    await window.goTo('rights/new');
    await page.locator('input[value="copy"]').check();
    await page.locator('input[value="vneid"]').check();
    await page.locator('input[name="reference"]').fill('000000000000');
    expect(await page.locator('[data-testid="register"]').isDisabled()).toBe(true);
    await page.locator('input[name="reference"]').fill('HS-12/2026');
    await page.locator('[data-testid="register"]').click();
    await page.locator('[data-testid="step-answered"]').click();
    await page.locator('[data-testid="sure"]').click();
    await page.locator('[data-testid="step-answered"]').waitFor({ state: 'detached' });
    await page.locator('textarea[name="tags"]').fill(`{"tags":["${'a0'.repeat(32)}"]}`);
    await page.locator('[data-testid="find"]').click();
    await page.locator('[data-testid="found"]').waitFor();
    expect(await window.axe()).toEqual([]);

    await window.goTo('rights/breaches/new');
    await page.locator('textarea[name="nature"]').fill('Gửi nhầm tệp báo cáo');
    await page.locator('[data-testid="count"]').click();
    await page.locator('[data-testid="breach-numbers"]').waitFor();
    await page.locator('[data-testid="register-breach"]').click();
    await page.locator('[data-testid="breach-form"]').waitFor();
    expect(await window.axe()).toEqual([]);
    await page.locator('[data-testid="notified"]').click();
    await page.locator('[data-testid="sure"]').click();
    await page.locator('[data-testid="notified"]').waitFor({ state: 'detached' });
    expect(window.complaints).toEqual([]);
    await window.close();
  });

  test('a privacy officer hands out a copy, erases the person with a receipt, and keeps the holidays', async () => {
    const { database } = tool.served;
    const tag = 'b1'.repeat(32);
    const gate = await gateAt(database, { unit: ['Bắc Ninh'], venue: 'Xưởng may' });
    await scansAt(database, gate, Date.now(), [
      { tracingTag: tag },
      { tracingTag: tag },
      { tracingTag: 'c2'.repeat(32) },
    ]);
    const window = await tool.open({ acceptDownloads: true });
    const { page } = window;
    await window.signIn(await tool.account(['privacy']));
    async function register(kind: 'copy' | 'erase', reference: string): Promise<void> {
      await window.goTo('rights/new');
      await page.locator(`input[value="${kind}"]`).check();
      await page.locator('input[value="vneid"]').check();
      await page.locator('input[name="reference"]').fill(reference);
      await page.locator('[data-testid="register"]').click();
      await page.locator('textarea[name="tags"]').fill('001 099 000000');
      expect(await page.locator('textarea[name="tags"]').inputValue()).toBe('');
      await page.locator('textarea[name="tags"]').fill(tag);
      await page.locator('[data-testid="find"]').click();
      await page.locator('[data-testid="found"]').waitFor();
    }

    await register('copy', 'HS-13/2026');
    const coming = page.waitForEvent('download');
    await page.locator('[data-testid="copy"]').click();
    const file: unknown = JSON.parse(readFileSync((await (await coming).path()) ?? '', 'utf8'));
    expect(copyFile.parse(file).entries).toHaveLength(2);

    await register('erase', 'HS-14/2026');
    await page.locator('[data-testid="erase"]').click();
    await page.locator('[data-testid="sure"]').click();
    await page.locator('[data-testid="erase"]').waitFor({ state: 'detached' });
    const left = await database.query<{ erased: boolean; hasTag: boolean }>(
      `select erased_at is not null as erased, tracing_tag is not null as "hasTag" from entry
       where device_id = $1::uuid order by seq`,
      [gate.device],
    );
    expect(left.map(({ erased, hasTag }) => [erased, hasTag])).toEqual([
      [true, false],
      [true, false],
      [false, true],
    ]);

    await window.goTo('rights/holidays');
    await page.locator('textarea[name="holidays"]').fill('1/1/2027\n31/02/2027');
    expect(await page.locator('[data-testid="save-holidays"]').isDisabled()).toBe(true);
    await page.locator('textarea[name="holidays"]').fill('2/9/2027\n1/1/2027');
    await page.locator('[data-testid="save-holidays"]').click();
    await page.locator('textarea[name="holidays"]', { hasText: '01/01/2027\n02/09/2027' }).waitFor();
    expect(await database.query('select count(*)::int as days from rights_holiday')).toEqual([{ days: 2 }]);
    expect(window.complaints).toEqual([]);
    await window.close();
  });

  test('where no mail is set up an officer is told so, and a schedule of somebody who was disabled stands still until it is removed', async () => {
    const window = await tool.open();
    const { page } = window;
    const officer = await tool.account(['officer'], ['Bắc Ninh']);
    await window.signIn(officer);
    await window.goTo('notices/schedules/new');
    await page.locator('textarea[name="addressees"]').fill('bao-cao@example.vn');
    await page.locator('[data-testid="add-schedule"]').click();
    await page.locator('[data-refused="mail-off"]').waitFor();

    const gone = await tool.account(['officer'], ['Bắc Ninh']);
    const { database } = tool.served;
    const when = { format: 'pdf', rhythm: 'daily', hour: 7, language: 'vi' } as const;
    const schedule = { ...when, unit: ['Bắc Ninh'], addressees: ['bao-cao@example.vn'] };
    await addSchedule(database, schedule, gone.id, Date.now());
    await database.query('update console_account set disabled_at = now() where id = $1', [gone.id]);
    await window.goTo('notices/schedules');
    await page.locator('tbody', { hasText: 'Đã dừng' }).waitFor();
    await page.locator('[data-testid="remove"]').click();
    await page.locator('[data-testid="sure"]').click();
    await page.locator('[data-testid="remove"]').waitFor({ state: 'detached' });
    expect(window.complaints).toEqual([]);
    await window.close();
  });

  test('who is told of alarms is added with a secret that is shown once, tried, and removed', async () => {
    const { page } = byOperator;
    await byOperator.goTo('notices/new');
    await page.locator('input[value="webhook"]').check();
    await page.locator('input[name="address"]').fill('https://nhan.example/gac-cong');
    await page.locator('[data-testid="add-target"]').click();
    expect(await shownOnce(byOperator)).toMatch(/^whsec_/);
    await page.locator('[data-testid="kept"]').click();
    await page.locator('[data-testid="test"]').click();
    await page.locator('[data-delivery="waiting"]').waitFor();
    await page.locator('[data-testid="remove"]').click();
    await page.locator('[data-testid="sure"]').click();
    await page.locator('[data-testid="remove"]').waitFor({ state: 'detached' });
  });

  test('settings are published to a share, seen at their gates, stop by themselves when too many give them back, and are stopped by hand', async () => {
    const { database } = tool.served;
    const unit = ['Thái Nguyên'];
    const venues = ['Cổng một', 'Cổng hai', 'Cổng ba'];
    const gates = await Promise.all(venues.map((venue) => gateAt(database, { unit, venue })));
    const window = await tool.open();
    const { page } = window;
    await window.signIn(await tool.account(['officer'], unit));

    await window.goTo('settings/new');
    const review = page.locator('[data-testid="review-settings"]');
    await review.waitFor();
    // With nothing in it, for a place that is told nothing, there is nothing to publish.
    expect(await review.isDisabled()).toBe(true);
    await page.locator('textarea[name="rest"]').fill('{"readers":[]}');
    await page.locator('textarea[name="rest"][aria-invalid="true"]').waitFor();
    await page.locator('textarea[name="rest"]').fill('');
    await page.locator('input[name="hours"]').fill('06:00-22:00');
    await page.locator('input[name="phone"]').fill('0900 000 000');
    await page.locator('input[name="volume"]').fill('50');
    await page.locator('input[name="share"]').fill('40');
    expect(await window.axe()).toEqual([]);
    await review.click();
    const changes = page.locator('dialog [data-testid="changes"] tbody tr');
    expect(await changes.locator('td:last-child').allInnerTexts()).toEqual(['50', '0900 000 000', '06:00-22:00']);
    await page.locator('[data-testid="sure"]').click();
    const row = page.locator('tbody tr').first();
    await row.locator('[data-settings-state="offered"]', { hasText: '40 %' }).waitFor();
    const version = Number(/\d+/.exec((await row.locator('th').textContent()) ?? '')?.[0]);
    expect(await row.locator('[data-outcome]').count()).toBe(0);

    /** What each gate says of it in its next report. */
    async function say(...standings: readonly Partial<FleetStanding>[]): Promise<void> {
      for (const [index, said] of standings.entries()) {
        const { device } = gates[index] ?? { device: '' };
        const fromAfar = { inForce: [], trial: null, waiting: [], rolledBack: [], ...said };
        await reportStanding(database, { ...gates[index], device } as CountedGate, {
          unit,
          venue: venues[index] ?? '',
          fromAfar,
        });
        await keepOutcomes(database, device, fromAfar, () => undefined);
      }
    }
    await say({ trial: version }, { waiting: [version] }, { inForce: [version] });
    await page.reload();
    const counted = page.locator('tbody tr').first().locator('[data-outcome]');
    await counted.first().waitFor();
    expect(await counted.allInnerTexts()).toEqual(['Đang giữ: 1', 'Đang dùng thử: 1', 'Đang chờ: 1']);
    await window.goTo('fleet');
    await page.locator('[data-settings]').first().waitFor();
    expect((await page.locator('[data-settings]').allInnerTexts()).sort()).toEqual([
      `chờ ${version}`,
      `cài đặt ${version}`,
      `đang thử ${version}`,
    ]);

    const back = { rolledBack: [{ version, reason: 'device-lost' }] };
    await say(back, back, back);
    await window.goTo('settings');
    await page.locator('tr[data-marked="true"] [data-settings-state="halted"]').waitFor();
    await page.getByText(`Phiên bản ${version}`).first().click();
    await page.locator('tr[data-marked="true"]', { hasText: 'Cổng ba' }).waitFor();
    const [loaded] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('[data-testid="signed-file"]').click(),
    ]);
    expect(loaded.suggestedFilename()).toBe(`gac-cong-fleet-settings-${version}.json`);
    expect(signedFile.safeParse(JSON.parse(readFileSync(await loaded.path(), 'utf8'))).success).toBe(true);
    expect(await page.locator('tr[data-marked="true"]').count()).toBe(3);
    expect(await window.axe()).toEqual([]);
    // Each gate's own page says it too, and what to do, though the gate itself is well.
    await page.locator('tr[data-marked="true"] a', { hasText: 'Cổng ba' }).click();
    await page.locator('[data-given-back="device-lost"]', { hasText: `phiên bản ${version}` }).waitFor();
    expect(await page.getByText('Không có gì phải làm').count()).toBe(0);
    expect(await window.axe()).toEqual([]);

    await window.goTo(`settings/new?from=${version}`);
    expect(await page.locator('input[name="phone"]').inputValue()).toBe('0900 000 000');
    await review.click();
    await page.locator('[data-testid="sure"]').click();
    await page.locator('[data-testid="stop-settings"]').click();
    await page.locator('[data-testid="sure"]').click();
    await page.locator('[data-settings-state="stopped"]').waitFor();
    expect(await page.locator('[data-settings-state]').count()).toBe(2);
    expect(await page.locator('[data-testid="stop-settings"]').count()).toBe(0);
    expect(await window.axe()).toEqual([]);
    expect(window.complaints).toEqual([]);
    await window.close();
  });

  test.each([
    [
      'operator',
      ['accounts', 'accounts/new', 'accounts/tokens', 'accounts/tokens/new', 'audit', 'notices', 'notices/new'],
    ],
    ['operator', ['notices/schedules', 'notices/schedules/new', 'notices/deliveries', 'adapters']],
    ['privacy', ['rights', 'rights/new', 'rights/closed', 'rights/breaches', 'rights/breaches/new', 'rights/receipts']],
    ['privacy', ['rights/agreements', 'rights/holidays', 'audit']],
  ] as const)('the pages of the %s are without a finding of axe: %j', async (role, places) => {
    const window = role === 'operator' ? byOperator : await tool.open();
    if (role === 'privacy') await window.signIn(await tool.account(['privacy']));
    const found: string[] = [];
    for (const place of places) {
      await window.goTo(place);
      await window.page.locator('main h1').waitFor();
      await window.page.locator('[aria-busy="true"]').waitFor({ state: 'detached' });
      found.push(...(await window.axe()).map((each) => `${place}: ${each}`));
    }
    expect(found).toEqual([]);
    expect(window.complaints).toEqual([]);
    if (role === 'privacy') await window.close();
  });
});
