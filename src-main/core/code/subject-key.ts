/** Whose number is it, when a person typed it and no code says so? */

import type { Tagger } from '../ports.ts';
import type { SubjectKey } from './code.ts';

const CITIZEN = /^\d{12}$/;
const HEALTH_INSURANCE = /^(?:[A-Z]{2}[1-5]\d{2})?(\d{10})$/;
const COUNTRY_PREFIX = /^\+?84(?=\d{9}$)/;

/** Without what people write between the digits. */
export function withoutSeparators(typed: string): string {
  return typed.replace(/[\s.-]/g, '');
}

/**
 * The key of a typed number: 12 digits are a citizen's, 10 digits or a 15-character card code health
 * insurance (the last 10 digits identify), anything else another identity paper. The same person's scanned card
 * has the same key.
 */
export function typedNumberKey(typed: string): SubjectKey {
  const number = typed.toUpperCase();
  if (CITIZEN.test(number)) return { scheme: 'citizen', value: number };
  const insurance = HEALTH_INSURANCE.exec(number)?.[1];
  if (insurance !== undefined) return { scheme: 'health-insurance', value: insurance };
  return { scheme: 'identity-paper', value: number };
}

/** The key of a typed phone number; `+84 9…` and `09…` are the same phone. */
export function typedPhoneKey(typed: string): SubjectKey {
  return { scheme: 'phone', value: typed.replace(COUNTRY_PREFIX, '0') };
}

/** Whom a typed number may be: of a paper, or the phone's of somebody who had none. */
export function typedTags(number: string, tagger: Tagger): readonly string[] {
  return [typedNumberKey(number), typedPhoneKey(number)].map((key) => tagger.tag(key));
}
