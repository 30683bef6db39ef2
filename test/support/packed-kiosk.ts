/** How does a test stand before the packed app as a guard does: full screen, on a display of its own, with real keys? */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { packIfStale, whyNotPackable } from '../../scripts/pack-project.ts';
import { launchElectron } from './launch-electron.ts';
import { PROJECT_DIR } from './run-process.ts';
import { missingDisplayTools } from './x-display.ts';

export const PACKED_PROGRAM = join(PROJECT_DIR, 'release', 'linux-unpacked', 'gac-cong');
/** Without `--use-fake-ui-for-media-stream`: that passes by the handlers of permissions. */
export const PACKED_FLAGS = ['--no-sandbox', '--disable-gpu', '--use-fake-device-for-media-stream'];

/** Why there can be no packed app here, or null. */
export function whyNoPackedKiosk(): string | null {
  return whyNotPackable() ?? missingDisplayTools();
}

export function packKiosk(): void {
  packIfStale();
}

export function kioskEnvironment(displayName: string, dataDir: string): Record<string, string> {
  return {
    ...(process.env as Record<string, string>),
    DISPLAY: displayName,
    GATE_DATA_DIR: dataDir,
    // The Electron at hand may be too old for the native modules; one that is new enough does not listen to this.
    GATE_CORE_NODE: process.execPath,
  };
}

export type PackedKiosk = {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Presses keys of the display's own keyboard, such as `ctrl+r`. */
  readonly press: (...keys: readonly string[]) => void;
};

/** Once the screen has heard the gate. */
export async function openPackedKiosk(displayName: string, dataDir: string): Promise<PackedKiosk> {
  const env = kioskEnvironment(displayName, dataDir);
  const app = await launchElectron({ executablePath: PACKED_PROGRAM, args: PACKED_FLAGS, env });
  const page = await app.firstWindow();
  await page.getByTestId('open-menu').waitFor({ timeout: 60_000 });
  return { app, page, press: (...keys) => xdotool(displayName, ['key', ...keys]) };
}

export function xdotool(displayName: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync('xdotool', args, {
    env: { ...process.env, DISPLAY: displayName },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`xdotool fails: ${stderr}`);
}

/** The fuses of a program, in their order, as one character each: `0` off, `1` on, `r` removed. */
export function fuseWireOf(program: string): string {
  const bytes = readFileSync(program);
  const at = bytes.indexOf(FUSE_SENTINEL);
  if (at < 0) throw new Error('no fuses in there');
  const [version, length = 0] = bytes.subarray(at + FUSE_SENTINEL.length);
  if (version !== 1) throw new Error('fuses of another kind');
  const start = at + FUSE_SENTINEL.length + 2;
  return bytes.toString('latin1', start, start + length);
}

/** Written into every Electron just before them. */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
