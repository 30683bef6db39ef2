/** Which values stand in DER (ITU-T X.690), one within the other? */

export type DerValue = {
  readonly tag: number;
  /** Tag, length and content. */
  readonly whole: Uint8Array;
  readonly content: Uint8Array;
};

export const DER = { integer: 0x02, octets: 0x04, oid: 0x06, sequence: 0x30, set: 0x31, explicit0: 0xa0 } as const;

/** One value that fills the bytes; `null` for anything else, indefinite lengths among them. */
export function readDer(bytes: Uint8Array): DerValue | null {
  const value = valueAt(bytes, 0);
  return value !== null && value.whole.length === bytes.length ? value : null;
}

/** The values within a constructed one; `null` where they do not fill it. */
export function partsOf({ content }: DerValue): readonly DerValue[] | null {
  const parts: DerValue[] = [];
  for (let at = 0; at < content.length; ) {
    const value = valueAt(content, at);
    if (value === null) return null;
    parts.push(value);
    at += value.whole.length;
  }
  return parts;
}

/** An object identifier in dots; `''` for what is none. */
export function oidOf(value: DerValue | undefined): string {
  if (value?.tag !== DER.oid) return '';
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of value.content) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const [first = 0, ...rest] = arcs;
  const top = Math.min(Math.floor(first / 40), 2);
  return [top, first - top * 40, ...rest].join('.');
}

function valueAt(bytes: Uint8Array, at: number): DerValue | null {
  const tag = bytes[at];
  const short = bytes[at + 1];
  // Tags of several bytes are in none of the structures read here.
  if (tag === undefined || short === undefined || (tag & 0x1f) === 0x1f) return null;
  const lengthBytes = short < 0x80 ? 0 : short & 0x7f;
  if (short === 0x80 || lengthBytes > 4) return null;
  let length = lengthBytes === 0 ? short : 0;
  for (let index = 0; index < lengthBytes; index += 1) length = length * 256 + (bytes[at + 2 + index] ?? 0);
  const start = at + 2 + lengthBytes;
  const end = start + length;
  return end > bytes.length ? null : { tag, whole: bytes.subarray(at, end), content: bytes.subarray(start, end) };
}
