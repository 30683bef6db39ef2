/** How is the right version of the gate started, watched while it is on trial, and left for the one before when it fails? */

import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LaunchState, NextStart } from '../core/update/launch.ts';
import { firstState, hearEnd, hearWell, isSuperfluous, nextStart } from '../core/update/launch.ts';
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
  /** `GATE_TRIAL_MS`: another length of a trial, for tests. */
  readonly env: NodeJS.ProcessEnv;
};

/** Runs until the gate ends otherwise than for an update or on trial; gives back its exit status, for the service manager to judge. */
export async function runLauncher({ baseDir, root, env }: LauncherOptions): Promise<number> {
  const base = readVersionFile(baseDir);
  if (base === null) throw new Error(`no version lies in ${baseDir}`);
  const trialMs = Number(env.GATE_TRIAL_MS ?? TRIAL_MS);
  let running: StartedVersion | null = null;
  let isEnding = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      isEnding = true;
      running?.askToEnd();
    });
  }
  // What cannot be written down must still be started: then it is known in here alone.
  let state = readState(root) ?? firstState(base.version, Date.now());
  for (;;) {
    const next = choose(root, state, base);
    state = next.state;
    const dir = next.version === base.version ? baseDir : join(versionsDir(root), next.version);
    const startId = randomUUID();
    running = startVersion(dir, dir === baseDir ? base : (readVersionFile(dir) ?? base), {
      ...env,
      GATE_UPDATES_DIR: root,
      GATE_START_ID: startId,
    });
    const ended = await watch(
      running,
      () => isWell(root, startId),
      next.isTrial ? trialMs : null,
      () => {
        state = keep(root, hearWell(state, next.version, Date.now()));
        dropSuperfluous(root, state);
      },
    );
    if (isEnding) return ended.status;
    if (ended.wasWell || !next.isTrial) {
      // For an update it ended itself; anything else is for the service manager, which starts this launcher again.
      if (readWish(root, Date.now()) === null && !mayGoBack(state)) return ended.status;
    } else {
      state = keep(root, hearEnd(state, next.version, ended.wasTooSlow ? 'not-well' : 'crashed'));
    }
    await new Promise((resolve) => setTimeout(resolve, BREATH_MS));
  }
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
