/**
 * Does real Electron do for a desk what a browser does: paper, files out and in, the clipboard, and a second display that faces
 * visitors? No printer is at hand, so that paper is a PDF. The X server has one wide output: Electron is told that its left half and its
 * right half are two displays, by its own list of displays and its own events; windows, pages, ports and keys are real.
 */

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { buildIfStale } from '../../scripts/build-project.ts';
import { defaultSettings } from '../../src-main/contract/settings.ts';
import { cccdText, FAKE_PEOPLE } from '../../src-main/devices/simulated/fake-people.ts';
import { writeSettings } from '../../src-main/gate/settings-file.ts';
import { electronDist, startDisplay } from '../support/electron-runtime.ts';
import { ALL_STEPS, BRISK_PACE, walkFirstRun } from '../support/first-run-walk.ts';
import { launchElectron } from '../support/launch-electron.ts';
import { logRows } from '../support/log-rows.ts';
import { PROJECT_DIR } from '../support/run-process.ts';
import { ENTER, strikeKeys, strokesOf } from '../support/strike-keys.ts';
import { temporaryDir } from '../support/temporary-dir.ts';
import { PATIENCE_MS, PATIENT } from '../support/two-lane-gate.ts';

const lacking = electronDist() === null ? 'no Electron binary here' : null;
const FLAGS = ['--no-sandbox', '--disable-gpu', '--use-fake-device-for-media-stream'];
const [person] = FAKE_PEOPLE;
let display: Awaited<ReturnType<typeof startDisplay>>;

beforeAll(async () => {
  if (lacking !== null) return;
  buildIfStale();
  display = await startDisplay('2560x800');
});
afterAll(() => display?.stop());
beforeEach(({ skip }) => {
  if (lacking !== null) skip(lacking);
});

type Standing = {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly home: string;
  readonly dataDir: string;
};

async function stand(isFresh = false): Promise<Standing> {
  const dataDir = temporaryDir();
  const home = temporaryDir();
  const settings = defaultSettings();
  if (!isFresh) {
    writeSettings(dataDir, {
      ...settings,
      venue: { ...settings.venue, name: 'Nhà máy Kiểm Thử' },
      readers: [{ kind: 'wedge', id: 'wedge-1', laneId: 'lane-1' }],
      setup: { doneAtUtcMs: 0, step: null },
    });
  }
  const app = await launchElectron({
    executablePath: join(electronDist() ?? '', 'electron'),
    args: [join(PROJECT_DIR, 'dist/electron/main.cjs'), ...FLAGS],
    env: {
      ...(process.env as Record<string, string>),
      DISPLAY: display.name,
      HOME: home,
      XDG_CONFIG_HOME: join(home, '.config'),
      GATE_DATA_DIR: dataDir,
      GATE_CORE_NODE: process.execPath,
      GATE_WINDOWED: '1',
    },
  });
  onTestFinished(() => app.close());
  const page = await app.firstWindow();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.locator('[data-screen="gate"]').waitFor();
  return { app, page, home, dataDir };
}

async function noted(page: Page, type: string): Promise<string> {
  const note = page.locator(`[data-testid="shell-note"][data-note="${type}"]`);
  await note.waitFor();
  return /\/.*$/.exec((await note.textContent()) ?? '')?.[0] ?? '';
}

test('an empty data folder is this venue’s gate after eight steps, which come out again as a fleet’s file', async () => {
  const { page, dataDir } = await stand(true);
  expect(await walkFirstRun(page, BRISK_PACE, false)).toEqual(ALL_STEPS);
  expect(logRows(dataDir)).toEqual([]);

  await page.getByTestId('open-settings').click();
  await page.locator('[data-section="fleet"]').click();
  await page.getByTestId('export-file').click();
  const path = await noted(page, 'file-saved');
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
    format: 'gac-cong-setup',
    settings: { venue: { name: 'Nhà máy Kiểm Thử' }, notice: { contact: 'Phòng Bảo vệ' } },
  });
  // The way in is open, too: a file with a wrong figure in it is read, and refused by its field.
  writeFileSync(path, readFileSync(path, 'utf8').replace(/"days": \d+/, '"days": 0'));
  await page.getByTestId('setup-file').setInputFiles(path);
  await page.getByTestId('setup-outcome').filter({ hasText: 'retention.days' }).waitFor();
});

