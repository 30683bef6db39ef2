/** What stands in a soak? The real core, its screen in Chromium with a camera, a serial cable, and a collector. */

import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { cccdText, FAKE_PEOPLE } from '../../src-main/devices/simulated/fake-people.ts';
import { makeFilm } from '../../test/support/camera-film.ts';
import { CHROMIUM_FLAGS, findChromium } from '../../test/support/chromium.ts';
import type { ArrivedRow } from '../../test/support/collectors.ts';
import { pgliteCollector } from '../../test/support/collectors.ts';
import { enrolGate } from '../../test/support/enrol-gate.ts';
import { freePort } from '../../test/support/free-port.ts';
import type { PtyPair } from '../../test/support/pty-pair.ts';
import { openPtyPair } from '../../test/support/pty-pair.ts';
import { runProcess } from '../../test/support/run-process.ts';
import type { MemoryProbe } from './memory.ts';
import { openMemoryProbe } from './memory.ts';

export type SoakGate = {
  readonly page: Page;
  readonly pty: PtyPair;
  readonly probe: MemoryProbe;
  /** How many codes the camera of the page has read so far. */
  readonly cameraCodes: () => Promise<number>;
  /** Ends gate and collector, in that order; then says what the collector has. */
  readonly finish: () => Promise<readonly ArrivedRow[]>;
  /** Ends whatever still runs. */
  readonly close: () => Promise<void>;
};

declare global {
  var soakCameraCodes: number;
}

/** One person every three seconds before the camera; the film is longer than the time in which one is known again. */
export const FILM_SCENE = { peopleCount: 20, shownSeconds: 1.2, emptySeconds: 1.8 };
const FILM_SHAPE = { width: 960, height: 540, fps: 10 };

export async function openSoakGate(dataDir: string): Promise<SoakGate> {
  const ends: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const filmPath = join(dataDir, 'film.y4m');
    await makeFilm({ path: filmPath, scenes: filmScenes(), ...FILM_SHAPE });
    const collector = await pgliteCollector(join(dataDir, 'collector'));
    ends.push(collector.end);
    const setupCode = await collector.comeUp();
    const gateDir = join(dataDir, 'gate');
    await enrolGate(gateDir, setupCode);
    const pty = await openPtyPair();
    ends.push(pty.close);

    const core = runProcess(process.execPath, ['--inspect=127.0.0.1:0', 'src-main/host/kiosk.ts'], {
      GATE_DATA_DIR: gateDir,
      GATE_SERIAL: `${pty.path}@115200`,
      GATE_NO_BROWSER: '1',
    });
    ends.push(core.stop);
    const [coreAddress] = await core.waitFor(/ws:\/\/127\.0\.0\.1:\d+\/\S+/);
    const [address] = await core.waitFor(/http:\/\/127\.0\.0\.1:\d+\/\S+/);
    const browserPort = await freePort();
    const browser = await chromium.launch({
      executablePath: findChromium() ?? '',
      args: [
        ...CHROMIUM_FLAGS,
        `--remote-debugging-port=${browserPort}`,
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${filmPath}`,
      ],
    });
    ends.push(() => browser.close());
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.addInitScript(() => {
      globalThis.soakCameraCodes = 0;
      addEventListener('gate:camera-code', () => {
        globalThis.soakCameraCodes += 1;
      });
    });
    await page.goto(address);
    await page.locator('[data-screen="gate"]').waitFor();
    await page.locator('[data-note="reader serial-extra-1"][data-tone="well"]').waitFor();
    const probe = await openMemoryProbe({ browserPort, coreAddress, corePid: core.child.pid ?? 0 });
    ends.push(() => Promise.resolve(probe.close()));
    return {
      page,
      pty,
      probe,
      cameraCodes: () => page.evaluate(() => globalThis.soakCameraCodes),
      finish: async () => {
        await close();
        return collector.arrived();
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function filmScenes(): { text: string | null; seconds: number }[] {
  return FAKE_PEOPLE.slice(0, FILM_SCENE.peopleCount).flatMap((person) => [
    { text: null, seconds: FILM_SCENE.emptySeconds },
    { text: cccdText(person), seconds: FILM_SCENE.shownSeconds },
  ]);
}
