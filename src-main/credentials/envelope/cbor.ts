/** What does CBOR from a stranger say (RFC 8949), if it is not built to hurt? */

import { decode } from 'cborg';
import { MAX_DEPTH, MAX_VALUES } from '../limits.ts';

/** A tagged value with its tag: which tags may stand where is for the reader of the form to say. */
export type Tagged = { readonly tag: number; readonly tagged: unknown };

/**
 * Decodes one value that takes up all of `bytes`: maps as `Map` (their keys are numbers and texts), tags as `Tagged`. `undefined` for
 * damaged data, a key that stands twice, and what is deeper or of more values than the limits; that is seen from the
 * headers alone, before anything is built.
 */
export function decodeCbor(bytes: Uint8Array): unknown {
  const tags = tagsOf(bytes);
  if (tags === null) return undefined;
  try {
    return decode(bytes, { useMaps: true, rejectDuplicateMapKeys: true, tags: keepers(tags) }) as unknown;
  } catch {
    // cborg's only way to say that it is none.
    return undefined;
  }
}

export function isTagged(value: unknown, tag: number): value is Tagged {
  return typeof value === 'object' && value !== null && 'tag' in value && value.tag === tag;
}

/** Maps with text keys as plain objects, all the way down, tags left away: what JSON would have said. */
export function plainOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainOf);
  if (value instanceof Map) {
    const plain: Record<string, unknown> = {};
    for (const [key, inner] of value) {
      if (key !== '__proto__') plain[String(key)] = plainOf(inner);
    }
    return plain;
  }
  return typeof value === 'object' && value !== null && 'tagged' in value ? plainOf(value.tagged) : value;
}

type TagDecoders = NonNullable<NonNullable<Parameters<typeof decode>[1]>['tags']>;

function keepers(tags: ReadonlySet<number>): TagDecoders {
  const decoders: TagDecoders = {};
  for (const tag of tags) decoders[tag] = (content) => ({ tag, tagged: content() }) satisfies Tagged;
  return decoders;
}

const MAJOR_BYTES = 2;
const MAJOR_TEXT = 3;
const MAJOR_LIST = 4;
const MAJOR_MAP = 5;
const MAJOR_TAG = 6;
const INDEFINITE = 31;

/** Walks the headers without recursion. The tags that occur, or `null` where a limit is passed or the data break off. */
function tagsOf(bytes: Uint8Array): ReadonlySet<number> | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tags = new Set<number>();
  /** How many values are still to come in each open list, map or tag; `Infinity` until its break. */
  const open: number[] = [1];
  let at = 0;
  let values = 0;
  while (open.length > 0) {
    const left = open.at(-1) ?? 0;
    if (left === 0) {
      open.pop();
      continue;
    }
    const head = bytes[at];
    if (head === undefined) return null;
    at += 1;
    if (head === 0xff) {
      if (left !== Number.POSITIVE_INFINITY) return null;
      open.pop();
      continue;
    }
    open[open.length - 1] = left - 1;
    values += 1;
    if (values > MAX_VALUES) return null;
    const major = head >> 5;
    const argument = argumentOf(head & 31, view, at);
    if (argument === null) return null;
    at += argument.size;
    if (major === MAJOR_TAG) tags.add(argument.value);
    const inside = insideOf(major, argument.value);
    if (inside > 0) {
      if (open.length > MAX_DEPTH) return null;
      open.push(inside);
    } else if ((major === MAJOR_BYTES || major === MAJOR_TEXT) && argument.value !== Number.POSITIVE_INFINITY) {
      at += argument.value;
    }
  }
  return at === bytes.length ? tags : null;
}

function insideOf(major: number, argument: number): number {
  switch (major) {
    case MAJOR_LIST:
      return argument;
    case MAJOR_MAP:
      return argument * 2;
    case MAJOR_TAG:
      return 1;
    default:
      // Text and bytes of unknown length come in pieces.
      return (major === MAJOR_BYTES || major === MAJOR_TEXT) && argument === Number.POSITIVE_INFINITY ? argument : 0;
  }
}

function argumentOf(
  minor: number,
  view: DataView,
  at: number,
): { readonly value: number; readonly size: number } | null {
  if (minor < 24) return { value: minor, size: 0 };
  if (minor === INDEFINITE) return { value: Number.POSITIVE_INFINITY, size: 0 };
  if (minor > 27) return null;
  const size = 2 ** (minor - 24);
  if (at + size > view.byteLength) return null;
  switch (size) {
    case 1:
      return { value: view.getUint8(at), size };
    case 2:
      return { value: view.getUint16(at), size };
    case 4:
      return { value: view.getUint32(at), size };
    default:
      return { value: Number(view.getBigUint64(at)), size };
  }
}
