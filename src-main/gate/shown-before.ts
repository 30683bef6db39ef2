/** What were the last verdicts, for a screen that was not there: one that is being loaded, or has come back? */

import type { GateEvent, ShownBefore } from '../contract/gate-api.ts';
import type { Reason } from '../core/entry/verdict.ts';
import { RECENT_VERDICTS } from '../core/entry/verdict.ts';

export type ShownBeforeKeeper = {
  readonly hear: (event: GateEvent) => void;
  /** Oldest first, each with what became of it since. Nothing of a gate that has just been opened. */
  readonly list: () => readonly ShownBefore[];
};

type Kept = Pick<ShownBefore, 'shown'> & { readonly atMs: number; readonly takenBack: Reason | null };

/** Masked, as every screen hears them, and in memory only. `nowMs`: monotonic. */
export function keepShownBefore(nowMs: () => number): ShownBeforeKeeper {
  let kept: readonly Kept[] = [];
  return {
    hear: (event) => {
      if (event.type === 'shown') {
        kept = [...kept, { shown: event.shown, atMs: nowMs(), takenBack: null }].slice(-RECENT_VERDICTS);
      }
      if (event.type === 'taken-back') {
        const { entry, why } = event;
        kept = kept.map((each) => {
          const { entry: own } = each.shown;
          return own?.seq === entry.seq && own.epoch === entry.epoch ? { ...each, takenBack: why } : each;
        });
      }
    },
    list: () => kept.map(({ atMs, ...each }) => ({ ...each, agoMs: nowMs() - atMs })),
  };
}
