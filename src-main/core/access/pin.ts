/** Is this a PIN that may be set? */

export const SHORTEST_PIN = 6;
export const LONGEST_PIN = 12;

/** Why a PIN is not taken. `obvious`: among the first that anybody would try. */
export const PIN_FAULTS = ['not-digits', 'too-short', 'too-long', 'obvious'] as const;
export type PinFault = (typeof PIN_FAULTS)[number];

/** A group that is said over and over counts as obvious up to this length: 121212, 123123. */
const LONGEST_GROUP = 3;

/** `null` where it may be set. */
export function pinFault(pin: string): PinFault | null {
  if (!/^[0-9]*$/.test(pin)) return 'not-digits';
  if (pin.length < SHORTEST_PIN) return 'too-short';
  if (pin.length > LONGEST_PIN) return 'too-long';
  return isObvious(pin) ? 'obvious' : null;
}

function isObvious(pin: string): boolean {
  const digits = [...pin].map(Number);
  const goesBy = (step: number): boolean =>
    digits.every((digit, at) => at === 0 || (digit - (digits[at - 1] ?? 0) + 10) % 10 === step);
  const repeats = (length: number): boolean => digits.every((digit, at) => digit === digits[at % length]);
  return goesBy(1) || goesBy(9) || Array.from({ length: LONGEST_GROUP }, (_, at) => at + 1).some(repeats);
}
