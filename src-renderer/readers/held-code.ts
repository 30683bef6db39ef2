/** Is this code in view a new reading, or one that is still being held before the camera? */

/** So long must a code be out of sight before the same text is a new reading. */
export const OUT_OF_SIGHT_MS = 1_500;

/** The texts seen lately, with when they were last seen. Two cards in one picture take turns; both are remembered. */
export type HeldCodes = ReadonlyMap<string, number>;

/** One decoded frame: what was in it, or `null`, and when it was taken (any clock that does not run backwards). */
export type Sight = { readonly text: string | null; readonly atMs: number };

export function noHeldCodes(): HeldCodes {
  return new Map();
}

/**
 * Takes one frame's outcome. `isNew`: hand the text over. A text is new when it was not seen for `OUT_OF_SIGHT_MS`;
 * another text is new at once. Texts that are out of sight are forgotten.
 */
export function look(held: HeldCodes, sight: Sight): { readonly held: HeldCodes; readonly isNew: boolean } {
  const inSight = new Map([...held].filter(([, seenAtMs]) => sight.atMs - seenAtMs < OUT_OF_SIGHT_MS));
  if (sight.text === null) return { held: inSight, isNew: false };
  const isNew = !inSight.has(sight.text);
  inSight.set(sight.text, sight.atMs);
  return { held: inSight, isNew };
}
