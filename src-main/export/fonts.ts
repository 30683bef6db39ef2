/** Where are the letters of a PDF? In the package while the sources run, beside the bundle where it is built. */

import { fileURLToPath } from 'node:url';

export const FONT_FILES = { plain: 'BeVietnamPro_400Regular.ttf', bold: 'BeVietnamPro_700Bold.ttf' } as const;

/** Be Vietnam Pro has every Vietnamese letter; PDF's own fonts have none of them. */
export function fontPaths(): { readonly plain: string; readonly bold: string } {
  const { url } = import.meta;
  if (!url.endsWith('.ts')) {
    return {
      plain: fileURLToPath(new URL(FONT_FILES.plain, url)),
      bold: fileURLToPath(new URL(FONT_FILES.bold, url)),
    };
  }
  const inPackage = '../../node_modules/@expo-google-fonts/be-vietnam-pro';
  return {
    plain: fileURLToPath(new URL(`${inPackage}/400Regular/${FONT_FILES.plain}`, url)),
    bold: fileURLToPath(new URL(`${inPackage}/700Bold/${FONT_FILES.bold}`, url)),
  };
}
