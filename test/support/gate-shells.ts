/** How does a test stand at a gate, in each of the shells that a venue may run? */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, findChromium } from './chromium.ts';
import { electronDist, startDisplay } from './electron-runtime.ts';
import { launchElectron } from './launch-electron.ts';
import { PROJECT_DIR, runProcess } from './run-process.ts';

export type GatePlace = {
  readonly dataDir: string;
  /** The far end of a serial line, as the gate sees it. */
  readonly serialPath: string;
  /** What the camera sees, as .y4m. */
  readonly filmPath: string;
};

export type StandingGate = { readonly page: Page; readonly stop: () => Promise<void> };

export type Shell = {
  readonly name: string;
  /** Why this machine cannot run this shell, or `null`. */
  readonly missing: () => Promise<string | null>;
  readonly start: (place: GatePlace) => Promise<StandingGate>;
};

/** The 64-bit Node that the project brings; also what a gate core under an older Electron runs on. */
export const NODE = process.execPath;

/** Core and loopback server in one process, the screen in a Chromium of the system. */
export const browserShell: Shell = {
  name: 'browser kiosk',
  missing: () => Promise.resolve(findChromium() === null ? 'no Chromium here: apt-get install chromium' : null),
  start: async (place) => {
    const kiosk = runProcess(NODE, ['src-main/host/kiosk.ts'], { ...environment(place), GATE_NO_BROWSER: '1' });
    const [address] = await kiosk.waitFor(/http:\/\/127\.0\.0\.1:\d+\/\S+/);
    const browser = await chromium.launch({
      executablePath: findChromium() ?? '',
      args: [...CHROMIUM_FLAGS, ...cameraFlags(place)],
    });
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(address);
    return {
      page,
      stop: async () => {
        await browser.close();
        await kiosk.stop();
      },
    };
  },
};

/** Real Electron over the built project. */
export const electronShell: Shell = {
  name: 'Electron',
  missing: electronMissing,
  start: (place) =>
    startElectron(place, join(electronDist() ?? '', 'electron'), [join(PROJECT_DIR, 'dist/electron/main.cjs')]),
};

const PACKED_APP = join(PROJECT_DIR, 'release/linux-unpacked/gac-cong');

/** The app as it is installed on a Linux gate. */
export const packedShell: Shell = {
  name: 'packed Linux app',
  missing: async () =>
    (await electronMissing()) ?? (existsSync(PACKED_APP) ? null : 'not packed: npm run pack:linux has not run'),
  start: (place) => startElectron(place, PACKED_APP, []),
};

function electronMissing(): Promise<string | null> {
  return Promise.resolve(
    electronDist() === null ? 'no Electron binary here, and ../shared/tools/electron-runtime.sh is absent' : null,
  );
}

async function startElectron(place: GatePlace, executablePath: string, args: string[]): Promise<StandingGate> {
  const display = await startDisplay();
  const app = await launchElectron({
    executablePath,
    args: [...args, '--no-sandbox', '--disable-gpu', ...cameraFlags(place)],
    cwd: PROJECT_DIR,
    env: {
      ...stringsOf(process.env),
      ...environment(place),
      DISPLAY: display.name,
      GATE_CORE_NODE: NODE,
      GATE_WINDOWED: '1',
    },
  });
  const page = await app.firstWindow();
  return {
    page,
    stop: async () => {
      await app.close();
      await display.stop();
    },
  };
}

function environment(place: GatePlace): Record<string, string> {
  return { GATE_DATA_DIR: place.dataDir, GATE_SERIAL: place.serialPath };
}

function cameraFlags(place: GatePlace): string[] {
  return [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${place.filmPath}`,
  ];
}

function stringsOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined));
}
