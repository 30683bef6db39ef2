/** Which signs does a TrueType face have, and how wide are they? As much of the format as a test of the letters needs. */

import { readFileSync } from 'node:fs';

export type FontFace = {
  /** In em; `null` where the face has no such sign. */
  readonly widthEm: (letter: string) => number | null;
};

export function readFontFace(path: string): FontFace {
  const file = readFileSync(path);
  const table = (tag: string): number => {
    for (let at = 12; at < 12 + 16 * file.readUInt16BE(4); at += 16) {
      if (file.toString('latin1', at, at + 4) === tag) return file.readUInt32BE(at + 8);
    }
    throw new Error(`${path} has no table ${tag}`);
  };
  const unitsPerEm = file.readUInt16BE(table('head') + 18);
  const wideGlyphs = file.readUInt16BE(table('hhea') + 34);
  const glyphOf = readCmap(file, table('cmap'));
  return {
    widthEm: (letter) => {
      const glyph = glyphOf(letter.codePointAt(0) ?? 0);
      if (glyph === 0) return null;
      return file.readUInt16BE(table('hmtx') + 4 * Math.min(glyph, wideGlyphs - 1)) / unitsPerEm;
    },
  };
}

/** Of format 4, which holds all of the basic plane. */
function readCmap(file: Buffer, cmap: number): (codePoint: number) => number {
  const subtables = Array.from({ length: file.readUInt16BE(cmap + 2) }, (_, index) =>
    file.readUInt32BE(cmap + 4 + 8 * index + 4),
  );
  const at = subtables.map((offset) => cmap + offset).find((start) => file.readUInt16BE(start) === 4);
  if (at === undefined) throw new Error('no character map of format 4');
  const doubled = file.readUInt16BE(at + 6);
  const [ends, starts, deltas, offsets] = [14, 16 + doubled, 16 + 2 * doubled, 16 + 3 * doubled].map(
    (from) => at + from,
  ) as [number, number, number, number];
  return (codePoint) => {
    for (let segment = 0; segment < doubled; segment += 2) {
      if (codePoint > file.readUInt16BE(ends + segment)) continue;
      const start = file.readUInt16BE(starts + segment);
      if (codePoint < start) return 0;
      const delta = file.readUInt16BE(deltas + segment);
      const offset = file.readUInt16BE(offsets + segment);
      if (offset === 0) return (codePoint + delta) & 0xffff;
      const glyph = file.readUInt16BE(offsets + segment + offset + 2 * (codePoint - start));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}
