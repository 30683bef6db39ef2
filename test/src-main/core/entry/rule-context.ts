/** In which situation does a rule find itself, if the test says nothing else? */

import type { PersonCode } from '../../../../src-main/core/code/code.ts';
import { ACCEPTABLE_KINDS, SAYS_NOTHING } from '../../../../src-main/core/code/code.ts';
import type { RuleContext, SignedCodeRules } from '../../../../src-main/core/entry/rule.ts';

/** Noon in Vietnam, 2 November 2026. */
export const NOW_UTC_MS = Date.UTC(2026, 10, 2, 5);

export const PERSON: PersonCode = {
  type: 'person',
  kind: 'cccd',
  key: { scheme: 'citizen', value: '001099000000' },
  fields: { ...SAYS_NOTHING, number: '001099000000', name: 'Nguyễn Văn A' },
  warnings: [],
};

/** As a new gate has it: the guard looks at what is not simply verified. */
export const LOOK_AT_THEM: SignedCodeRules = {
  signerExpired: 'check',
  expired: 'check',
  notYetValid: 'check',
  unknownIssuer: 'check',
  rulesNotMet: 'check',
};

/** Somebody unwatched, with an accepted card, for the first time. */
export function context(changes: Partial<RuleContext> = {}): RuleContext {
  return {
    code: PERSON,
    nowUtcMs: NOW_UTC_MS,
    laneId: 'lane-1',
    direction: 'in',
    rules: {
      version: 'test',
      repeatWindowMs: 30_000,
      acceptedKinds: ACCEPTABLE_KINDS,
      signedCodes: LOOK_AT_THEM,
      addressReason: '',
    },
    lastEntry: null,
    watched: null,
    isPassUsed: false,
    expected: null,
    ...changes,
  };
}
