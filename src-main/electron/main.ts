/** How does the Electron shell come up? Read top to bottom: the order is what makes it safe. */

import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Session, WebContents } from 'electron';
import {
  app,
  ipcMain,
  Menu,
  MessageChannelMain,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  utilityProcess,
} from 'electron';
import { BEGIN_ANEW_EXIT_CODE, LEFT_EXIT_CODE } from '../core/recovery/end-status.ts';
import { dataDirFrom } from '../host/gate-options.ts';
import { seeLogFiles } from '../host/log-files.ts';
import { forbidCoreDumps } from '../host/no-core-dumps.ts';
import { isNodeEnough } from '../host/node-version.ts';
import { OUT_OF_ORDER_PATH, outOfOrderFile } from '../host/out-of-order-page.ts';
import { readShellSettings } from '../host/shell-settings.ts';
import type { ScreenFiles } from '../host/static-files.ts';
import { listScreenFiles } from '../host/static-files.ts';
import { startWithTheMachine } from './autostart.ts';
import { keepAwake } from './awake.ts';
import { launcherCommand } from './by-launcher.ts';
import type { ShellNote } from './channels.ts';
import {
  COUNT_PRINTERS_CHANNEL,
  NOTE_CHANNEL,
  PRINT_CHANNEL,
  REQUEST_PORT_CHANNEL,
  RETRY_CHANNEL,
} from './channels.ts';
import { startChildCore } from './child-core.ts';
import type { CoreKeeper } from './core.ts';
import { keepCore } from './core.ts';
import { keepDownloads, refuseDownloads } from './downloads.ts';
import { endOnError } from './end-on-error.ts';
import { avoidCard, isCardAvoided } from './graphics.ts';
import { hearRestart } from './hear-restart.ts';
import { holdOpen } from './hold-open.ts';
import { dropLeftoverLock } from './leftover-lock.ts';
import { denyNavigation, denyOutsideRequests } from './navigation.ts';
import { askNobody } from './no-questions.ts';
import { SCREEN_ORIGIN, SCREEN_URL } from './origin.ts';
import { osKeyStore, secretsForCore } from './os-key-store.ts';
import { paperName, putOnPaper } from './paper.ts';
import { findPaths } from './paths.ts';
import { allowCameraAndCopy, allowNothing } from './permissions.ts';
import { mayHavePort, portGiver } from './port-requests.ts';
import { openRecovery } from './recovery.ts';

import { declareScreenScheme, serveScreen } from './screen-files.ts';
import type { ShellLog } from './shell-log.ts';
import { openShellLog, sayOnly } from './shell-log.ts';
import { standForLauncher } from './stand-for-launcher.ts';
import { dropSwitches } from './start-switches.ts';
import { swallowShellKeys } from './swallow-keys.ts';
import { tellLauncher } from './tell-launcher.ts';
import { startUtilityCore } from './utility-core.ts';
import type { VisitorWindowKeeper } from './visitor-window.ts';
import { keepVisitorWindow } from './visitor-window.ts';
import { openWindow } from './window.ts';

const { env } = process;

app.setName('gac-cong');
let logOf: ShellLog = sayOnly;
const endWith = endOnError(process, app, (event, fields) => logOf(event, fields));
const launcher = launcherCommand({
  platform: process.platform,
  isPackaged: app.isPackaged,
  execPath: process.execPath,
  args: process.argv.slice(1),
  env,
  dataDir: dataDirFrom(env),
  exists: existsSync,
});
const ended = launcher === null ? null : standForLauncher(launcher);
if (ended === null) beTheGate();
else app.exit(ended);

function beTheGate(): void {
  // The shell's own files lie beside the gate's, so that one data folder has one shell: the lock below is kept in there.
  if (env.GATE_DATA_DIR) app.setPath('userData', join(env.GATE_DATA_DIR, 'shell'));
  mkdirSync(app.getPath('userData'), { recursive: true, mode: 0o700 });
  dropLeftoverLock(app.getPath('userData'));
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  logOf = openShellLog(join(app.getPath('userData'), 'shell.log'));
  run(logOf);
}

function run(log: ShellLog): void {
  // Chromium's sandbox cannot be had as root, where `--no-sandbox` must be given; anyone else cannot switch it off.
  const isRoot = process.getuid?.() === 0;
  if (!(isRoot && app.commandLine.hasSwitch('no-sandbox'))) app.enableSandbox();
  app.commandLine.appendSwitch('autoplay-policy', 'no-user-gesture-required');
  app.commandLine.appendSwitch('disable-background-networking');
  // Chromium gives up, and ends the whole shell, when what draws has died a few times. We count ourselves.
  app.commandLine.appendSwitch('disable-gpu-process-crash-limit');
  if (isCardAvoided(app.getPath('userData'), Date.now())) {
    log('graphics-card-avoided');
    app.disableHardwareAcceleration();
  }
  startWithTheMachine(app, env, process.execPath);
  app.commandLine.appendSwitch('disable-pinch');
  app.commandLine.appendSwitch('overscroll-history-navigation', '0');
  dropSwitches(app);
  declareScreenScheme(protocol);
  denyNavigation(app);
  askNobody(app);
  Menu.setApplicationMenu(null);
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => log('process-gone', { type, reason, exitCode }));
  void app
    .whenReady()
    .then(() => open(log))
    .catch(endWith);
}

