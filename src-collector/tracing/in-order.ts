/** Which of very many things lie in a span, without looking at all of them? */

/** By key, each list in ascending order of its number. */
export function inOrder<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  numberOf: (item: T) => number,
): ReadonlyMap<string, readonly T[]> {
  const lists = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [item]);
    else list.push(item);
  }
  for (const list of lists.values()) list.sort((left, right) => numberOf(left) - numberOf(right));
  return lists;
}

/** Those whose number is from `from` to `to`, both included. */
export function between<T>(ascending: readonly T[], numberOf: (item: T) => number, from: number, to: number): T[] {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = ascending[middle];
    if (item !== undefined && numberOf(item) < from) low = middle + 1;
    else high = middle;
  }
  const found: T[] = [];
  for (let at = low; at < ascending.length; at += 1) {
    const item = ascending[at];
    if (item === undefined || numberOf(item) > to) break;
    found.push(item);
  }
  return found;
}
