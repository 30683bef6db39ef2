/** What does a text say that may be half a file, or no JSON at all? */

/** `undefined` where it says nothing: the schema refuses that like any other wrong content. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
