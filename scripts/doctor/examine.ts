/** What does this machine lack to be a gate? Every check in one go. */

import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { listSerialPorts } from '../../src-main/devices/list-serial-ports.ts';
import { listWrongModeScanners } from '../../src-main/devices/wrong-mode-scanners.ts';
import { readSettings } from '../../src-main/gate/settings-file.ts';
import { findBrowser } from '../../src-main/host/find-browser.ts';
import { dataDirFrom } from '../../src-main/host/gate-options.ts';
import { findElectron } from '../find-electron.ts';
import { checkCollector } from './collector-check.ts';
import { checkData } from './data-checks.ts';
import { checkDevices } from './device-checks.ts';
import type { Finding } from './finding.ts';
import { checkClock, checkDecoder, checkNode, checkShell } from './machine-checks.ts';

/** Looks and changes nothing; asks nobody but the collector of the settings. */
export async function examine(env: NodeJS.ProcessEnv, nowUtcMs: number): Promise<readonly Finding[]> {
  const dataDir = dataDirFrom(env);
  const { settings } = readSettings(dataDir);
  const { platform } = process;
  return [
    checkNode(process.versions.node),
    checkClock(nowUtcMs),
    ...(await checkData(dataDir, nowUtcMs)),
    ...checkShell({
      platform,
      hasDisplay: Boolean(env.DISPLAY || env.WAYLAND_DISPLAY),
      browser: findBrowser(env),
      electron: findElectron(env),
    }),
    await checkDecoder(),
    ...checkDevices({
      platform,
      readers: settings.readers,
      ports: await listSerialPorts(),
      wrongMode: await listWrongModeScanners(),
      cameras: platform === 'linux' ? listCameras() : null,
      isThere: existsSync,
      mayOpen,
    }),
    await checkCollector(settings.collector),
  ];
}

function listCameras(): string[] {
  return readdirSync('/dev')
    .filter((name) => /^video\d+$/.test(name))
    .map((name) => join('/dev', name));
}

function mayOpen(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false; // Not for us.
  }
}
