import { join } from 'node:path';
import { _electron } from 'playwright-core';
import { expect, test } from 'vitest';
import { startDisplay } from '../support/electron-runtime.ts';
import { PROJECT_DIR } from '../support/run-process.ts';
import { temporaryDir } from '../support/temporary-dir.ts';
import { spawnSync } from 'node:child_process';
test('x', async () => {
  const display = await startDisplay();
  const t0 = Date.now();
  const app = await _electron.launch({ timeout: 40_000,
    executablePath: join(PROJECT_DIR, 'release/linux-unpacked/gac-cong'),
    args: ['--no-sandbox', '--disable-gpu', '--use-fake-device-for-media-stream'],
    env: { ...process.env as Record<string,string>, DISPLAY: display.name, GATE_DATA_DIR: temporaryDir(), GATE_CORE_NODE: process.execPath },
  });
  const page = await app.firstWindow();
  page.on('console', (m) => console.log('CONSOLE', m.text().slice(0, 300)));
  await page.waitForLoadState();
  console.log('up', Date.now() - t0);
  await page.waitForTimeout(3000);
  console.log(await app.evaluate(({ BrowserWindow, app }) => BrowserWindow.getAllWindows().map((w) => ({ full: w.isFullScreen(), kiosk: w.isKiosk(), focused: w.isFocused(), bounds: w.getBounds(), url: w.webContents.getURL(), prefs: w.webContents.getLastWebPreferences(), packaged: app.isPackaged }))));
  await page.screenshot({ path: '/tmp/kx/a.png' });
  console.log(spawnSync('xdotool', ['search', '--name', '.*'], { env: { ...process.env, DISPLAY: display.name }, encoding: 'utf8' }));
  await page.evaluate(() => { (globalThis as any).keys = []; addEventListener('keydown', (e) => (globalThis as any).keys.push((e as any).key + (e as any).code), true); });
  for (const key of ['a', 'ctrl+r', 'F5', 'alt+F4', 'ctrl+j', 'ctrl+equal', 'ISO_Level3_Shift+q', 'alt+KP_1','alt+Left','Escape','F10','Tab','Return','KP_5','ctrl+BracketRight', 'ctrl+bracketright'])
    console.log(key, spawnSync('xdotool', ['key', key], { env: { ...process.env, DISPLAY: display.name }, encoding: 'utf8' }).stderr);
  await page.waitForTimeout(500);
  console.log(await page.evaluate(() => (globalThis as any).keys));
  const t1 = Date.now();
  await app.close();
  console.log('closed', Date.now() - t1);
  await display.stop();
  expect(1).toBe(1);
});
