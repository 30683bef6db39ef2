/** What is a step of a release, and how can it end? */

/** `left-out`: it cannot be done on this machine, which is said and is no failure of the release. */
export type StepResult =
  | { readonly type: 'done'; readonly said: string }
  | { readonly type: 'left-out'; readonly why: string }
  | { readonly type: 'failed'; readonly why: string };

export type Step = {
  readonly name: string;
  readonly does: string;
  readonly run: () => StepResult | Promise<StepResult>;
};