function open(log: ShellLog): void {
  // `crashReporter` is never started: Electron writes no dump and sends none. What the system would write is switched off here.
  if (!forbidCoreDumps()) log('core-dumps-allowed');
  tellLauncher(env);
  const paths = findPaths(__dirname, app.isPackaged);
  const dataDir = dataDirFrom(env);
  allowCameraAndCopy(session.defaultSession);
  denyOutsideRequests(session.defaultSession);
  keepDownloads(session.defaultSession, downloadsFolder, tellPage);
  const files = listScreenFiles(paths.screenDir);
  serveScreen(protocol, files, (path) =>
    outOfOrderFile(path, { ...recovery.trouble(), ...readShellSettings(dataDir) }),
  );
  const visitorSession = openVisitorSession(files);
  const lookAtHours = keepAwake(powerSaveBlocker, () => readShellSettings(dataDir).hours, Date.now);

  const recovery = openRecovery({
    showScreen: () => page.show(SCREEN_URL),
    showOutOfOrder: () => page.show(SCREEN_ORIGIN + OUT_OF_ORDER_PATH),
    startCore: () => core.startNow(),
    beginAnew: () => beginAnew(core, log),
    log,
  });
  app.on('child-process-gone', (_event, { type, reason }) => {
    if (type === 'GPU' && reason !== 'clean-exit') recovery.noteDeath('graphics');
  });
  const secrets = secretsForCore(dataDir, osKeyStore(safeStorage), log, Date.now);
  const otherNode = mayUseOtherNode() ? env.GATE_CORE_NODE : undefined;
  const startCore = otherNode
    ? startChildCore(otherNode, paths.coreScript, secrets)
    : startUtilityCore(utilityProcess, paths.coreScript, secrets);
  let visitors: VisitorWindowKeeper | null = null;
  let hasLeft = false;
  const core = keepCore(
    hearRestart(startCore, () => app.quit()),
    log,
    {
      onVisitorScreen: (wanted) => visitors?.want(wanted),
      onLeave: () => {
        log('kiosk-left');
        hasLeft = true;
        app.quit();
      },
      onDied: (reason) => recovery.noteDeath('core', reason),
      onWell: () => recovery.noteWell('core'),
      seeLog: () => seeLogFiles(dataDir),
    },
  );
  ipcMain.on(RETRY_CHANNEL, (event) => {
    if (mayHavePort(event) && event.sender.session !== visitorSession) recovery.retry();
  });
  powerMonitor.on('resume', () => {
    log('resumed');
    lookAtHours();
    core.tellResumed();
    window.webContents.invalidate();
  });
  ipcMain.on(REQUEST_PORT_CHANNEL, (event) => {
    if (!mayHavePort(event)) return;
    // By the window that asks, not by what its page says of itself.
    const face = event.sender.session === visitorSession ? 'visitor' : 'guard';
    core.connectScreen(
      face,
      portGiver(event.sender, () => new MessageChannelMain()),
    );
  });
  ipcMain.handle(PRINT_CHANNEL, async (event) => {
    if (!mayHavePort(event) || event.sender.session === visitorSession) return;
    tellPage(event.sender, await putOnPaper(event.sender, downloadsFolder, paperName(new Date())));
  });
  ipcMain.handle(COUNT_PRINTERS_CHANNEL, async (event) => {
    if (!mayHavePort(event) || event.sender.session === visitorSession) return 0;
    return (await event.sender.getPrintersAsync()).length;
  });
  closeCoreBeforeQuitting(core, () => (hasLeft ? app.exit(LEFT_EXIT_CODE) : app.quit()));

  const isWindowed = env.GATE_WINDOWED === '1';
  const { window, page } = openWindow({
    preloadPath: paths.preloadScript,
    iconPath: paths.icon,
    isWindowed,
    mayOpenDevTools: !app.isPackaged && env.GATE_DEVTOOLS === '1',
    log,
    onPageEnded: () => recovery.noteDeath('screen'),
    onPageWell: (url) => {
      if (url !== SCREEN_URL) return;
      recovery.noteWell('screen');
      recovery.noteWell('graphics');
    },
  });
  if (!isWindowed) holdOpen(app, window);
  if (app.isPackaged || !isWindowed) swallowShellKeys(window.webContents);
  visitors = keepVisitorWindow({
    preloadPath: paths.preloadScript,
    session: visitorSession,
    screen,
    guardWindow: window,
    log,
  });
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('window-all-closed', () => app.quit());
}

/** A session of its own, in memory: it shares nothing with the guard's page, and no permission is ever given in it. */
function openVisitorSession(files: ScreenFiles): Session {
  const visitorSession = session.fromPartition('visitor');
  allowNothing(visitorSession);
  denyOutsideRequests(visitorSession);
  refuseDownloads(visitorSession);
  serveScreen(visitorSession.protocol, files);
  return visitorSession;
}

/** A program that is named from outside would be handed the keys: an installed gate runs one only where it could not run at all without. */
function mayUseOtherNode(): boolean {
  return !app.isPackaged || !isNodeEnough(process.versions.node);
}

function downloadsFolder(): string {
  return app.getPath('downloads');
}

function tellPage(page: WebContents, note: ShellNote): void {
  if (!page.isDestroyed()) page.send(NOTE_CHANNEL, note);
}

/** What draws belongs to the whole shell: it is started again, by its launcher where it has one, and draws without the card. */
function beginAnew(core: CoreKeeper, log: ShellLog): void {
  const shellDir = app.getPath('userData');
  if (isCardAvoided(shellDir, Date.now())) return;
  avoidCard(shellDir);
  log('beginning-anew');
  void core.close().then(() => {
    if (env.GATE_START_ID === undefined) app.relaunch();
    app.exit(BEGIN_ANEW_EXIT_CODE);
  });
}

/** Quitting waits for the core: it has a database to close. */
function closeCoreBeforeQuitting(core: CoreKeeper, end: () => void): void {
  let isClosed = false;
  let isClosing = false;
  app.on('before-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    if (isClosing) return;
    isClosing = true;
    void core.close().then(() => {
      isClosed = true;
      end();
    });
  });
}
