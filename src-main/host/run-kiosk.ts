/** What does the browser kiosk do between its start and its end? */

import { join, resolve } from 'node:path';
import { LEFT_EXIT_CODE } from '../core/recovery/end-status.ts';
import type { OpenGateAnswer } from '../gate/opened-gate.ts';
import { openGate } from '../gate.ts';
import { browserFolder } from './browser-folder.ts';
import { lockDataDirWithin } from './data-lock.ts';
import { findBrowser } from './find-browser.ts';
import { dataDirFrom, gateOptionsFromEnvironment } from './gate-options.ts';
import { endWhenHung } from './hang-watch.ts';
import { ENTRANCE_FILE, OUT_OF_ORDER_FILE, startKioskBrowser } from './kiosk-browser.ts';
import { logForGate, openLog } from './log.ts';
import { startLoopbackServer } from './loopback-server.ts';
import { forbidCoreDumps } from './no-core-dumps.ts';
import type { Notice } from './open-at-last.ts';
import { openAtLast } from './open-at-last.ts';
import { outOfOrderPage } from './out-of-order-page.ts';
import { readShellSettings } from './shell-settings.ts';
import { hearOfSleep } from './slept.ts';
import { updateOptionsFrom } from './update-options.ts';

/** A fixed port, where it is free: browsers remember cameras by origin. */
const USUAL_PORT = 47_806;
/** The gate of before may have been killed a moment ago. */
const FREE_WITHIN_MS = 2_000;
const RENDERER_DIR = resolve(import.meta.dirname, '../../dist/renderer');

/**
 * Opens gate, server and browser, and runs until it is told to end or the window is closed. `GATE_PORT`, `GATE_BROWSER`,
 * `GATE_NO_BROWSER=1`, `GATE_WINDOWED=1`, `GATE_CAGE` the compositor that shows the browser alone on a bare machine. A kiosk ends by
 * PIN or badge, with `LEFT_EXIT_CODE`, or by a signal; a closed window is opened again.
 */
export async function runKiosk(env: NodeJS.ProcessEnv): Promise<void> {
  const dataDir = dataDirFrom(env);
  const unlock = await lockDataDirWithin(dataDir, FREE_WITHIN_MS);
  if (unlock === null)
    return complain('Một cổng khác đang chạy trên cùng dữ liệu. / Another gate is running on the same data.');
  const log = openLog(join(dataDir, 'log'));
  if (!forbidCoreDumps()) log('core-dumps-allowed');
  const browserPath = env.GATE_NO_BROWSER === '1' ? null : findBrowser(env);
  const updates = updateOptionsFrom(env, 'kiosk', browserPath !== null, () => close(0));
  const open = (): OpenGateAnswer => {
    const answer = openGate({
      ...gateOptionsFromEnvironment(env, logForGate(log)),
      onLeave: browserPath === null ? undefined : () => close(LEFT_EXIT_CODE),
      updates,
    });
    if (answer.type === 'refused') complain(refusalSentence(answer));
    return answer;
  };
  const first = open();
  if (first.type === 'refused' && browserPath === null) return unlock();
  const gate =
    first.type === 'opened'
      ? first.gate
      : await openAtLast(open, first.reason, (reason) => showRefusal(env, dataDir, browserPath ?? '', reason));
  process.exitCode = 0;
  const server = await startLoopbackServer({
    gate,
    rendererDir: RENDERER_DIR,
    host: '127.0.0.1',
    port: env.GATE_PORT ? Number(env.GATE_PORT) : USUAL_PORT,
    mayMove: !env.GATE_PORT,
    log,
    onPageWord: (word) => browser?.heard(word),
  });
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
          cagePath: env.GATE_CAGE || null,
          address: server.address,
          origin: server.origin,
          profileDir: browserFolder(dataDir),
          isWindowed: env.GATE_WINDOWED === '1',
          startsOn: 'entrance',
          outOfOrderPage: () =>
            outOfOrderPage(
              { part: 'screen', reason: null, ...readShellSettings(dataDir) },
              { type: 'file', entrance: ENTRANCE_FILE },
            ),
          onRestart: (delayMs) => log('browser-restarted', { delayMs: Math.round(delayMs) }),
          onHang: () => log('page-hung'),
          onQuit: () => close(0),
        });

  endWhenHung();
  const stopHearing = hearOfSleep(gate.lookAgain);
  let isClosing = false;
  function close(exitCode: number): void {
    if (isClosing) return;
    isClosing = true;
    stopHearing();
    browser?.close();
    void server
      .close()
      .then(gate.close)
      .then(() => {
        unlock?.();
        process.exit(exitCode);
      });
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => close(0));
}

type Refused = Extract<OpenGateAnswer, { type: 'refused' }>;

function refusalSentence({ room, reason }: Refused): string {
  return `Cổng không mở được / the gate cannot open: ${room}, ${reason}`;
}

/** Somebody who closes that window, or a supervisor that ends the gate, ends both. */
function showRefusal(env: NodeJS.ProcessEnv, dataDir: string, browserPath: string, reason: string): Notice {
  const shown = { part: 'core', reason, ...readShellSettings(dataDir) } as const;
  const browser = startKioskBrowser({
    browserPath,
    cagePath: env.GATE_CAGE || null,
    address: '',
    origin: '',
    profileDir: browserFolder(dataDir),
    isWindowed: env.GATE_WINDOWED === '1',
    startsOn: 'out-of-order',
    outOfOrderPage: () => outOfOrderPage(shown, { type: 'file', entrance: OUT_OF_ORDER_FILE }),
    onRestart: () => undefined,
    onHang: () => undefined,
    onQuit: () => process.exit(1),
  });
  const end = (): void => {
    browser.close();
    process.exit(1);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
  return {
    close: () => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, end);
      browser.close();
    },
  };
}

function complain(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}
