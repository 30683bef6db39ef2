/** What does a compressed code hold, if it is not a bomb? */

import { inflateRawSync, inflateSync } from 'node:zlib';
import { MAX_INFLATE_RATIO, MAX_INFLATED_BYTES } from './limits.ts';

/**
 * Inflates zlib (RFC 1950) or raw deflate (RFC 1951); `null` for damaged data and for more than the limits allow: zlib stops at the
 * limit and never makes what lies beyond it.
 */
export function inflate(bytes: Uint8Array, form: 'zlib' | 'raw'): Uint8Array | null {
  const maxOutputLength = Math.max(1_000, Math.min(MAX_INFLATED_BYTES, bytes.length * MAX_INFLATE_RATIO));
  try {
    return (form === 'zlib' ? inflateSync : inflateRawSync)(bytes, { maxOutputLength });
  } catch {
    return null;
  }
}
