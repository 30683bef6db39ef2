/** How does a test of updates get a small release, and a desk that takes it without waiting for the night? */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { bundleVersion } from '../../../scripts/update-release/bundle-version.ts';
import type { UpdateSettings } from '../../../src-main/contract/update-api.ts';
import { updateSettings } from '../../../src-main/contract/update-api.ts';
import type { UpdateDesk, UpdateDeskOptions } from '../../../src-main/update/update-desk.ts';
import { openUpdateDesk } from '../../../src-main/update/update-desk.ts';
import { publish, RELEASE_KEY } from '../../support/releases.ts';

export const PLATFORM = 'linux-x64-kiosk';
/** 23:00 in Vietnam: the venue is shut. */
export const AT_NIGHT = Date.parse('2026-11-29T23:00:00+07:00');

/** A version of two files, and its release in a folder. */
export async function makeRelease(
  dir: string,
  version: string,
  part: Parameters<typeof publish>[3] = {},
): Promise<string> {
  const folder = join(dir, `source-${version}`);
  mkdirSync(join(folder, 'bin'), { recursive: true });
  writeFileSync(join(folder, 'bin', 'gate.js'), `// ${version} ${'x'.repeat(70_000)}\n`, { mode: 0o755 });
  writeFileSync(join(folder, 'words.txt'), 'Xin chào\n');
  const outPath = join(dir, `gac-cong-${version}.tar.gz`);
  await bundleVersion({ folder, version, start: ['node', 'bin/gate.js'], outPath });
  const release = join(dir, `release-${version}`);
  await publish(release, outPath, version, { platform: PLATFORM, nowUtcMs: AT_NIGHT - 3_600_000, ...part });
  return release;
}

export type TestDesk = UpdateDesk & { readonly wasRestarted: () => boolean };

export function openDesk(
  root: string,
  settings: Partial<UpdateSettings>,
  options: Partial<UpdateDeskOptions> = {},
): TestDesk {
  let wasRestarted = false;
  const desk = openUpdateDesk({
    root,
    version: '1.0.0',
    platform: PLATFORM,
    dataForm: 84,
    builtInKeys: [],
    settings: () => ({
      updates: updateSettings.parse({ keys: [RELEASE_KEY.publicKey], ...settings }),
      network: { ca: '', clientCertificate: '', clientKey: '', proxy: '' },
      hours: { opens: '06:00', closes: '20:00' },
    }),
    digestFor: () => '00000000',
    nowUtcMs: () => AT_NIGHT,
    isClockSure: () => true,
    lastPassedAtUtcMs: () => null,
    lastUsedAtUtcMs: () => null,
    isOnMains: () => true,
    readFreeBytes: () => Promise.resolve(null),
    beforeSwitch: () => undefined,
    restart: () => {
      wasRestarted = true;
    },
    onChange: () => undefined,
    env: {},
    log: () => undefined,
    paceMs: 5,
    stickRoots: [],
    ...options,
  });
  onTestFinished(() => desk.close());
  return { ...desk, wasRestarted: () => wasRestarted };
}
