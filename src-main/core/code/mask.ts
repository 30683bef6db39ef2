/** How much of a name or number may a bystander see? Masks as the national platforms did in 2021. */

const HIDDEN_NAME = '***';
const HIDDEN_DIGITS = 6;

/** `Nguyễn Văn A` → `Nguyễn Văn ***`: family and middle names stay, the given name goes; a single name shows its first letter. */
export function maskName(name: string | null): string | null {
  if (name === null) return null;
  const words = name.split(' ').filter((word) => word !== '');
  if (words.length === 0) return null;
  if (words.length === 1) return `${[...(words[0] ?? '')][0] ?? ''}${HIDDEN_NAME}`;
  return [...words.slice(0, -1), HIDDEN_NAME].join(' ');
}

/** `001099000000` → `******000000`: the first six characters are hidden, and half of anything shorter than twelve. */
export function maskNumber(number: string | null): string | null {
  if (number === null || number === '') return null;
  const hidden = Math.min(HIDDEN_DIGITS, Math.ceil(number.length / 2));
  return '*'.repeat(hidden) + number.slice(hidden);
}
