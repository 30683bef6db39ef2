/** Which tags stand in a text that somebody pasted: the file of the authority's tool, or a list? */

/** Each once, in the order in which they came. Everything else in it stays here. */
export function tagsIn(text: string): readonly string[] {
  return [...new Set(text.match(/(?<![0-9a-zA-Z])[0-9a-f]{64}(?![0-9a-zA-Z])/g) ?? [])];
}
