/** Do a real keyboard's keys get out of a real browser's kiosk: to another window, a dialog, a menu, or another page? */

import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { buildIfStale } from '../../scripts/build-project.ts';
import { findChromium } from '../support/chromium.ts';
import { freePort } from '../support/free-port.ts';
import { logRows } from '../support/log-rows.ts';
import { runProcess } from '../support/run-process.ts';
import { scanUntil } from '../support/scan-until.ts';
import { temporaryDir } from '../support/temporary-dir.ts';
import { missingDisplayTools, openDisplay, scannerStrokes } from '../support/x-display.ts';

/** What leads out of a browser's window on Linux and on Windows; the last ones are the keys of keyboards with extra keys. */
const KEYS = [
  ...['ctrl+n', 'ctrl+shift+n', 'ctrl+t', 'ctrl+shift+t', 'ctrl+o', 'ctrl+s', 'ctrl+p', 'ctrl+shift+p'],
  ...['ctrl+u', 'ctrl+h', 'ctrl+d', 'ctrl+shift+o', 'ctrl+shift+b', 'ctrl+shift+Delete', 'ctrl+shift+w', 'ctrl+w'],
  ...['ctrl+l', 'alt+d', 'ctrl+k', 'ctrl+f', 'ctrl+g', 'F3', 'F6', 'ctrl+shift+m', 'ctrl+shift+a', 'ctrl+Tab'],
  ...['F1', 'F5', 'ctrl+r', 'F7', 'F10', 'F11', 'F12', 'ctrl+shift+i', 'ctrl+shift+j', 'ctrl+shift+c', 'shift+Escape'],
  ...['alt+Home', 'alt+Left', 'alt+Right', 'alt+f', 'alt+e', 'ctrl+plus', 'ctrl+minus', 'ctrl+0', 'Menu', 'shift+F10'],
  ...['XF86Back', 'XF86HomePage', 'XF86Reload', 'XF86Mail', 'XF86Search', 'XF86Explorer'],
];
/** Longer than Chromium takes to open what a key asks for. */
const OPENED_WITHIN_MS = 3_000;
const lacking = findChromium() === null ? 'no Chromium here: apt-get install chromium' : missingDisplayTools();

/** What Chromium calls a window, and the parts of its own that it opens in one. */
const WINDOWS: readonly string[] = ['page', 'browser_ui', 'webview', 'app', 'other'];

type Target = { readonly id: string; readonly type: string; readonly url: string };

test('no key gets out, and a scan afterwards is an entry as ever', async ({ skip }) => {
  if (lacking !== null) return skip(lacking);
  buildIfStale();
  const [dataDir, home, port] = [temporaryDir(), temporaryDir(), await freePort()];
  const display = await openDisplay();
  onTestFinished(display.close);
  const browser = join(home, 'browser');
  writeFileSync(browser, `#!/bin/sh\nexec '${findChromium()}' --remote-debugging-port=${port} "$@"\n`);
  chmodSync(browser, 0o700);
  const kiosk = runProcess(process.execPath, ['src-main/host/kiosk.ts'], {
    GATE_DATA_DIR: dataDir,
    GATE_BROWSER: browser,
    GATE_PORT: String(await freePort()),
    DISPLAY: display.name,
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
  });
  onTestFinished(kiosk.stop);
  await kiosk.waitFor(/the gate is open/, 60_000);

  const expectEntryOf = async (text: string): Promise<void> => {
    const before = logRows(dataDir).length;
    const scan = (): void => display.xdotool('key', '--delay', '3', ...scannerStrokes(text), 'Return');
    await scanUntil(scan, () => logRows(dataDir).length > before);
  };
  const pages = async (): Promise<readonly Target[]> => {
    const all = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as readonly Target[];
    return all.filter(({ type }) => WINDOWS.includes(type)).map(({ id, type, url }) => ({ id, type, url }));
  };
  await expectEntryOf('HANDBADGE1');
  const [before, windows] = [await pages(), display.windows()];
  expect(before.map(({ type }) => type)).toEqual(['page']);

  for (const key of KEYS) display.xdotool('key', key);
  await delay(OPENED_WITHIN_MS);
  expect(await pages()).toEqual(before);
  expect(display.windows()).toEqual(windows);
  await expectEntryOf('HANDBADGE2');
});
