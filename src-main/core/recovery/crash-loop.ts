/** Does something die again and again, so that starting it once more is no help to anybody? */

/** `screen`: the page that the guard sees. `graphics`: what draws it. `core`: the gate itself. */
export const PARTS = ['screen', 'graphics', 'core'] as const;
export type Part = (typeof PARTS)[number];

export type Death = { readonly part: Part; readonly atMs: number };

/** So many deaths of one part within so long. With the waits between them that is the eighth second of a part that dies at once. */
export const LOOP_DEATHS = 5;
export const LOOP_WITHIN_MS = 120_000;

/** With one more death, and without those that are too long ago to count. */
export function withDeath(deaths: readonly Death[], death: Death): readonly Death[] {
  return [...deaths, death].filter(({ atMs }) => death.atMs - atMs < LOOP_WITHIN_MS);
}

/** Whether this part has died so often of late that the guard must be told. */
export function isLoop(deaths: readonly Death[], part: Part, nowMs: number): boolean {
  return deaths.filter((death) => death.part === part && nowMs - death.atMs < LOOP_WITHIN_MS).length >= LOOP_DEATHS;
}
