/** What stands before the guard: the screen, or the shell's own page that says that the gate is out of order? */

import type { Death, Part } from './crash-loop.ts';
import { isLoop, withDeath } from './crash-loop.ts';

/** A part that lived so long is well again. */
export const WELL_AFTER_MS = 5_000;
/** While the gate is out of order it is tried again so often by itself. */
export const RETRY_EVERY_MS = 60_000;

export type Stage = {
  readonly deaths: readonly Death[];
  /** The part that keeps dying; `null` = none. */
  readonly ailing: Part | null;
  /** The screen is shown although its part ails, to see whether it lives now. */
  readonly isOnTrial: boolean;
};

export type StageEvent =
  | { readonly type: 'died'; readonly part: Part; readonly atMs: number }
  /** This part has lived for `WELL_AFTER_MS`. */
  | { readonly type: 'well'; readonly part: Part }
  /** A person pressed the button, or a minute is over. */
  | { readonly type: 'retry' };

/**
 * Carried out by the shell, in order. `begin-anew`: the whole shell is started again, without the graphics card, because what draws
 * cannot be started alone.
 */
export type StageEffect =
  | { readonly type: 'show-screen' }
  | { readonly type: 'show-out-of-order'; readonly part: Part }
  | { readonly type: 'start-core' }
  | { readonly type: 'begin-anew' };

export type StageStep = { readonly stage: Stage; readonly effects: readonly StageEffect[] };

export const ALL_WELL: Stage = { deaths: [], ailing: null, isOnTrial: false };

/** True while the shell's own page stands there. */
export function isOutOfOrder({ ailing, isOnTrial }: Stage): boolean {
  return ailing !== null && !isOnTrial;
}

export function nextStage(stage: Stage, event: StageEvent): StageStep {
  switch (event.type) {
    case 'died':
      return afterDeathOf(stage, event);
    case 'well':
      return wellAgain(stage, event.part);
    case 'retry':
      return retried(stage);
  }
}

function afterDeathOf(stage: Stage, { part, atMs }: Death): StageStep {
  const deaths = withDeath(stage.deaths, { part, atMs });
  const failedTrial = stage.isOnTrial && part === stage.ailing;
  if (isOutOfOrder(stage) || !(failedTrial || isLoop(deaths, part, atMs))) {
    return { stage: { ...stage, deaths }, effects: [] };
  }
  return {
    stage: { deaths, ailing: part, isOnTrial: false },
    effects: [{ type: 'show-out-of-order', part }],
  };
}

/** The core is well while the page stands there; a screen is well only where it is shown: the page itself proves nothing of it. */
function wellAgain(stage: Stage, part: Part): StageStep {
  if (part !== stage.ailing || (part !== 'core' && !stage.isOnTrial)) return { stage, effects: [] };
  const deaths = stage.deaths.filter((death) => death.part !== part);
  return {
    stage: { deaths, ailing: null, isOnTrial: false },
    effects: stage.isOnTrial ? [] : [{ type: 'show-screen' }],
  };
}

function retried(stage: Stage): StageStep {
  if (!isOutOfOrder(stage)) return { stage, effects: [] };
  switch (stage.ailing) {
    case 'core':
      // The page stays until the core is well.
      return { stage, effects: [{ type: 'start-core' }] };
    case 'graphics':
      return { stage: { ...stage, isOnTrial: true }, effects: [{ type: 'begin-anew' }, { type: 'show-screen' }] };
    default:
      return { stage: { ...stage, isOnTrial: true }, effects: [{ type: 'show-screen' }] };
  }
}
