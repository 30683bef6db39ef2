/** What does the JSON of a list say? Lists are a thousand times larger than codes, so their limits are others. */

import type { JsonLimits } from '../../json.ts';
import { parseJson } from '../../json.ts';

/** The largest list of 2026 has some 20,000 values; revocation lists have millions. */
const LIST_LIMITS: JsonLimits = { depth: 32, values: 20_000_000, length: 200_000_000 };

/** `undefined` for what is no JSON or beyond every genuine list. */
export function parseListJson(text: string): unknown {
  return parseJson(text, LIST_LIMITS);
}
