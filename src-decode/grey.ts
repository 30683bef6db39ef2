/** What does a picture look like to the decoder? */

/** Brightness, one byte a pixel, rows without gaps. Whoever made it may use `data` again for the next picture. */
export type Grey = { readonly data: Uint8Array; readonly width: number; readonly height: number };

/** A place in a picture, in pixels from its top left corner; the middle of the first pixel is (0.5, 0.5). */
export type Point = { readonly x: number; readonly y: number };
