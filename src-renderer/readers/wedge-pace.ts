/** How fast does this lane's keyboard scanner type, and what pauses may it make? Learned from its last scans. */

/** Without knowledge: scanners by cable take < 20 ms a key, people > 50 ms. */
export const SCANNER_GAP_MS = 35;
/** After a gap like this a new word begins, unless what came before was typed by a scanner that paused. */
export const HUMAN_GAP_MS = 50;
/** What nobody types by hand, however slow its scanner is known to be. */
export const FASTEST_PERSON_MS = 65;
/** Where no field takes what is typed, nobody types a word: so slow may a scanner be there, as by radio. */
export const SLOWEST_SCANNER_MS = 120;
const LONGEST_PAUSE_MS = 250;

/** Enter in mid-code: it ends the code only if nothing follows for so long. */
export const CONFIRM_END_MS = 80;
const LONGEST_CONFIRM_MS = 250;
/** A scanner without a suffix: so much silence ends its code. */
export const SILENCE_MS = 150;
export const LONGEST_SILENCE_MS = 500;

export const SCANS_KEPT = 8;
const SCANS_TO_BELIEVE = 2;

/** The median gap of a scan's keys, and the gap that one key in twenty exceeds. */
export type KeyPace = { readonly medianMs: number; readonly pauseMs: number };
/** With what ended it: Enter or Tab, or nothing but silence. */
export type ScanPace = KeyPace & { readonly hasEndKey: boolean };
/** The last scans, the newest last. */
export type LearnedPace = readonly ScanPace[];

export type PaceLimits = {
  /** Keys that follow each other at most this fast in the median are a scanner's. */
  readonly scannerGapMs: number;
  readonly pauseMs: number;
};

export type EndWaits = { readonly confirmEndMs: number; readonly silenceMs: number };

export function paceOf(gapsMs: readonly number[]): KeyPace | null {
  const sorted = gapsMs.toSorted((a, b) => a - b);
  const at = (share: number): number | undefined => sorted[Math.floor(sorted.length * share)];
  const medianMs = at(0.5);
  return medianMs === undefined ? null : { medianMs, pauseMs: at(0.95) ?? medianMs };
}

export function learnPace(learned: LearnedPace, scan: ScanPace): LearnedPace {
  return [...learned, scan].slice(-SCANS_KEPT);
}

/** Of a scanner as it was learned. In a field the limits stay below what any person does. */
export function paceLimits(learned: LearnedPace, isInField: boolean): PaceLimits {
  if (!isInField) return { scannerGapMs: SLOWEST_SCANNER_MS, pauseMs: LONGEST_PAUSE_MS };
  const { medianMs, pauseMs } = usual(learned);
  return {
    scannerGapMs: clamp(1.5 * medianMs, SCANNER_GAP_MS, FASTEST_PERSON_MS),
    pauseMs: clamp(1.5 * pauseMs, HUMAN_GAP_MS, 2 * FASTEST_PERSON_MS),
  };
}

/** How long to wait for more of a scan whose keys so far came with these gaps. */
export function endWaits(learned: LearnedPace, gapsMs: readonly number[]): EndWaits {
  const own = paceOf(gapsMs);
  const pauseMs = Math.max(usual(learned).pauseMs, own?.pauseMs ?? 0, own?.medianMs ?? 0);
  return {
    confirmEndMs: clamp(2 * pauseMs, CONFIRM_END_MS, LONGEST_CONFIRM_MS),
    silenceMs: hasAlwaysEndKey(learned) ? LONGEST_SILENCE_MS : clamp(3 * pauseMs, SILENCE_MS, LONGEST_SILENCE_MS),
  };
}

/** Then a silence is a pause in mid-code, and waiting for more delays nobody. */
function hasAlwaysEndKey(learned: LearnedPace): boolean {
  return learned.length >= SCANS_TO_BELIEVE && learned.every(({ hasEndKey }) => hasEndKey);
}

/**
 * How long no key may arrive until a scan is over though no later key says so. The time stamps of keys are exact, but they arrive late
 * on a busy machine: keys that were pressed 9 ms apart have been seen 290 ms apart. So until enough scans have shown that this
 * scanner sends no end key, the code is held for longer, lest half of it goes off.
 */
export function timerWaitMs(learned: LearnedPace, silenceMs: number): number {
  const isKnownWithoutEnd = learned.length >= SCANS_TO_BELIEVE && learned.some(({ hasEndKey }) => !hasEndKey);
  return isKnownWithoutEnd ? silenceMs : LONGEST_SILENCE_MS;
}

/** The median of what was learned: one odd scan changes nothing. */
function usual(learned: LearnedPace): KeyPace {
  const middle = (of: (scan: ScanPace) => number): number =>
    learned.map(of).toSorted((a, b) => a - b)[Math.floor(learned.length / 2)] ?? 0;
  return { medianMs: middle(({ medianMs }) => medianMs), pauseMs: middle(({ pauseMs }) => pauseMs) };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
