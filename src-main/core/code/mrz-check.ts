/** Does a check digit of a machine-readable zone fit what it guards (ICAO Doc 9303-3, 4.9)? */

const WEIGHTS = [7, 3, 1] as const;

/** Weights 7-3-1; figures as themselves, A–Z as 10–35, `<` as nothing. A filler checks nothing but fillers. */
export function isCheckRight(guarded: string, check: string | undefined): boolean {
  if (check === '<') return /^<*$/.test(guarded);
  return checkDigitOf(guarded) === check;
}

export function checkDigitOf(guarded: string): string {
  let sum = 0;
  for (let index = 0; index < guarded.length; index += 1) {
    sum += worthOf(guarded.charCodeAt(index)) * (WEIGHTS[index % WEIGHTS.length] ?? 0);
  }
  return String(sum % 10);
}

function worthOf(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  return unit >= 0x41 && unit <= 0x5a ? unit - 0x41 + 10 : 0;
}
