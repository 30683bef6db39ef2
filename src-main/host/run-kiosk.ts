/** What does the browser kiosk do between its start and its end? */

import { join, resolve } from 'node:path';
import { openGate } from '../gate.ts';
import { lockDataDirWithin } from './data-lock.ts';
import { findBrowser } from './find-browser.ts';
import { dataDirFrom, gateOptionsFromEnvironment } from './gate-options.ts';
import { endWhenHung } from './hang-watch.ts';
import { ENTRANCE_FILE, startKioskBrowser } from './kiosk-browser.ts';
import { logForGate, openLog } from './log.ts';
import { startLoopbackServer } from './loopback-server.ts';
import { outOfOrderPage } from './out-of-order-page.ts';
import { readShellSettings } from './shell-settings.ts';
import { hearOfSleep } from './slept.ts';

/** A fixed port, where it is free: browsers remember cameras by origin. */
const USUAL_PORT = 47_806;
/** The gate of before may have been killed a moment ago. */
const FREE_WITHIN_MS = 2_000;
const RENDERER_DIR = resolve(import.meta.dirname, '../../dist/renderer');

/**
 * Opens gate, server and browser, and runs until it is told to end or the window is closed. `GATE_PORT`, `GATE_BROWSER`,
 * `GATE_NO_BROWSER=1`, `GATE_WINDOWED=1`.
 */
export async function runKiosk(env: NodeJS.ProcessEnv): Promise<void> {
  const dataDir = dataDirFrom(env);
  const unlock = await lockDataDirWithin(dataDir, FREE_WITHIN_MS);
  if (unlock === null)
    return complain('Một cổng khác đang chạy trên cùng dữ liệu. / Another gate is running on the same data.');
  const log = openLog(join(dataDir, 'log'));
  const opened = openGate(gateOptionsFromEnvironment(env, logForGate(log)));
  if (opened.type === 'refused') {
    unlock();
    return complain(`Cổng không mở được / the gate cannot open: ${opened.room}, ${opened.reason}`);
  }
  const { gate } = opened;
  const server = await startLoopbackServer({
    gate,
    rendererDir: RENDERER_DIR,
    host: '127.0.0.1',
    port: env.GATE_PORT ? Number(env.GATE_PORT) : USUAL_PORT,
    mayMove: !env.GATE_PORT,
    log,
  });
  const browserPath = env.GATE_NO_BROWSER === '1' ? null : findBrowser(env);
  // The whole address lets whoever reads it in: it is said only where somebody has to type it.
  const said = browserPath === null ? server.address : server.origin;
  process.stdout.write(`Cổng đã mở / the gate is open: ${said}\n`);
  if (browserPath === null && env.GATE_NO_BROWSER !== '1') {
    process.stdout.write(
      'Không tìm thấy Chromium: hãy mở địa chỉ trên. / No Chromium found: open the address above.\n',
    );
  }
  if (env.GATE_VISITOR_SCREEN === '1') {
    process.stdout.write(`Màn hình phía khách / the visitor's screen: ${server.visitorAddress}\n`);
  }
  const browser =
    browserPath === null
      ? null
      : startKioskBrowser({
          browserPath,
          address: server.address,
          origin: server.origin,
          profileDir: join(dataDir, 'browser'),
          isWindowed: env.GATE_WINDOWED === '1',
          outOfOrderPage: () =>
            outOfOrderPage(
              { part: 'screen', reason: null, ...readShellSettings(dataDir) },
              { type: 'file', entrance: ENTRANCE_FILE },
            ),
          onRestart: (delayMs) => log('browser-restarted', { delayMs: Math.round(delayMs) }),
          onQuit: () => close(),
        });

  endWhenHung();
  const stopHearing = hearOfSleep(gate.lookAgain);
  let isClosing = false;
  function close(): void {
    if (isClosing) return;
    isClosing = true;
    stopHearing();
    browser?.close();
    void server
      .close()
      .then(gate.close)
      .then(() => {
        unlock?.();
        process.exit(0);
      });
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, close);
}

function complain(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}
