/** What does a guide look like on paper? A4, the letters inside the file, pages numbered. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_DIR } from '../project.ts';

const FONTS = [
  { weight: 400, file: '400Regular/BeVietnamPro_400Regular.ttf' },
  { weight: 600, file: '600SemiBold/BeVietnamPro_600SemiBold.ttf' },
  { weight: 800, file: '800ExtraBold/BeVietnamPro_800ExtraBold.ttf' },
] as const;

/** `isOnePage`: a sheet to hang on a wall, set closer than a guide that is read. */
export function guidePage(body: string, language: string, isOnePage: boolean): string {
  const name = /<h1>(.*?)<\/h1>/.exec(body)?.[1] ?? '';
  return `<!doctype html>
<html lang="${language}" data-sheet="${isOnePage}">
<head><meta charset="utf-8"><title>${name.replace(/<[^>]+>/g, '')}</title><style>${fontFaces()}${STYLE}</style></head>
<body>${body}</body>
</html>`;
}

function fontFaces(): string {
  return FONTS.map(({ weight, file }) => {
    const bytes = readFileSync(join(PROJECT_DIR, 'node_modules/@expo-google-fonts/be-vietnam-pro', file));
    return `@font-face{font-family:Guide;font-weight:${weight};src:url(data:font/ttf;base64,${bytes.toString('base64')})}`;
  }).join('');
}

const STYLE = `
@page { size: A4; margin: 16mm 16mm 18mm; @bottom-center { content: counter(page) " / " counter(pages); font: 9pt Guide; color: #3f5049; } }
:root { --brand: #0b4a3f; --soft: #e4eeea; --line: #b9c6bf; }
body { margin: 0; font: 10.5pt/1.45 Guide, sans-serif; color: #10201a; }
h1 { margin: 0 0 3mm; font-size: 22pt; font-weight: 800; line-height: 1.15; color: var(--brand); }
h2 { margin: 7mm 0 2mm; padding-bottom: 1mm; border-bottom: 0.6mm solid var(--brand); font-size: 14pt; font-weight: 800; break-after: avoid; }
h3 { margin: 4mm 0 1mm; font-size: 11.5pt; font-weight: 600; break-after: avoid; }
p, ul, ol { margin: 0 0 2mm; }
ul, ol { padding-left: 6mm; }
li { margin-bottom: 0.8mm; }
strong { font-weight: 600; }
code { padding: 0 1mm; border-radius: 1mm; background: #eceee8; font: 9pt ui-monospace, "Noto Sans Mono", monospace; overflow-wrap: anywhere; }
a { color: var(--brand); }
img { display: block; max-width: 100%; border: 0.3mm solid var(--line); border-radius: 1.5mm; }
p > img { width: 100mm; margin: 2mm auto; break-inside: avoid; }
aside { margin: 2mm 0; padding: 2mm 4mm; border-left: 1.2mm solid #ffc83d; background: #fff8e2; break-inside: avoid; }
table { width: 100%; margin: 2mm 0 3mm; border-collapse: collapse; font-size: 9.5pt; }
tr { break-inside: avoid; }
th, td { padding: 1.4mm 2mm; border: 0.3mm solid var(--line); text-align: left; vertical-align: top; }
th { background: var(--soft); font-weight: 600; }
hr { visibility: hidden; break-after: page; margin: 0; }
[data-sheet="true"] body { font-size: 9.8pt; line-height: 1.34; }
[data-sheet="true"] h1 { margin-bottom: 1.5mm; font-size: 19pt; }
[data-sheet="true"] h2 { margin: 3mm 0 1.2mm; font-size: 12pt; }
[data-sheet="true"] p, [data-sheet="true"] ul { margin-bottom: 1mm; }
[data-sheet="true"] li { margin-bottom: 0.4mm; }
[data-sheet="true"] table { table-layout: fixed; margin: 1mm 0; font-size: 8.8pt; }
[data-sheet="true"] th { background: none; font-weight: 400; }
[data-sheet="true"] th, [data-sheet="true"] td { padding: 1mm 1.4mm; }
`;
