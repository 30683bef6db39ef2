/** Whose releases does this build take, where the venue has named nobody? */

/**
 * Ed25519 public keys, raw in base64url; two while one takes over from the other. Written here when the release key is made
 * (`npm run update-manifest -- new-key`); until then only a venue's own keys count.
 */
export const RELEASE_KEYS: readonly string[] = [];
