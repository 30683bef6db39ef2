/** Which code is this reading, where a code may come in pieces? */

import { withoutEndControls } from '../code/clean-text.ts';
import type { Code, PersonCode, SignedPart, SignedText } from '../code/code.ts';
import { recognise } from '../code/recognise.ts';
import { withPart } from './join-parts.ts';
import type { Half, Lane } from './lane.ts';
import { freshHalf, nextLane } from './lane.ts';
import type { Reading } from './reading.ts';

/**
 * Some scanners send Enter in the middle of a long code. A reading that is nobody's code by itself is tried as the
 * rest of the piece that came just before it; a piece that waits reads as unreadable. A person's whole code never
 * waits for anything, nothing is joined to it, and another beginning takes the place of the one that waited.
 */
export function recogniseOnLane(
  reading: Reading,
  lane: Lane,
  nowMonotonicMs: number,
): { readonly code: WholeCode; readonly lane: Lane } {
  const code = recognise(reading.text, reading.encoding);
  if (isWhole(code)) return { code, lane: nextLane(lane, { type: 'code-read' }) };
  if (code.type === 'part') return withPart(code, lane, nowMonotonicMs);

  if (isBegin(code)) {
    const { text, encoding } = reading;
    return {
      code,
      lane: nextLane(lane, { type: 'half-read', half: { text, encoding, atMonotonicMs: nowMonotonicMs } }),
    };
  }

  const half = freshHalf(lane, nowMonotonicMs);
  if (half !== null) {
    const joined = join(half, reading);
    const joinedCode = recognise(joined.text, joined.encoding);
    if (isWhole(joinedCode)) return { code: joinedCode, lane: nextLane(lane, { type: 'code-read' }) };
    if (isMore(code) && joinedCode.type === 'unreadable' && isBegin(joinedCode)) {
      return { code: joinedCode, lane: nextLane(lane, { type: 'half-read', half: joined }) };
    }
  }
  // Noise between two pieces does not part them.
  return { code, lane: code.type === 'unreadable' ? lane : nextLane(lane, { type: 'code-read' }) };
}

/** A code on which something can be decided. */
export type WholeCode = Exclude<Code, SignedPart>;

function isWhole(code: Code): code is PersonCode | SignedText {
  return code.type === 'person' || code.type === 'signed';
}

/** Of the reader's marks at the break nothing stays; a space there is the code's own. */
function join(half: Half, reading: Reading): Half {
  return {
    text: withoutEndControls(half.text) + withoutEndControls(reading.text),
    encoding: half.encoding === 'utf-8' ? reading.encoding : half.encoding,
    atMonotonicMs: half.atMonotonicMs,
  };
}

/** What is nothing by itself may be the middle of a code; an empty line is not. */
function isMore(code: Code): boolean {
  return code.type === 'opaque' || (code.type === 'unreadable' && code.reason === 'half-code');
}

function isBegin(code: Code): boolean {
  return code.type === 'unreadable' && code.reason === 'half-code' && code.part === 'begin';
}
