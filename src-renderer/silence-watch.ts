/** Does the gate at the other end of this way still speak, and if not: is it waited for, or given up? */

/** Before its first word a gate has much to do. */
export const FIRST_QUIET_MS = 10_000;
/** A gate that said nothing for so long is asked whether it lives. The longer this is, the longer a guard believes in one that hears nobody. */
export const QUIET_MS = 3_000;
/**
 * So long after an answer was due is the way kept all the same: a gate may wait for its disk, and says on this way what became of whoever stands
 * there.
 */
export const GIVE_UP_AFTER_MS = 30_000;

export type SilenceWatch = {
  /** It said something. */
  readonly spoke: () => void;
  readonly stop: () => void;
};

type Told = {
  /** Any question that every gate answers at once. */
  readonly ask: () => Promise<unknown>;
  /** So long may it take to answer, before nobody may count on it. */
  readonly answerWithinMs: number;
  /** It does not answer, for now. */
  readonly onSilent: () => void;
  /** It was silent, and speaks. */
  readonly onBack: () => void;
  /** It cannot be asked, or was silent for too long: this way is none any more. The watch is over. */
  readonly onDead: () => void;
};

/** From now on, until it is stopped. */
export function watchSilence({ ask, answerWithinMs, onSilent, onBack, onDead }: Told): SilenceWatch {
  let isSilent = false;
  let isOver = false;
  let timer = setTimeout(question, FIRST_QUIET_MS);

  function next(step: () => void, afterMs: number): void {
    clearTimeout(timer);
    if (!isOver) timer = setTimeout(step, afterMs);
  }

  function question(): void {
    next(silence, answerWithinMs);
    // Late is an answer, too.
    ask().then(spoke, dead);
  }

  function silence(): void {
    isSilent = true;
    next(dead, GIVE_UP_AFTER_MS);
    onSilent();
  }

  function spoke(): void {
    if (isOver) return;
    next(question, QUIET_MS);
    if (!isSilent) return;
    isSilent = false;
    onBack();
  }

  function dead(): void {
    if (isOver) return;
    stop();
    onDead();
  }

  function stop(): void {
    isOver = true;
    clearTimeout(timer);
  }

  return { spoke, stop };
}
