/** Who decides that the gate is out of order, shows it, and goes on trying? */

import type { Part } from '../core/recovery/crash-loop.ts';
import type { StageEffect, StageEvent } from '../core/recovery/stage.ts';
import { ALL_WELL, isOutOfOrder, nextStage, RETRY_EVERY_MS } from '../core/recovery/stage.ts';
import type { ShellLog } from './shell-log.ts';

/** What it can do about it. */
export type RecoveryHands = {
  readonly showScreen: () => void;
  readonly showOutOfOrder: () => void;
  readonly startCore: () => void;
  readonly beginAnew: () => void;
  readonly log: ShellLog;
};

export type Recovery = {
  readonly noteDeath: (part: Part, reason?: string | null) => void;
  readonly noteWell: (part: Part) => void;
  readonly retry: () => void;
  /** What is said on the shell's own page. */
  readonly trouble: () => { readonly part: Part; readonly reason: string | null };
};

export function openRecovery(hands: RecoveryHands): Recovery {
  let stage = ALL_WELL;
  let retryTimer: NodeJS.Timeout | undefined;
  let lastReason: string | null = null;

  function tell(event: StageEvent): void {
    const wasOut = isOutOfOrder(stage);
    const step = nextStage(stage, event);
    stage = step.stage;
    for (const effect of step.effects) carryOut(effect);
    if (isOutOfOrder(stage) === wasOut) return;
    clearInterval(retryTimer);
    if (!wasOut) retryTimer = setInterval(() => tell({ type: 'retry' }), RETRY_EVERY_MS);
  }

  function carryOut(effect: StageEffect): void {
    hands.log(effect.type, { part: stage.ailing });
    switch (effect.type) {
      case 'show-screen':
        hands.showScreen();
        return;
      case 'show-out-of-order':
        hands.showOutOfOrder();
        return;
      case 'start-core':
        hands.startCore();
        return;
      case 'begin-anew':
        hands.beginAnew();
        return;
    }
  }

  return {
    noteDeath: (part, reason = null) => {
      if (part === 'core') lastReason = reason;
      tell({ type: 'died', part, atMs: performance.now() });
    },
    noteWell: (part) => tell({ type: 'well', part }),
    retry: () => tell({ type: 'retry' }),
    trouble: () => {
      const part = stage.ailing ?? 'core';
      return { part, reason: part === 'core' ? lastReason : null };
    },
  };
}
