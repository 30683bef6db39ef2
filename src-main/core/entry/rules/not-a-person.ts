/** Is this a person's code at all, and does it say who? */

import type { Finding, RuleContext } from '../rule.ts';

/** A place's code is refused kindly, an unknown one is looked at, an unreadable one is tried again. */
export function notAPerson({ code }: RuleContext): readonly Finding[] {
  if (code === null) return [];
  switch (code.type) {
    case 'unreadable':
      return [{ verdict: 'unreadable', reason: code.reason }];
    case 'place':
      return [{ verdict: 'refuse', reason: 'place-code' }];
    case 'opaque':
      return [{ verdict: 'check', reason: 'unknown-code' }];
    case 'badge':
    case 'credential':
      return [];
    case 'person':
      return code.key === null ? [{ verdict: 'check', reason: 'number-hidden' }] : [];
  }
}
