/** How is a JSON value written so that everybody writes it alike (RFC 8785, JSON Canonicalization Scheme)? */

import { objectOf } from '../json.ts';

/**
 * Members by their UTF-16 units, numbers and texts as ECMAScript writes them; `null` for what has no canonical form: half
 * surrogate pairs and numbers beyond a double. Takes what `parseJson` gave, which bounds the depth.
 */
export function canonicalJson(value: unknown): string | null {
  if (typeof value === 'string') return value.isWellFormed() ? JSON.stringify(value) : null;
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : null;
  if (typeof value === 'boolean' || value === null) return String(value);
  if (Array.isArray(value)) return joined(value.map(canonicalJson), '[', ']');
  const object = objectOf(value);
  if (object === null) return null;
  // Without a comparison of its own, `sort` goes by UTF-16 units, as the RFC wants it (§3.2.3).
  const members = Object.keys(object)
    .toSorted()
    .map((name) => {
      const [key, inner] = [canonicalJson(name), canonicalJson(object[name])];
      return key === null || inner === null ? null : `${key}:${inner}`;
    });
  return joined(members, '{', '}');
}

function joined(parts: readonly (string | null)[], open: string, close: string): string | null {
  return parts.includes(null) ? null : open + parts.join(',') + close;
}
