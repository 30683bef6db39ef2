/** What does the screen's browser leave on the disk of those whom it read and of what was typed into it? */

import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { buildIfStale } from '../../scripts/build-project.ts';
import { makeFilm } from '../support/camera-film.ts';
import { findChromium } from '../support/chromium.ts';
import { electronDist, startDisplay } from '../support/electron-runtime.ts';
import { freePort } from '../support/free-port.ts';
import { launchElectron } from '../support/launch-electron.ts';
import { logRows } from '../support/log-rows.ts';
import { filesLeftIn } from '../support/privacy/files-left.ts';
import { needlesOf } from '../support/privacy/secret-forms.ts';
import { comers, secretPerson, secretsOf, secretsOfPerson } from '../support/privacy/secret-people.ts';
import { blankAllowed, createSecretSearch } from '../support/privacy/secret-search.ts';
import { descendantsOf, runningOf } from '../support/processes.ts';
import { PROJECT_DIR, runProcess } from '../support/run-process.ts';
import { ENTER, strikeKeys, strokesOf } from '../support/strike-keys.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const WITHIN = { timeout: 60_000, interval: 100 };
/** A browser writes what it keeps of its pages every few seconds. */
const BROWSER_WRITES_MS = 8_000;
/** Faster than this the gate takes it for a scanner. */
const HAND = { delay: 120 };
const COMERS = comers();
const [FILMED] = COMERS as [(typeof COMERS)[0]];
const STRUCK = COMERS.filter(({ kind }) => ['bhyt-a', 'vssid', 'opaque', 'eu-dcc', 'mrz-td1'].includes(kind));
const [TYPED, LEFT] = [secretPerson(COMERS.length), secretPerson(COMERS.length - 1)];
const SEARCH = createSecretSearch(
  needlesOf([
    ...[FILMED, ...STRUCK].flatMap(secretsOf),
    ...secretsOfPerson('typed', TYPED),
    ...secretsOfPerson('typed and not sent', LEFT),
  ]),
);

beforeAll(() => void buildIfStale());

test('the browser kiosk: nothing, killed in the middle of a form', async ({ skip }) => {
  const browserPath = findChromium();
  if (browserPath === null) return skip('no Chromium here: apt-get install chromium');
  const place = await openPlace();
  const port = await freePort();
  const wrapper = join(temporaryDir(), 'browser');
  const more = [`--remote-debugging-port=${port}`, ...place.cameraFlags].map((flag) => `'${flag}'`).join(' ');
  writeFileSync(wrapper, `#!/bin/sh\nexec '${browserPath}' ${more} "$@"\n`);
  chmodSync(wrapper, 0o700);
  const kiosk = runProcess(process.execPath, ['src-main/host/kiosk.ts'], {
    ...place.environment,
    GATE_BROWSER: wrapper,
    GATE_PORT: String(await freePort()),
  });
  onTestFinished(() => kiosk.stop());
  await kiosk.waitFor(/http:\/\/127\.0\.0\.1/);
  const browser = await connect(port);
  // It answers before it shows anything.
  const pages = () => browser.contexts().flatMap((context) => context.pages());
  await expect.poll(() => pages().length, WITHIN).toBeGreaterThan(0);
  const [page] = pages() as [Page];
  await workAt(page, place.dataDir);
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const begun = descendantsOf(kiosk.child.pid ?? Number.NaN);
  process.kill(processInfo.find(({ type }) => type === 'browser')?.id ?? Number.NaN, 'SIGKILL');
  await kiosk.stop();
  await untilEnded(begun);
  expectNothingIn(place.folders, 'browser/Default', kiosk.output());
});

