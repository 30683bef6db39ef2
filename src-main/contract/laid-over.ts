/** What do settings become when a part of others is laid over them, and which of them does a part name? */

const DEEPEST_PART = 8;

/** Objects part by part, lists and values as a whole. */
export function laidOver(below: unknown, above: unknown, depth = 0): unknown {
  if (!isPlain(below) || !isPlain(above) || depth > DEEPEST_PART) return above;
  const parts = Object.entries(above).map(([key, value]): [string, unknown] => [
    key,
    Object.hasOwn(below, key) ? laidOver(below[key], value, depth + 1) : value,
  ]);
  return Object.fromEntries([...Object.entries(below), ...parts]);
}

/** The paths of the values and lists in a part, `rules.repeatWindowMs`. */
export function leavesOf(part: unknown, above: readonly string[] = []): (readonly string[])[] {
  if (!isPlain(part) || above.length > DEEPEST_PART) return above.length === 0 ? [] : [above];
  return Object.entries(part).flatMap(([name, value]) => leavesOf(value, [...above, name]));
}

/** `whole` with what stands at `path` taken from `other`; as it was where either has no such place. */
export function withValueFrom(whole: unknown, other: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return other;
  if (!isPlain(whole) || !isPlain(other) || !Object.hasOwn(other, name)) return whole;
  const inner = rest.length > 0 && !isPlain(other[name]) ? other[name] : withValueFrom(whole[name], other[name], rest);
  return { ...whole, [name]: inner };
}

export function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
