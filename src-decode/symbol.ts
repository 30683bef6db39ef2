/** What does a decoder find in a picture? */

/** The content of one QR code, before anybody guessed what letters its bytes mean. */
export type Symbol2d = {
  readonly bytes: Uint8Array;
  /** The text under the character set that the symbol itself names (ECI), or `null` where it names none. */
  readonly declaredText: string | null;
};
