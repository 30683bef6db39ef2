/** How does a text look to a reader? A QR code as a picture, drawn on this machine. */

import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';
import wasmUrl from 'zxing-wasm/writer/zxing_writer.wasm?url';

let isPrepared = false;

/**
 * An address of an SVG picture for `<img>`, dark on light with its quiet zone. Error correction M: paper is folded and
 * held in wet hands; L where it is the only one that holds the text. Throws where the text does not fit a QR code; passes and test codes always do.
 */
export async function drawQr(text: string, correction: 'L' | 'M' = 'M'): Promise<string> {
  if (!isPrepared) {
    // From this screen's own files: on its own the module would fetch it from the network.
    prepareZXingModule({ overrides: { locateFile: () => wasmUrl } });
    isPrepared = true;
  }
  const { svg, error } = await writeBarcode(text, { format: 'QRCode', options: `ecLevel=${correction}` });
  if (error !== '') throw new Error(`the text cannot be drawn: ${error}`);
  return `data:image/svg+xml,${encodeURIComponent(svg.slice(svg.indexOf('<svg')))}`;
}
