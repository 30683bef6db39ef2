/** What becomes of settings that come from afar: they wait, are tried, hold, or are given back? One step a function; nothing is forgotten. */

/** As much as these steps have to know of a document. */
export type Afar = { readonly version: number; readonly targetKey: string };

export type Waiting<Doc extends Afar> = {
  readonly doc: Doc;
  readonly isByHand: boolean;
  readonly sinceUtcMs: number;
  /** How often the gate died while they were tried. */
  readonly deaths: number;
};

export type Held<Doc extends Afar> = {
  /** One a target: the last good ones. */
  readonly inForce: readonly Doc[];
  /** One a target. */
  readonly waiting: readonly Waiting<Doc>[];
  readonly trial: Waiting<Doc> | null;
  /** Newest first. */
  readonly rolledBack: readonly { readonly version: number; readonly reason: string; readonly atUtcMs: number }[];
  /** The newest version that ever came for a target, whatever became of it: none comes twice, and no older one after it. */
  readonly seen: readonly Afar[];
};

/** A cut of power during a trial is no fault of the settings; a second one is too much of a chance. */
const MOST_DEATHS = 2;
const MOST_REMEMBERED = 20;
const MOST_TARGETS = 200;

export function nothingHeld<Doc extends Afar>(): Held<Doc> {
  return { inForce: [], waiting: [], trial: null, rolledBack: [], seen: [] };
}

/** `null` where it or a newer one for the same target was here before. */
export function taken<Doc extends Afar>(
  held: Held<Doc>,
  doc: Doc,
  { isByHand, nowUtcMs }: { readonly isByHand: boolean; readonly nowUtcMs: number },
): Held<Doc> | null {
  const { version, targetKey } = doc;
  const waiting = { doc, isByHand, sinceUtcMs: nowUtcMs, deaths: 0 };
  const known = held.seen.find((each) => each.targetKey === targetKey);
  // Brought by hand: it need not wait any longer.
  const isAwaited =
    isByHand &&
    held.waiting.some((each) => each.doc.targetKey === targetKey && each.doc.version === version && !each.isByHand);
  if (known !== undefined && known.version >= version && !isAwaited) return null;
  return {
    ...held,
    waiting: [...held.waiting.filter((each) => each.doc.targetKey !== targetKey), waiting],
    seen: [{ version, targetKey }, ...held.seen.filter((each) => each.targetKey !== targetKey)].slice(0, MOST_TARGETS),
  };
}

/** What is no longer offered is not begun; what somebody brought is. */
export function withoutWithdrawn<Doc extends Afar>(held: Held<Doc>, offered: ReadonlySet<number>): Held<Doc> {
  const waiting = held.waiting.filter(({ doc, isByHand }) => isByHand || offered.has(doc.version));
  return waiting.length === held.waiting.length ? held : { ...held, waiting };
}

/** One at a time, so that it is known which one was bad. */
export function begun<Doc extends Afar>(held: Held<Doc>, next: Waiting<Doc>): Held<Doc> {
  return { ...held, waiting: held.waiting.filter((each) => each !== next), trial: next };
}

export function accepted<Doc extends Afar>(held: Held<Doc>): Held<Doc> {
  if (held.trial === null) return held;
  return { ...held, inForce: withTrial(held), trial: null };
}

export function rolledBack<Doc extends Afar>(held: Held<Doc>, reason: string, nowUtcMs: number): Held<Doc> {
  if (held.trial === null) return held;
  const { version } = held.trial.doc;
  return {
    ...held,
    trial: null,
    rolledBack: [{ version, reason, atUtcMs: nowUtcMs }, ...held.rolledBack].slice(0, MOST_REMEMBERED),
  };
}

/** The gate was switched off in an orderly way: tried anew when it is on again. A newer one for the same target goes before it. */
export function putOff<Doc extends Afar>(held: Held<Doc>, deaths = held.trial?.deaths ?? 0): Held<Doc> {
  const { trial } = held;
  if (trial === null) return held;
  const isOvertaken = held.waiting.some(({ doc }) => doc.targetKey === trial.doc.targetKey);
  return { ...held, trial: null, waiting: isOvertaken ? held.waiting : [...held.waiting, { ...trial, deaths }] };
}

/** At a start: a trial that nobody ended ended with the gate. */
export function afterDeath<Doc extends Afar>(held: Held<Doc>, nowUtcMs: number): Held<Doc> {
  if (held.trial === null) return held;
  const deaths = held.trial.deaths + 1;
  return deaths >= MOST_DEATHS ? rolledBack(held, 'died', nowUtcMs) : putOff(held, deaths);
}

/** What holds now: the last good ones, with the tried one in its target's place. */
export function withTrial<Doc extends Afar>({ inForce, trial }: Held<Doc>): readonly Doc[] {
  if (trial === null) return inForce;
  return [...inForce.filter(({ targetKey }) => targetKey !== trial.doc.targetKey), trial.doc];
}