test('paper is made while the gate goes on, lists go out and come in, text is copied', async () => {
  const { app, page, home } = await stand();
  await page.getByTestId('open-menu').click();
  await page.getByTestId('open-visitor').click();
  await page.getByTestId('print-notice').click();
  const paper = readFileSync(await noted(page, 'paper-saved')).toString('latin1');
  // The sheet and not the screen: one page of A4 upright. What is on it is read elsewhere (visits.test.ts).
  const [, width = '', height = ''] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(paper) ?? [];
  expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([595, 842]);
  expect(paper.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(1);
  await page.getByTestId('close-visitor').click();

  await page.getByTestId('open-menu').click();
  await page.getByTestId('open-people').click();
  await page.getByTestId('people-import').click();
  const workbook = await writeExcelFile([
    [{ value: 'Họ tên' }, { value: 'Mã NV' }],
    [{ value: 'Lê Văn Mẫu' }, { value: 'NV-000001' }],
  ]).toBuffer();
  await page
    .getByTestId('import-file')
    .setInputFiles({ name: 'list.xlsx', mimeType: 'application/zip', buffer: Buffer.from(workbook) });
  await page.getByTestId('import-add').click();
  await page.getByTestId('import-done').waitFor();
  await page.getByTestId('people-list').click();
  await page.getByTestId('export-people').click();
  const saved = await noted(page, 'file-saved');
  expect(saved.startsWith(home)).toBe(true);
  expect(parse(readFileSync(saved, 'utf8'), { bom: true }).flat()).toContain('NV-000001');

  // As a hospital's desk copies a field: on a press, and into what other programs read.
  await page.evaluate(() => {
    document.addEventListener('click', () => void navigator.clipboard.writeText('001099000000'), { once: true });
  });
  await page.getByTestId('people-list').click();
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText()), PATIENT).toBe('001099000000');
});

test('a second display shows the visitors’ face by itself, and never takes the guard’s keys', async () => {
  const { app, page } = await stand();
  await page.getByTestId('open-settings').click();
  await page.locator('[data-section="screen"]').click();
  await page.getByTestId('visitor-screen').getByText('Hiện cho khách').click();
  await page.getByTestId('save-settings').click();
  await page.getByText('Đã lưu').first().waitFor();
  await page.getByTestId('close-settings').click();
  expect(app.windows()).toHaveLength(1);

  const opened = app.waitForEvent('window');
  await plug(app, 2);
  const visitor = await opened;
  visitor.setDefaultTimeout(PATIENCE_MS);
  await visitor.locator('[data-screen="visitor-face"]').waitFor();
  await expect.poll(() => placesOf(app), PATIENT).toContainEqual({ x: 1280, y: 0, width: 1280, height: 800 });
  // Neither the log nor the camera is its business.
  expect(
    await visitor.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => 'given',
        (error: Error) => error.name,
      ),
    ),
  ).toBe('NotAllowedError');

  // Somebody touches the visitors' side, and the scanner goes on typing to the guard's.
  press(['mousemove', '1900', '400', 'click', '1']);
  await expect.poll(() => focusOf(app), PATIENT).toEqual([expect.stringMatching(/\/$/)]);
  // Looked for from before it comes: after some seconds it goes.
  const shown = visitor.locator('[data-testid="visitor-verdict"][data-verdict="admit"]').waitFor();
  await Promise.all([shown, strikeKeys(page, [...strokesOf(cccdText(person)), ENTER])]);
  expect(await visitor.locator('body').textContent()).not.toContain(person.name.split(' ')[0]);

  const crashed = visitor.waitForEvent('crash');
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()
      .find((window) => window.webContents.getURL().includes('face=visitor'))
      ?.webContents.forcefullyCrashRenderer();
  });
  await crashed;
  const isBack = (): Promise<boolean> =>
    app.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes('face=visitor'));
      return window !== undefined && !window.webContents.isCrashed() && !window.webContents.isLoading();
    });
  await expect.poll(isBack, PATIENT).toBe(true);

  await plug(app, 1);
  await expect.poll(async () => (await placesOf(app)).length, PATIENT).toBe(1);
  await plug(app, 2);
  await expect.poll(async () => (await placesOf(app)).length, PATIENT).toBe(2);
  expect(await page.locator('[data-screen="gate"]').isVisible()).toBe(true);
});

/** Electron's own list of displays, and its word that it has changed: the one output's left half, or both halves. */
async function plug(app: ElectronApplication, count: 1 | 2): Promise<void> {
  await app.evaluate(({ BrowserWindow, screen }, wanted) => {
    const whole = screen.getPrimaryDisplay();
    const half = (id: number) => ({ ...whole, id, bounds: { x: (id - 1) * 1280, y: 0, width: 1280, height: 800 } });
    // Without a window manager the guard's window stands in the middle of the wide output, over both halves.
    BrowserWindow.getAllWindows()
      .find((window) => !window.webContents.getURL().includes('face=visitor'))
      ?.setBounds({ x: 0, y: 0, width: 1280, height: 800 });
    screen.getAllDisplays = () => Array.from({ length: wanted }, (_, index) => half(index + 1));
    screen.emit(wanted === 2 ? 'display-added' : 'display-removed', {}, half(2));
  }, count);
}

function placesOf(app: ElectronApplication): Promise<{ x: number; y: number; width: number; height: number }[]> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.getBounds()));
}

/** The addresses of the windows that keys go to. */
function focusOf(app: ElectronApplication): Promise<string[]> {
  return app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .filter((window) => window.isFocused())
      .map((window) => window.webContents.getURL()),
  );
}

function press(args: readonly string[]): void {
  const { status, stderr } = spawnSync('xdotool', args, {
    env: { ...process.env, DISPLAY: display.name },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`xdotool: ${stderr}`);
}
