/** In which situation does a rule find itself, if the test says nothing else? */

import type { PersonCode } from '../../../../src-main/core/code/code.ts';
import { PERSON_CODE_KINDS, SAYS_NOTHING } from '../../../../src-main/core/code/code.ts';
import type { RuleContext } from '../../../../src-main/core/entry/rule.ts';

/** Noon in Vietnam, 2 November 2026. */
export const NOW_UTC_MS = Date.UTC(2026, 10, 2, 5);

export const PERSON: PersonCode = {
  type: 'person',
  kind: 'cccd',
  key: { scheme: 'citizen', value: '001099000000' },
  fields: { ...SAYS_NOTHING, number: '001099000000', name: 'Nguyễn Văn A' },
  warnings: [],
};

/** Somebody unwatched, with an accepted card, for the first time. */
export function context(changes: Partial<RuleContext> = {}): RuleContext {
  return {
    code: PERSON,
    nowUtcMs: NOW_UTC_MS,
    rules: { version: 'test', repeatWindowMs: 30_000, acceptedKinds: PERSON_CODE_KINDS },
    lastEntry: null,
    watched: null,
    ...changes,
  };
}
