/** Does a name hold what somebody typed of it, with or without its marks? */

const MARKS = /\p{M}/gu;

/** `Nguyễn Đức` and `nguyen duc` are the same. */
export function plainName(name: string): string {
  return name.normalize('NFD').replace(MARKS, '').toLowerCase().replaceAll('đ', 'd').replace(/\s+/gu, ' ').trim();
}

/** True where each word that was typed begins a word of the name, in any order. Nothing typed matches nobody. */
export function nameMatcher(typed: string): (name: string | null) => boolean {
  const words = plainName(typed)
    .split(' ')
    .filter((word) => word !== '');
  if (words.length === 0) return () => false;
  return (name) => {
    if (name === null) return false;
    const padded = ` ${plainName(name)}`;
    return words.every((word) => padded.includes(` ${word}`));
  };
}
