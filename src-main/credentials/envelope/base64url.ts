/** Which bytes does base64url text stand for (RFC 4648 §5)? */

/** `null` for any other character, for an impossible length and for leftover bits that are not zero: no bytes have two spellings. */
export function decodeBase64Url(text: string): Uint8Array | null {
  const bytes = Buffer.from(text, 'base64url');
  // Node passes over whatever it does not know, so that only the way back tells.
  return bytes.toString('base64url') === text ? bytes : null;
}

/** The same where the padding may be written, as some issuers of VDS-NC do; if it is, it must be right. */
export function decodePaddedBase64Url(text: string): Uint8Array | null {
  const bare = text.replace(/={1,2}$/, '');
  return bare === text || text.length % 4 === 0 ? decodeBase64Url(bare) : null;
}
