/** How does a setup code look to a gate's camera? */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';

export type SetupQr = {
  /** Dark on light, with its quiet zone. */
  readonly svg: string;
  /** The same in half blocks, for a terminal. */
  readonly blocks: string;
};

let isPrepared = false;

/** Draws a code as QR, error correction M: it is scanned from a screen, by people in a hurry. */
export async function drawSetupQr(code: string): Promise<SetupQr> {
  if (!isPrepared) {
    // Handed over by us: on its own the module would fetch it from the network.
    const bytes = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/writer/zxing_writer.wasm')));
    prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(bytes).buffer } });
    isPrepared = true;
  }
  const { svg, utf8, error } = await writeBarcode(code, { format: 'QRCode', options: 'ecLevel=M' });
  if (error !== '') throw new Error(`the setup code cannot be drawn: ${error}`);
  return { svg: scalable(svg), blocks: utf8 };
}

/** The picture in units of modules, so that the page gives it its size. */
function scalable(svg: string): string {
  return svg
    .slice(svg.indexOf('<svg'))
    .replace(/^<svg width="(\d+)" height="(\d+)"/, '<svg viewBox="0 0 $1 $2" shape-rendering="crispEdges" role="img"')
    .replace(/<desc>[^<]*<\/desc>/, '<title>QR</title>');
}
