/** Which gates are the first to get something new? The same ones each time it is asked, and others for the next thing. */

/**
 * Where a gate stands among all of them, in [0, 100). `digestHex` is a SHA-256 of the gate and the thing: whoever reckons it, the gate itself or
 * its collector, comes to the same.
 */
export function placeInShare(digestHex: string): number {
  return (Number.parseInt(digestHex.slice(0, 8), 16) / 2 ** 32) * 100;
}

/** Who is among ten of a hundred is among twenty. */
export function isAmong(place: number, sharePercent: number): boolean {
  return place < sharePercent;
}
