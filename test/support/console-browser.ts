/** How does a test stand before the console's page? A real Chromium on a served console, with accounts that sign in as people do. */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import type { Role } from '../../src-collector/contract/console-roles.ts';
import type { UnitPath } from '../../src-collector/contract/unit-path.ts';
import { CHROMIUM_FLAGS, findChromium } from './chromium.ts';
import { PROJECT_DIR } from './run-process.ts';
import type { TestAccount, TestConsole } from './served-console.ts';
import { codeOf, openTestConsole, PASSWORD } from './served-console.ts';
import { unhurry } from './unhurried.ts';

export type ConsoleWindow = {
  readonly page: Page;
  /** What went wrong in the page: errors, broken rules of the content security policy. Empty where all is well. */
  readonly complaints: readonly string[];
  /** Name, password and, where the account has one, the code of the phone; ends when a page is there. */
  readonly signIn: (account: TestAccount) => Promise<void>;
  /** Goes to a place of the page: `figures`, `figures/B%E1%BA%AFc`. */
  readonly goTo: (place: string) => Promise<void>;
  /** What axe finds, all its rules asked. */
  readonly axe: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

export type ConsoleBrowser = {
  readonly served: TestConsole;
  /** A window of its own: with cookies that no other has. */
  readonly open: (options?: BrowserContextOptions) => Promise<ConsoleWindow>;
  /** The account, as `served.account` makes it, named by its roles where nothing else is said. */
  readonly account: (roles: readonly Role[], unit?: UnitPath, name?: string) => Promise<TestAccount>;
  readonly close: () => Promise<void>;
};

/** Why there can be none here, or `null`. */
export function missingBrowser(): string | null {
  return findChromium() === null ? 'no Chromium here: apt-get install chromium' : null;
}

/** Over PGlite in `dataDir`, or over the PostgreSQL of `databaseUrl`. Builds the page if it is not up to date. */
export async function openConsoleBrowser(dataDir: string, databaseUrl: string | null = null): Promise<ConsoleBrowser> {
  buildPage();
  const served = await openTestConsole(dataDir, databaseUrl);
  const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: CHROMIUM_FLAGS });
  let made = 0;

  return {
    served,
    account: (roles, unit = [], name) => {
      made += 1;
      return served.account(name ?? `${roles.join('.')}.${made}`, roles, unit);
    },
    open: async (options = {}) => {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        locale: 'vi-VN',
        // Colours on their way from one theme to the other are nobody's contrast.
        reducedMotion: 'reduce',
        ...options,
      });
      await context.addInitScript(unhurry);
      const page = await context.newPage();
      const complaints = listen(page);
      await page.goto(`${served.url}/console/`);
      return {
        page,
        complaints,
        signIn: (account) => signIn(page, account),
        goTo: (place) => page.goto(`${served.url}/console/#/${place}`).then(() => undefined),
        axe: () => axeFindings(page),
        close: () => context.close(),
      };
    },
    close: async () => {
      await browser.close();
      await served.close();
    },
  };
}

async function signIn(page: Page, account: TestAccount): Promise<void> {
  await page.locator('input[name="username"]').fill(account.name);
  await page.locator('input[name="password"]').fill(PASSWORD);
  await page.locator('[data-testid="sign-in"]').click();
  if (account.secondStep !== null) {
    await page.locator('input[name="one-time-code"]').fill(nextCode(account.secondStep));
    await page.locator('[data-testid="confirm"]').click();
  }
  await page.locator('main[data-page]').waitFor();
}

/** A code counts once: who signs in twice within half a minute takes the next one, as the collector lets clocks differ by one. */
const codesUsed = new Map<string, number>();
const STEP_MS = 30_000;

function nextCode(secret: string): string {
  const step = Math.max(Math.floor(Date.now() / STEP_MS), (codesUsed.get(secret) ?? 0) + 1);
  codesUsed.set(secret, step);
  return codeOf(secret, step * STEP_MS);
}

/** What the browser itself complains of, and what breaks the policy. */
function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // A refusal is an answer; that Chromium writes each into its console is no error of the page.
    if (message.type() === 'error' && !/^Failed to load resource/.test(message.text())) complaints.push(message.text());
  });
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return complaints;
}

const axeSource = readFileSync(join(PROJECT_DIR, 'node_modules/axe-core/axe.min.js'), 'utf8');

async function axeFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(`${axeSource}; undefined`);
  return page.evaluate(async () => {
    type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] };
    const { axe } = window as unknown as { axe: { run: () => Promise<{ violations: readonly Violation[] }> } };
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  });
}

let isBuilt = false;

/** Once a run; in a process of its own, as Vite takes over what a test runner set. */
function buildPage(): void {
  if (isBuilt) return;
  const script = "import('./scripts/build-project.ts').then(({ buildConsoleIfStale }) => buildConsoleIfStale())";
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], { cwd: PROJECT_DIR, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the console's page does not build:\n${stderr}`);
  isBuilt = true;
}
