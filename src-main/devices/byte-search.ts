/** Where in a stream of chunks do known byte words stand? */

/** Keeps no more than the longest word. Returns the words found, in the order in which they ended; none overlap. */
export function createByteSearch(): (chunk: Uint8Array, words: readonly Uint8Array[]) => Uint8Array[] {
  let held: number[] = [];
  return (chunk, words) => {
    const longest = Math.max(1, ...words.map((word) => word.length));
    const found: Uint8Array[] = [];
    for (const byte of chunk) {
      held = [...(longest === 1 ? [] : held.slice(1 - longest)), byte];
      const word = words.find((each) => each.every((value, at) => held[held.length - each.length + at] === value));
      if (word === undefined) continue;
      found.push(word);
      held = [];
    }
    return found;
  };
}
