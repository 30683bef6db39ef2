/** How is the right version of the gate started, watched while it is on trial, and left for the one before when it fails? */

import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { BEGIN_ANEW_EXIT_CODE, LEFT_EXIT_CODE } from '../core/recovery/end-status.ts';
import type { LaunchState, NextStart } from '../core/update/launch.ts';
import { hearEnd, hearWell, isSuperfluous, lostState, nextStart } from '../core/update/launch.ts';
import type { VersionFile } from '../update/update-folder.ts';
import {
  dropVersion,
  dropWish,
  isWell,
  laidDownVersions,
  readState,
  readVersionFile,
  readWish,
  versionsDir,
  writeState,
} from '../update/update-folder.ts';
import { becomeOnlyLauncher } from './only-launcher.ts';
import type { StartedVersion } from './start-version.ts';
import { startVersion } from './start-version.ts';

/** So long has a version on trial to have been well for a minute. */
const TRIAL_MS = 5 * 60_000;
const LOOK_EVERY_MS = 500;
/** A version that ended is not started again in the same instant, for ever. */
const BREATH_MS = 1_000;

export type LauncherOptions = {
  /** The version that the installer brought. */
  readonly baseDir: string;
  /** State, versions and files of updates; the gate may write here. */
  readonly root: string;
  /** Handed on to whichever version is started. */
  readonly args: readonly string[];
  /** `GATE_TRIAL_MS`: another length of a trial, for tests, like `GATE_SILENT_LOOKS`: seconds without a word. `GATE_KEEP_OPEN=1`: nobody else starts the gate again. */
  readonly env: NodeJS.ProcessEnv;
};

/**
 * Runs until the gate ends otherwise than for an update or on trial; gives back its exit status, for the service manager to judge. Where there
 * is none, until somebody leaves or ends it.
 */
export async function runLauncher({ baseDir, root, args, env }: LauncherOptions): Promise<number> {
  const base = readVersionFile(baseDir);
  if (base === null) throw new Error(`no version lies in ${baseDir}`);
  const trialMs = Number(env.GATE_TRIAL_MS ?? TRIAL_MS);
  const keepsOpen = isOnlyKeeper(env, process.platform);
  let running: StartedVersion | null = null;
  let isEnding = false;
  // The last one comes when a terminal is closed: the gate, in a session of its own, does not hear it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      isEnding = true;
      running?.askToEnd();
    });
  }
  const start = (version: string, told: NodeJS.ProcessEnv): StartedVersion => {
    const dir = version === base.version ? baseDir : join(versionsDir(root), version);
    const file = dir === baseDir ? base : (readVersionFile(dir) ?? base);
    running = startVersion({ dir, file, baseDir, args, env: { ...env, ...told } });
    return running;
  };
  // What cannot be written down must still be started: then it is known in here alone.
  let state = readState(root) ?? lostState(base.version, laidDownVersions(root), Date.now());
  if (!(await becomeOnlyLauncher(root))) {
    // The gate is open: what is started now brings it to the front, or says so. It is neither counted nor asked whether it is well.
    const isThere = laidDownVersions(root).includes(state.current);
    return start(isThere ? state.current : base.version, { GATE_START_ID: randomUUID() }).ended;
  }
  for (;;) {
    const next = choose(root, state, base);
    state = next.state;
    const startId = randomUUID();
    const started = start(next.version, { GATE_UPDATES_DIR: root, GATE_START_ID: startId });
    const ended = await watch(
      started,
      () => isWell(root, startId),
      next.isTrial ? trialMs : null,
      () => {
        state = keep(root, hearWell(state, next.version, Date.now()));
        dropSuperfluous(root, state);
      },
    );
    // Whoever leaves a version on trial says nothing against it.
    if (isEnding || ended.status === LEFT_EXIT_CODE) return ended.status;
    if (ended.wasWell || !next.isTrial) {
      // For an update it ended itself; anything else is for the service manager, which starts this launcher again.
      const wantsAnother = keepsOpen || ended.status === BEGIN_ANEW_EXIT_CODE || readWish(root, Date.now()) !== null;
      if (!wantsAnother && !mayGoBack(state)) return ended.status;
    } else {
      state = keep(root, hearEnd(state, next.version, ended.wasTooSlow ? 'not-well' : 'crashed'));
    }
    await new Promise((resolve) => setTimeout(resolve, BREATH_MS));
    if (isEnding) return ended.status;
  }
}

/** Windows starts a login item once and looks after it no more; whoever works in a window closes it and means it. */
export function isOnlyKeeper(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  return (platform === 'win32' || env.GATE_KEEP_OPEN === '1') && env.GATE_WINDOWED !== '1';
}

/** Written down before anything is started, so that a start that takes the machine down with it has been counted. */
function choose(root: string, state: LaunchState, base: VersionFile): NextStart {
  const nowUtcMs = Date.now();
  const next = nextStart(state, {
    nowUtcMs,
    base: base.version,
    present: [base.version, ...laidDownVersions(root)],
    wish: readWish(root, nowUtcMs),
  });
  keep(root, next.state);
  try {
    dropWish(root);
  } catch {
    // It is void in some minutes, and what it wishes for has been counted.
  }
  return next;
}

type Ended = { readonly status: number; readonly wasWell: boolean; readonly wasTooSlow: boolean };

async function watch(
  started: StartedVersion,
  looksWell: () => boolean,
  trialMs: number | null,
  onWell: () => void,
): Promise<Ended> {
  let wasWell = false;
  let wasTooSlow = false;
  const startedAtMs = performance.now();
  const timer = setInterval(() => {
    if (!wasWell && looksWell()) {
      wasWell = true;
      onWell();
    }
    if (wasWell || wasTooSlow || trialMs === null || performance.now() - startedAtMs < trialMs) return;
    wasTooSlow = true;
    started.askToEnd();
  }, LOOK_EVERY_MS);
  const status = await started.ended;
  clearInterval(timer);
  // What it left running holds its data.
  started.endAll();
  if (!wasWell && looksWell()) {
    wasWell = true;
    onWell();
  }
  return { status, wasWell, wasTooSlow };
}

/** It came to nothing often enough that the next start may be another version's. */
function mayGoBack({ previous, unwellStarts }: LaunchState): boolean {
  return previous !== null && unwellStarts > 1;
}

function keep(root: string, state: LaunchState): LaunchState {
  try {
    mkdirSync(root, { recursive: true, mode: 0o700 });
    writeState(root, state);
  } catch (error) {
    process.stderr.write(`the launcher cannot write: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}\n`);
  }
  return state;
}

function dropSuperfluous(root: string, state: LaunchState): void {
  for (const version of laidDownVersions(root)) {
    if (!isSuperfluous(state, version)) continue;
    try {
      dropVersion(root, version);
    } catch {
      // It takes room, nothing else; the next update tries again.
    }
  }
}
