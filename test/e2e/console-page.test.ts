/** Does the console's page do for each person what it is for, and for nobody what is another's? Chromium, over real PostgreSQL. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addAccount } from '../../src-collector/console/accounts.ts';
import { ROLES } from '../../src-collector/contract/console-roles.ts';
import { PAGES } from '../../src-console/pages.ts';
import { maySee, ROUTE_NAMES } from '../../src-console/routes.ts';
import { awayFromMidnight } from '../support/away-from-midnight.ts';
import type { ConsoleBrowser, ConsoleWindow } from '../support/console-browser.ts';
import { missingBrowser, openConsoleBrowser } from '../support/console-browser.ts';
import { countAll, gateAt, scansAt } from '../support/counted-gates.ts';
import type { TestPostgres } from '../support/postgres.ts';
import { missingPostgres, startPostgres } from '../support/postgres.ts';
import { codeOf } from '../support/served-console.ts';
import { suiteDir } from '../support/temporary-dir.ts';

const missing = missingBrowser() ?? missingPostgres();
if (missing !== null) process.stderr.write(`skipped, the console's page: ${missing}\n`);

const routes = ROUTE_NAMES.filter((name) => PAGES[name] !== undefined);

describe.skipIf(missing !== null)("the console's page", () => {
  let postgres: TestPostgres;
  let tool: ConsoleBrowser;
  const dataDir = suiteDir();

  beforeAll(async () => {
    postgres = await startPostgres();
    tool = await openConsoleBrowser(dataDir, postgres.databaseUrl);
  });
  afterAll(async () => {
    await tool?.close();
    await postgres?.stop();
  });
  beforeEach(awayFromMidnight);

  /** Until what was asked for is there. */
  const settled = ({ page }: ConsoleWindow) => page.locator('[data-answered="true"]').waitFor();
  const figure = async ({ page }: ConsoleWindow, name: string): Promise<string> =>
    (await page.locator(`[data-figure="${name}"] p`).first().textContent()) ?? '';

  /** The name of the page that is shown, once it is. */
  async function shown({ page }: ConsoleWindow, name: string): Promise<void> {
    await page.locator(`main[data-page="${name}"]`).waitFor();
  }

  test.each(ROLES)(
    'with the role of %s somebody sees the own pages in the navigation, and is refused the others by address',
    async (role) => {
      const window = await tool.open();
      await window.signIn(await tool.account([role]));
      const own = routes.filter((name) => maySee(name, [role]));
      const links = window.page.locator('nav a:not(main a)');
      expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('data-testid')))).toEqual(
        own.map((name) => `to-${name}`),
      );
      for (const name of routes) {
        await window.goTo(name);
        await shown(window, name);
        expect([name, await window.page.locator('[data-testid="not-yours"]').count()]).toEqual([
          name,
          own.includes(name) ? 0 : 1,
        ]);
      }
      expect(window.complaints).toEqual([]);
      await window.close();
    },
  );

  test('who was invited sets password and phone, takes the codes along, and comes in by one of them', async () => {
    const window = await tool.open();
    const { page } = window;
    const invitation = await addAccount(tool.served.database, {
      name: 'mời.một',
      roles: ['tracer'],
      unit: [],
      email: null,
    });
    if (invitation === 'taken') throw new Error('taken');
    await window.goTo(`invitation/${invitation.token}`);
    await page.locator('[data-testid="secret"]').waitFor();
    expect(page.url()).not.toContain(invitation.token);
    expect(await window.axe()).toEqual([]);
    const secret = ((await page.locator('[data-testid="secret"]').textContent()) ?? '').replace(/\s/g, '');
    const accept = page.locator('[data-testid="accept"]');
    await page.locator('input[name="new-password"]').fill('một câu dễ nhớ');
    await page.locator('input[name="one-time-code"]').fill(codeOf(secret));
    await page.locator('input[name="new-password-again"]').fill('một câu dễ nhầm');
    expect(await accept.isDisabled()).toBe(true);
    await page.locator('input[name="new-password-again"]').fill('một câu dễ nhớ');
    await accept.click();
    await page.locator('[data-testid="recovery-codes"] li').first().waitFor();
    const codes = await page.locator('[data-testid="recovery-codes"] li').allInnerTexts();
    expect(new Set(codes).size).toBeGreaterThanOrEqual(8);
    await page.locator('[data-testid="codes-kept"]').click();
    expect(await page.locator('[data-testid="who"]').textContent()).toBe('mời.một');

    await page.locator('[data-testid="sign-out"]').click();
    await page.locator('input[name="username"]').fill('MỜI.một');
    await page.locator('input[name="password"]').fill('một câu dễ nhớ');
    await page.locator('[data-testid="sign-in"]').click();
    await page.locator('[data-testid="other-way"]').click();
    await page.locator('input[name="recovery-code"]').fill(` ${(codes[0] ?? '').toUpperCase().replaceAll('-', ' ')}`);
    await page.locator('[data-testid="confirm"]').click();
    await page.locator('[data-testid="who"]').waitFor();

    await window.goTo(`invitation/${invitation.token}`);
    await page.locator('[data-refused="invitation-used-or-expired"]').waitFor();
    expect(window.complaints).toEqual([]);
    await window.close();
  });

  test('a session that ends while somebody is at work leads to the door, and from there back to the same place', async () => {
    const window = await tool.open();
    const { page } = window;
    const account = await tool.account(['viewer']);
    await window.signIn(account);
    // What the first page asks for is answered: it would be the first to be turned away.
    await settled(window);
    await window.goTo('account');
    await shown(window, 'account');
    await tool.served.database.query('delete from console_session where account_id = $1', [account.id]);
    await page.locator('section:has([data-testid="begin-second-step"]) input[name="password"]').fill('x');
    await page.locator('[data-testid="begin-second-step"]').click();
    await page.locator('[data-testid="sign-in"]').waitFor();
    expect(page.url()).toContain('#/account');
    await window.signIn(account);
    await shown(window, 'account');
    await window.close();
  });

  test('a viewer goes from the province down to a gate, and reads on the way what the database holds', async () => {
    const { database } = tool.served;
    const names = ['Bắc Ninh', 'Phường Kinh Bắc'] as const;
    const mill = { unit: names, venue: 'Nhà máy Sao Mai' };
    const front = await gateAt(database, { ...mill, lanes: ['Cổng trước'] });
    const back = await gateAt(database, { ...mill, lanes: ['Cổng sau'] });
    await gateAt(database, { unit: names, venue: 'Chợ đêm', kind: 'market' });
    await gateAt(database, { unit: ['Hà Nội'], venue: 'Nơi khác' });
    const now = Date.now();
    const persons = Array.from({ length: 1_200 }, (_, index) => ({ tracingTag: tagOf(index) }));
    for (let from = 0; from < persons.length; from += 400) {
      await scansAt(database, front, now, persons.slice(from, from + 400));
    }
    await scansAt(database, back, now, [{ tracingTag: tagOf(0), readerKind: 'manual' }, { verdict: 'refuse' }]);
    await scansAt(database, front, now - DAY_MS, [{ tracingTag: tagOf(1) }]);
    await countAll(database);

    const window = await tool.open({ acceptDownloads: true });
    const { page } = window;
    await window.signIn(await tool.account(['viewer'], ['Bắc Ninh']));
    await settled(window);
    expect(await page.locator('h1').textContent()).toBe('Bắc Ninh');
    const [held] = await database.query<{ scans: number; refused: number }>(
      `select scans, refused from unit_day where unit_path = $1::text[] order by day desc limit 1`,
      [['Bắc Ninh']],
    );
    expect([await figure(window, 'scans'), await figure(window, 'refused')]).toEqual([
      grouped(held?.scans ?? 0),
      String(held?.refused),
    ]);
    expect(held?.scans).toBe(1_202);
    // Of several gates persons are an estimate, and it says so.
    expect(await figure(window, 'persons')).toMatch(/^≈ 1\.[12]\d\d$/);
    expect(await page.locator('[data-figure="persons"]').textContent()).toContain('ước lượng');

    await page.locator('[data-figure="persons"] button').focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-figure="persons"] p', { hasText: 'Số người khác nhau' }).waitFor();

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('[data-testid="download-csv"]').click(),
    ]);
    expect(readFileSync(await download.path(), 'utf8')).toContain('Phường Kinh Bắc');

    await page.locator('[data-table="units"] a', { hasText: 'Phường Kinh Bắc' }).click();
    await page.locator('[data-table="venues"]').waitFor();
    expect(await page.locator('tr[data-marked="true"] th').textContent()).toContain('Chợ đêm');
    await page.locator('[data-testid="silent-only-venues"]').check();
    expect(await page.locator('[data-table="venues"] tbody tr').count()).toBe(1);
    await page.locator('[data-testid="silent-only-venues"]').uncheck();
    for (const theme of ['light', 'dark']) {
      await page.locator('[data-testid="theme"]').selectOption(theme);
      expect([theme, await window.axe()]).toEqual([theme, []]);
    }
    await page.locator('[data-table="venues"] a', { hasText: 'Sao Mai' }).click();
    await page.locator('[data-table="gates"]').waitFor();
    const [byGate] = await database.query<{ persons: number }>(
      'select persons from gate_day where device_id = $1::uuid order by day desc limit 1',
      [front.device],
    );
    const row = page.locator('[data-table="gates"] tr', { hasText: 'Cổng trước' });
    expect(await row.locator('td').allTextContents()).toEqual(
      expect.arrayContaining([grouped(1_200), grouped(byGate?.persons ?? 0)]),
    );
    expect(await window.axe()).toEqual([]);

    await page.locator('[data-testid="day-before"]').click();
    await page.locator('[data-figure="scans"] p', { hasText: /^1$/ }).waitFor();
    await window.goTo(`figures/${encodeURIComponent('Hà Nội')}`);
    await page.locator('[data-refused="beyond-unit"]').waitFor();
    expect(await page.locator('[data-figure]').count()).toBe(0);
    expect(window.complaints).toEqual([]);
    await window.close();
  });

  test('a name that is written like a page shows as it is written, and runs nothing', async () => {
    const { database } = tool.served;
    const script = '<img src=x onerror=alert(1)><script>alert(2)<\\script>"\'&amp;';
    const unit = ['Tỉnh lạ', script];
    const gate = await gateAt(database, { unit, venue: script, kind: 'nowhere', lanes: [script] });
    await scansAt(database, gate, Date.now(), [{ tracingTag: tagOf(7) }]);
    await countAll(database);
    const window = await tool.open();
    const { page } = window;
    await window.signIn(await tool.account(['viewer'], ['Tỉnh lạ']));
    await page.locator('[data-table="units"] a').click();
    await page.locator('[data-table="venues"]').waitFor();
    expect(await page.locator('h1').textContent()).toBe(script);
    await page.locator('[data-table="venues"] a').click();
    await page.locator('[data-table="gates"]').waitFor();
    expect(await page.locator('h1').textContent()).toBe(script);
    expect(await page.locator('[data-table="gates"] tbody th').textContent()).toContain(script);
    expect(await page.locator('img[src="x"], script:not([src])').count()).toBe(0);
    expect(window.complaints).toEqual([]);
    await window.close();
  });
});

const DAY_MS = 86_400_000;

function tagOf(person: number): string {
  return createHash('sha256').update(String(person)).digest('hex');
}

function grouped(n: number): string {
  return n.toLocaleString('vi-VN');
}
