/** What holds a packed app together from outside (its fuses) and its pages in (their preferences)? */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fuseWireOf, PACKED_PROGRAM } from '../packed-kiosk.ts';
import { PROJECT_DIR } from '../run-process.ts';

/** In the order in which a program bears them. */
const FUSES = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
];

/** `true` or `false` for each, as electron-builder.yml asks. */
export function wantedFuses(): (string | undefined)[] {
  const wanted = readFileSync(join(PROJECT_DIR, 'electron-builder.yml'), 'utf8');
  return FUSES.map((name) => new RegExp(`^ {2}${name}: (true|false)$`, 'm').exec(wanted)?.[1]);
}

/** `1` or `0` for each, as the program has them. */
export function packedFuses(): string {
  return fuseWireOf(PACKED_PROGRAM).slice(0, FUSES.length);
}

/** Whether it was packed around the Electron that the project ships, and not around the one for tests. */
export function isPackedAsShipped(): boolean {
  const { devDependencies } = JSON.parse(readFileSync(join(PROJECT_DIR, 'package.json'), 'utf8'));
  const version = readFileSync(join(PROJECT_DIR, 'release/linux-unpacked/version'), 'utf8').trim();
  return version === devDependencies.electron;
}

export const WALLED_IN: Readonly<Record<string, unknown>> = {
  allowRunningInsecureContent: false,
  contextIsolation: true,
  disableDialogs: true,
  enableBlinkFeatures: '',
  experimentalFeatures: false,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  sandbox: true,
  webSecurity: true,
  webviewTag: false,
};
