/** Which signed text do these QR codes make together, where one text is spread over several? */

import type { SignedPart, SignedText, UnreadableCode } from '../code/code.ts';
import { SEVERAL_PARTS_PREFIX } from '../code/signed-text.ts';
import type { Lane, Parts } from './lane.ts';
import { nextLane, PARTS_WAIT_MS } from './lane.ts';

/**
 * Parts may come in any order, and twice. The text is whole when the last missing one is there; until then each reads as
 * *more parts to come*. A part of another count, or one that contradicts what is there, begins anew; so does one that
 * comes too late.
 */
export function withPart(
  part: SignedPart,
  lane: Lane,
  nowMonotonicMs: number,
): { readonly code: SignedText | UnreadableCode; readonly lane: Lane } {
  const texts = new Map(waitingWith(part, lane.parts, nowMonotonicMs));
  texts.set(part.index, part.text);
  if (texts.size < part.count) {
    const parts: Parts = { count: part.count, texts, atMonotonicMs: nowMonotonicMs };
    return { code: { type: 'unreadable', reason: 'more-parts' }, lane: nextLane(lane, { type: 'part-read', parts }) };
  }
  const text =
    SEVERAL_PARTS_PREFIX +
    Array.from(texts.keys())
      .toSorted((a, b) => a - b)
      .map((index) => texts.get(index))
      .join('');
  return { code: { type: 'signed', text }, lane: nextLane(lane, { type: 'code-read' }) };
}

function waitingWith(part: SignedPart, parts: Parts | null, nowMonotonicMs: number): ReadonlyMap<number, string> {
  const fits =
    parts !== null &&
    parts.count === part.count &&
    nowMonotonicMs - parts.atMonotonicMs <= PARTS_WAIT_MS &&
    (parts.texts.get(part.index) ?? part.text) === part.text;
  return fits ? parts.texts : new Map();
}
