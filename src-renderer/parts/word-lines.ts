/** On how many lines does a verdict's word stand largest? */

/** Longer words than this are set on two lines. */
const LONGEST_LINE = 14;

/** Breaks at the dash if there is one, else a long word at the space nearest its middle. */
export function wordLines(word: string): readonly string[] {
  const parts = word.split(' – ');
  if (parts.length > 1) return parts;
  if (word.length <= LONGEST_LINE || !word.includes(' ')) return [word];
  const middle = word.length / 2;
  const breaks = [...word.matchAll(/ /g)].map((match) => match.index);
  const at = breaks.reduce((best, index) => (Math.abs(index - middle) < Math.abs(best - middle) ? index : best));
  return [word.slice(0, at), word.slice(at + 1)];
}
