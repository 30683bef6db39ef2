/** Do the fields of the code look odd? Warns, and never refuses: corrected birth data and new numbers are legal. */

import type { PartialDate } from '../../code/code.ts';
import type { Finding, RuleContext } from '../rule.ts';
import type { Reason } from '../verdict.ts';
import { VIETNAM_OFFSET_MS } from '../vietnam-offset.ts';

const OLDEST_AGE_YEARS = 120;
/** Passes on what recognition noticed, and compares the dates with today in Vietnam. */
export function implausibleFields({ code, nowUtcMs }: RuleContext): readonly Finding[] {
  if (code?.type !== 'person' && code?.type !== 'credential') return [];
  const today = new Date(nowUtcMs + VIETNAM_OFFSET_MS);
  const reasons: Reason[] = [...code.warnings];
  const { birthDate, validTo } = code.fields;
  if (birthDate !== null) {
    if (compareToDay(birthDate, today) > 0) reasons.push('born-in-future');
    if (today.getUTCFullYear() - birthDate.year > OLDEST_AGE_YEARS) reasons.push('age-over-120');
  }
  // How long a signed code holds is in its proof, to the second.
  if (code.type === 'person' && validTo !== null && compareToDay(validTo, today) < 0) reasons.push('card-out-of-date');
  return reasons.map((reason) => ({ verdict: 'admit', reason }));
}

/** Negative before `today`, positive after it, 0 on the day or where the precision cannot tell. */
function compareToDay(date: PartialDate, today: Date): number {
  const years = date.year - today.getUTCFullYear();
  if (years !== 0 || date.precision === 'year') return years;
  const months = date.month - (today.getUTCMonth() + 1);
  return months !== 0 ? months : date.day - today.getUTCDate();
}
