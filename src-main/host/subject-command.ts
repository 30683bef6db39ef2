/** How does an administrator do what a person has asked for, at the command line? */

import { subjectInput } from '../contract/subject-api.ts';
import type { OpenedGate } from '../gate/opened-gate.ts';

export type SubjectAnswer = { readonly output: string; readonly status: 0 | 1 };

/**
 * `subject find|export|erase`, the number on standard input: arguments stand in the shell's history and in the list of processes. `null` = not
 * a command of this kind. The answer never repeats the number, but for what an export is for.
 */
export function runSubjectCommand(
  gate: Pick<OpenedGate, 'findSubject' | 'exportSubject' | 'eraseSubject'>,
  words: readonly string[],
  typed: string,
): SubjectAnswer | null {
  const [verb, ...others] = words;
  const isText = verb === 'export' && others.length === 1 && others[0] === '--text';
  if (others.length > 0 && !isText) return null;
  if (verb !== 'find' && verb !== 'export' && verb !== 'erase') return null;
  const input = subjectInput.safeParse({ number: typed });
  if (!input.success) return json({ refused: 'subject', reason: 'not-a-number' }, 1);
  switch (verb) {
    case 'find':
      return json(gate.findSubject(input.data), 0);
    case 'export': {
      const exported = gate.exportSubject(input.data);
      if (exported.type === 'refused') return json({ refused: 'subject', reason: exported.reason }, 1);
      return isText ? { output: exported.text, status: 0 } : json(exported, 0);
    }
    case 'erase': {
      const erased = gate.eraseSubject(input.data);
      return erased.type === 'refused' ? json({ refused: 'subject', reason: erased.reason }, 1) : json(erased, 0);
    }
  }
}

function json(value: unknown, status: 0 | 1): SubjectAnswer {
  return { output: `${JSON.stringify(value)}\n`, status };
}
