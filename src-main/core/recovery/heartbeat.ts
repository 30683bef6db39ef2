/** Does something that said a moment ago that it lives still live? Counted in looks, never in the time that a clock says has passed. */

/** A look a second, by whoever watches. */
export const LOOK_EVERY_MS = 1_000;
/** So many looks in a row without a word: it hangs. Far more than any work that it does in one piece, and half of ten seconds. */
export const SILENT_LOOKS = 5;
/** A page waits for more than itself: for what draws it, when that was started again. */
export const PAGE_SILENT_LOOKS = 6;
/** A page in a browser of the system: its word goes through more hands, and the whole browser has to be begun anew for it. */
export const BROWSER_SILENT_LOOKS = 10;
/** Such a page cannot speak while the browser's own dialog for printing stands before it. Ten minutes: nobody chooses a printer for longer. */
export const PAUSED_LOOKS = 600;
/** The shell itself: it may wait for the system's key store for half a minute, and whoever ends it ends all that people see. */
export const SHELL_SILENT_LOOKS = 60;
/** What has just begun may be busy for so long before its first word. After it there is nothing on it that waits: a page speaks once it shows something. */
export const YOUNG_LOOKS = 30;
/** What was ended for its silence and begun anew is given twice as long each time: on a machine with far too much to do, an end more only adds to it. */
const MOST_PATIENCE = 8;

/**
 * A machine that slept, or a watcher that got no processor, looks less often: time that nobody had counts for nobody. What was silent
 * for an hour of sleep has been silent for one look.
 */
export type Heartbeat = {
  readonly silentLooks: number;
  /** Since its first word; `null` = it has not spoken yet. */
  readonly ageLooks: number | null;
  /** How often one after the other was ended for its silence, and none has lived well since. */
  readonly hungBefore: number;
};

export const UNBORN: Heartbeat = { silentLooks: 0, ageLooks: null, hungBefore: 0 };

/** It said something. */
export function spoke({ ageLooks, hungBefore }: Heartbeat): Heartbeat {
  return { silentLooks: 0, ageLooks: ageLooks ?? 0, hungBefore };
}

/**
 * After one more look that found it silent. `keptWaiting`: for which share of the time since the last one it wanted a processor and got none; who was
 * not let speak was not silent. Who has lived for a minute has atoned for those before.
 */
export function afterLook({ silentLooks, ageLooks, hungBefore }: Heartbeat, keptWaiting = 0): Heartbeat {
  const age = ageLooks === null ? null : ageLooks + 1;
  const counts = 1 - Math.min(1, Math.max(0, keptWaiting));
  return {
    silentLooks: silentLooks + counts,
    ageLooks: age,
    hungBefore: (age ?? 0) > YOUNG_LOOKS * 2 ? 0 : hungBefore,
  };
}

/** The next one in its place. */
export function reborn({ hungBefore }: Heartbeat, wasHung: boolean): Heartbeat {
  return { ...UNBORN, hungBefore: wasHung ? hungBefore + 1 : hungBefore };
}

/** It has to be ended: nothing that it does takes so long. */
export function hangs({ silentLooks, ageLooks, hungBefore }: Heartbeat, mostLooks = SILENT_LOOKS): boolean {
  return silentLooks >= (ageLooks === null ? YOUNG_LOOKS : mostLooks) * Math.min(MOST_PATIENCE, 2 ** hungBefore);
}
