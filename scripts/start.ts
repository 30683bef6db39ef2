/** `npm start`: opens the gate, in Electron where that can be had, else as a browser kiosk, and says which and why. */

import { join } from 'node:path';
import { CORE_MEMORY } from '../src-main/host/core-memory.ts';
import { buildIfStale } from './build-project.ts';
import type { ShellChoice } from './choose-shell.ts';
import { chooseShell } from './choose-shell.ts';
import { findOrDownloadElectron } from './find-electron.ts';
import { PROJECT_DIR } from './project.ts';
import { runChild } from './run-child.mjs';

/** An Electron that ends with an error so soon never came up: a sandbox that the system forbids, a missing library. */
const CAME_UP_AFTER_MS = 8_000;

process.exitCode = await start();

async function start(): Promise<number> {
  buildIfStale();
  const choice = chooseShell(process.env, process.platform, () => findOrDownloadElectron(process.env));
  switch (choice.shell) {
    case 'none':
      say(`Không chạy được Electron: ${choice.why}.`, `Electron cannot run: ${choice.why}.`);
      return 1;
    case 'browser':
      return startBrowser(choice.why);
    case 'electron':
      return startElectron(choice);
  }
}

async function startElectron(choice: ShellChoice & { shell: 'electron' }): Promise<number> {
  // Chromium's sandbox refuses to run as root, and a gate should not run as root: said, not hidden.
  const isRoot = process.getuid?.() === 0;
  const sandbox = isRoot ? ', as root and so without the sandbox of Chromium' : '';
  say(`Vỏ: Electron (${choice.why}${sandbox}).`, `Shell: Electron (${choice.why}${sandbox}).`);
  const startedAtMs = performance.now();
  const status = await runChild(
    choice.binary,
    [join(PROJECT_DIR, 'dist', 'electron', 'main.cjs'), ...(isRoot ? ['--no-sandbox'] : []), ...process.argv.slice(2)],
    {
      cwd: PROJECT_DIR,
      env: { ...(choice.coreNeedsOurNode ? { GATE_CORE_NODE: process.execPath } : {}), ...process.env },
    },
  );
  const wasEndedByPerson = status === 0 || status === 130 || status === 143;
  const cameUp = performance.now() - startedAtMs >= CAME_UP_AFTER_MS;
  if (wasEndedByPerson || cameUp || process.env.GATE_SHELL === 'electron') return status;
  return startBrowser(`Electron did not come up (status ${status})`);
}

function startBrowser(why: string): Promise<number> {
  say(`Vỏ: trình duyệt (${why}).`, `Shell: browser kiosk (${why}).`);
  const kiosk = [...CORE_MEMORY, 'src-main/host/kiosk.ts', ...process.argv.slice(2)];
  return runChild(process.execPath, kiosk, { cwd: PROJECT_DIR });
}

function say(vietnamese: string, english: string): void {
  process.stdout.write(`${vietnamese} / ${english}\n`);
}
