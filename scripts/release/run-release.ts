/** Which steps are to be run, and did they go well? */

import type { Step, StepResult } from './step.ts';

export type ReleaseOrder = {
  readonly isDryRun: boolean;
  /** Numbers or names. */
  readonly only: readonly string[];
  readonly from: string | null;
};

export type RanStep = {
  readonly number: number;
  readonly name: string;
  readonly result: StepResult['type'] | 'planned';
  readonly said: string;
};

/** The steps that an order asks for, with their numbers; `null` where it names one that there is not. */
export function chosenSteps(
  steps: readonly Step[],
  { only, from }: ReleaseOrder,
): readonly (Step & { readonly number: number })[] | null {
  const numbered = steps.map((step, index) => ({ ...step, number: index + 1 }));
  const find = (word: string): number =>
    numbered.findIndex(({ name, number }) => name === word || String(number) === word);
  if ([...only, ...(from === null ? [] : [from])].some((word) => find(word) < 0)) return null;
  if (only.length > 0) return numbered.filter((_, index) => only.some((word) => find(word) === index));
  return from === null ? numbered : numbered.slice(find(from));
}

/** One after the other; stops at the first that fails, as the next ones would hand out what it found fault with. */
export async function runSteps(
  steps: readonly (Step & { readonly number: number })[],
  isDryRun: boolean,
  say: (line: string) => void,
): Promise<readonly RanStep[]> {
  const ran: RanStep[] = [];
  for (const { number, name, does, run } of steps) {
    say(`${number}. ${name}: ${does}`);
    if (isDryRun) {
      ran.push({ number, name, result: 'planned', said: does });
      continue;
    }
    const result = await run();
    const said = result.type === 'done' ? result.said : result.why;
    say(`   ${MARKS[result.type]} ${said}`);
    ran.push({ number, name, result: result.type, said });
    if (result.type === 'failed') break;
  }
  return ran;
}

const MARKS: Readonly<Record<StepResult['type'], string>> = { done: '✓', 'left-out': '–', failed: '✗' };
