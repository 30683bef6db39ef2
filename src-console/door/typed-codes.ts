/** What does somebody mean who types a code off a sheet of paper? */

/** `ab2cd-…`, whatever case, blanks or dashes it is typed with; `null` where it cannot be one. */
export function readRecoveryCode(typed: string): string | null {
  const letters = typed.toLowerCase().replace(/[\s-]/g, '');
  return /^[0-9a-z]{20}$/.test(letters) ? (letters.match(/.{5}/g) ?? []).join('-') : null;
}
