/** What does a PDF of ours say, page by page, as somebody who copies its text out of a viewer would get it? */

import { inflateSync } from 'node:zlib';

export type PdfText = { readonly pages: number; readonly text: string; readonly fonts: readonly string[] };

/** By the fonts' own maps to Unicode: letters that are drawn and cannot be searched for would not come back. */
export function pdfText(pdf: Buffer): PdfText {
  const objects = objectsOf(pdf);
  const maps = new Map<string, ReadonlyMap<string, string>>();
  for (const { head } of objects.values()) {
    for (const [, name, id] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const mapId = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id ?? '')?.head ?? '')?.[1];
      const stream = mapId === undefined ? undefined : objects.get(mapId)?.stream;
      if (name !== undefined && stream !== undefined) maps.set(name, unicodeMap(stream));
    }
  }
  const heads = [...objects.values()].map(({ head }) => head);
  const pages = heads.filter((head) => /\/Type \/Page\b(?!s)/.test(head));
  const text = pages.map((page) => {
    const contents = /\/Contents (\d+) 0 R/.exec(page)?.[1] ?? '';
    return pageText(objects.get(contents)?.stream ?? '', maps);
  });
  const fonts = heads.flatMap((head) => /\/FontName \/([\w+-]+)/.exec(head)?.[1] ?? []);
  return { pages: pages.length, text: text.join('\n\f\n'), fonts };
}

type PdfObject = { readonly head: string; readonly stream: string | undefined };

function objectsOf(pdf: Buffer): ReadonlyMap<string, PdfObject> {
  const objects = new Map<string, PdfObject>();
  const whole = pdf.toString('latin1');
  for (const match of whole.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [, id = '', body = ''] = match;
    const at = body.indexOf('stream\n');
    const head = at === -1 ? body : body.slice(0, at);
    const raw = at === -1 ? undefined : Buffer.from(body.slice(at + 7, body.lastIndexOf('\nendstream')), 'latin1');
    const isPacked = head.includes('/FlateDecode');
    objects.set(id, {
      head,
      stream: raw === undefined ? undefined : (isPacked ? inflateSync(raw) : raw).toString('latin1'),
    });
  }
  return objects;
}

/** `<0000> <0003> [<0000> <0042> …]`, as pdfkit writes it. */
function unicodeMap(cmap: string): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const [, from = '', , list = ''] of cmap.matchAll(/<([0-9a-f]+)>\s+<([0-9a-f]+)>\s+\[([^\]]*)\]/gi)) {
    for (const [index, [, hex = '']] of [...list.matchAll(/<([0-9a-f]*)>/gi)].entries()) {
      const glyph = (Number.parseInt(from, 16) + index).toString(16).padStart(4, '0');
      map.set(glyph, Buffer.from(hex, 'hex').swap16().toString('utf16le'));
    }
  }
  return map;
}

function pageText(content: string, maps: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let map: ReadonlyMap<string, string> = new Map();
  const lines: string[] = [];
  for (const [, font, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (font !== undefined) map = maps.get(font) ?? new Map();
    else {
      const glyphs = [...(shown ?? '').matchAll(/<([0-9a-f]*)>/gi)].map(([, hex = '']) => hex).join('');
      lines.push((glyphs.match(/.{4}/g) ?? []).map((glyph) => map.get(glyph.toLowerCase()) ?? '\uFFFD').join(''));
    }
  }
  return lines.join('\n');
}
