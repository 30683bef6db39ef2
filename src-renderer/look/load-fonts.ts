/** When do the letters come? All weights at the start: the first verdict of the day must not wait for its own. */

const WEIGHTS = [400, 600, 800];

export function loadFonts(fonts: FontFaceSet): void {
  // A face that cannot be had is no reason to stop: the machine's own letters stand in.
  for (const weight of WEIGHTS) fonts.load(`${weight} 1em "Be Vietnam Pro"`).catch(() => undefined);
}
