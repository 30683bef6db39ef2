/** With which switches may nobody start an installed gate? Those that let another program look into its pages, or take their walls down. */

import { url as inspectorUrl } from 'node:inspector';
import type { App } from 'electron';

const DEBUGGING = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
];
const WITHOUT_WALLS = [
  'disable-web-security',
  'allow-file-access-from-files',
  'disable-site-isolation-trials',
  'load-extension',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  'js-flags',
  'enable-logging',
  'log-net-log',
];

/**
 * Before the app is ready: Chromium reads them after that. Fuses close Node's own doors and not these. A build whose fuse lets an inspector
 * in is one for tests, and is driven through the very door.
 */
export function dropSwitches(app: Pick<App, 'commandLine' | 'isPackaged'>): void {
  if (!app.isPackaged) return;
  const unwanted = inspectorUrl() === undefined ? [...DEBUGGING, ...WITHOUT_WALLS] : WITHOUT_WALLS;
  for (const name of unwanted) app.commandLine.removeSwitch(name);
}
