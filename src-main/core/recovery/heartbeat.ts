/** Does something that said a moment ago that it lives still live? Counted in looks, never in the time that a clock says has passed. */

/** A look a second, by whoever watches. */
export const LOOK_EVERY_MS = 1_000;
/** So many looks in a row without a word: it hangs. Far more than any work that it does in one piece, and half of ten seconds. */
export const SILENT_LOOKS = 5;
/** A page waits for more than itself: for what draws it, when that was started again. */
export const PAGE_SILENT_LOOKS = 6;
/** Before its first word it may be busy with its start for so many looks. */
export const FIRST_WORD_LOOKS = 30;

/**
 * A machine that slept, or a watcher that got no processor, looks less often: time that nobody had counts for nobody. What was silent
 * for an hour of sleep has been silent for one look.
 */
export type Heartbeat = { readonly hasSpoken: boolean; readonly silentLooks: number };

/** At its start, or where it begins again. */
export const UNBORN: Heartbeat = { hasSpoken: false, silentLooks: 0 };

/** It said something. */
export const ALIVE: Heartbeat = { hasSpoken: true, silentLooks: 0 };

/** After one more look that found it silent. */
export function afterLook({ hasSpoken, silentLooks }: Heartbeat): Heartbeat {
  return { hasSpoken, silentLooks: silentLooks + 1 };
}

/** It has to be ended: nothing that it does takes so long. */
export function hangs({ hasSpoken, silentLooks }: Heartbeat, mostLooks = SILENT_LOOKS): boolean {
  return silentLooks >= (hasSpoken ? mostLooks : FIRST_WORD_LOOKS);
}