test('Electron: nothing, killed in the middle of a form', async ({ skip }) => {
  const dist = electronDist();
  if (dist === null) return skip('no Electron binary here');
  const place = await openPlace();
  const app = await launchElectron({
    executablePath: join(dist, 'electron'),
    args: [join(PROJECT_DIR, 'dist/electron/main.cjs'), '--no-sandbox', '--disable-gpu', ...place.cameraFlags],
    cwd: PROJECT_DIR,
    env: { ...(process.env as Record<string, string>), ...place.environment, GATE_CORE_NODE: process.execPath },
  });
  onTestFinished(() => app.close().catch(() => undefined));
  let printed = '';
  for (const stream of [app.process().stdout, app.process().stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      printed += chunk.toString('utf8');
    });
  }
  await workAt(await app.firstWindow(), place.dataDir);
  const begun = descendantsOf(app.process().pid ?? Number.NaN);
  app.process().kill('SIGKILL');
  await untilEnded(begun);
  expectNothingIn(place.folders, 'Local Storage', printed);
});

type Place = {
  readonly dataDir: string;
  readonly folders: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly cameraFlags: readonly string[];
};

async function openPlace(): Promise<Place> {
  const [dataDir, home, tmp] = [temporaryDir(), temporaryDir(), temporaryDir()];
  const filmPath = join(temporaryDir(), 'film.y4m');
  await makeFilm({ path: filmPath, scenes: [{ text: FILMED.text, seconds: 1 }], width: 640, height: 480, fps: 5 });
  const display = await startDisplay();
  onTestFinished(() => display.stop());
  return {
    dataDir,
    folders: [dataDir, home, tmp],
    environment: {
      GATE_DATA_DIR: dataDir,
      HOME: home,
      XDG_CONFIG_HOME: join(home, '.config'),
      XDG_CACHE_HOME: join(home, '.cache'),
      TMPDIR: tmp,
      DISPLAY: display.name,
      GATE_WINDOWED: '1',
    },
    cameraFlags: [
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${filmPath}`,
    ],
  };
}

async function connect(port: number): Promise<Awaited<ReturnType<typeof chromium.connectOverCDP>>> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    } catch (error) {
      if (attempt === 500) throw error; // It does not come up at all.
      await delay(200);
    }
  }
}

/** The camera sees one card, the scanner types others, somebody has none, and the next one's form is left half filled. */
async function workAt(page: Page, dataDir: string): Promise<void> {
  await page.locator('[data-screen="gate"]').waitFor({ timeout: 60_000 });
  const kinds = () => logRows(dataDir).map(({ codeKind, readerKind }) => `${readerKind} ${codeKind}`);
  await expect.poll(kinds, WITHIN).toContain('camera cccd');
  for (const { text } of STRUCK) {
    const before = kinds().length;
    await strikeKeys(page, [...strokesOf(text), ENTER]);
    await expect.poll(() => kinds().length, WITHIN).toBeGreaterThan(before);
  }
  await fillForm(page, TYPED.name, TYPED.number);
  await page.getByTestId('submit-manual-entry').click();
  await expect.poll(kinds, WITHIN).toContainEqual(expect.stringContaining('manual'));
  await page.locator('[data-screen="manual-entry"]').waitFor({ state: 'detached' });
  await fillForm(page, LEFT.name, LEFT.number);
  await delay(BROWSER_WRITES_MS);
}

async function fillForm(page: Page, name: string, number: string): Promise<void> {
  await page.getByTestId('open-manual-entry').first().click();
  await page.locator('[name="name"]').pressSequentially(name, HAND);
  await page.locator('[name="number"]').pressSequentially(number, HAND);
  await page.getByText('Điện thoại hết pin').click();
}

/** The core outlives the shell by as long as it takes to put its files away; what they leave is looked at, not what they are at. */
async function untilEnded(begun: readonly number[]): Promise<void> {
  await expect.poll(() => runningOf(begun), WITHIN).toEqual([]);
}

function expectNothingIn(folders: readonly string[], mustHold: string, printed: string): void {
  const found = SEARCH.look(Buffer.from(printed), 'what it printed');
  const places: string[] = [];
  for (const { place, bytes } of filesLeftIn(folders)) {
    places.push(place);
    found.push(...SEARCH.look(blankAllowed(bytes, []).rest, place));
  }
  expect(places.some((place) => place.includes(mustHold))).toBe(true);
  expect(found).toEqual([]);
}
