/** What does the doctor say of one thing, in both languages, and how bad is it? */

export type Words = { readonly vi: string; readonly en: string };

/** `bad`: the gate cannot do its work. `doubtful`: it can, with less than it might, or somebody should look. */
export type State = 'good' | 'doubtful' | 'bad';

export type Finding = {
  /** Names what was looked at, for programs: `disk`, `log`. */
  readonly check: string;
  readonly state: State;
  readonly what: Words;
  /** What to do; `null` where nothing is. */
  readonly toDo: Words | null;
};

export function good(check: string, vi: string, en: string): Finding {
  return { check, state: 'good', what: { vi, en }, toDo: null };
}

export function doubtful(check: string, what: Words, toDo: Words): Finding {
  return { check, state: 'doubtful', what, toDo };
}

export function bad(check: string, what: Words, toDo: Words): Finding {
  return { check, state: 'bad', what, toDo };
}
