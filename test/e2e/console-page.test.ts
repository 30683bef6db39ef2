/** Does the console's page do for each person what it is for, and for nobody what is another's? Chromium, over real PostgreSQL. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAccount } from '../../src-collector/console/accounts.ts';
import { ROLES } from '../../src-collector/contract/console-roles.ts';
import { PAGES } from '../../src-console/pages.ts';
import { maySee, ROUTE_NAMES } from '../../src-console/routes.ts';
import type { ConsoleBrowser, ConsoleWindow } from '../support/console-browser.ts';
import { missingBrowser, openConsoleBrowser } from '../support/console-browser.ts';
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
      const links = window.page.locator('nav a');
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
    await window.goTo('account');
    await tool.served.database.query('delete from console_session where account_id = $1', [account.id]);
    await page.locator('section:has([data-testid="begin-second-step"]) input[name="password"]').fill('x');
    await page.locator('[data-testid="begin-second-step"]').click();
    await page.locator('[data-testid="sign-in"]').waitFor();
    expect(page.url()).toContain('#/account');
    await window.signIn(account);
    await shown(window, 'account');
    await window.close();
  });
});
