/** How much may a stranger's code cost? Everything above is refused before it is worked on. */

/** Characters of one signed text: a QR holds 4,296; several SMART parts make one text. */
export const MAX_SIGNED_TEXT = 60_000;
/** Bytes that a code may grow to when inflated; the largest genuine ones have some 10,000. */
export const MAX_INFLATED_BYTES = 200_000;
/** Inflated ÷ deflated. Genuine health cards stay below 10; a bomb has 1,000. */
export const MAX_INFLATE_RATIO = 100;
/** Maps and lists within each other. */
export const MAX_DEPTH = 32;
/** Values in one document. */
export const MAX_VALUES = 20_000;
/** Bits of an RSA key; larger ones make a verification slow. Some national lists of 2021 still have keys of 1,024. */
export const MIN_RSA_BITS = 1_024;
export const MAX_RSA_BITS = 8_192;
/** Names and other texts that are passed on. */
export const MAX_FIELD_LENGTH = 200;
