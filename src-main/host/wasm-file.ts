/** Where is the WebAssembly that reads and draws codes for the command line? In the package while the sources run, beside the bundle where it is built. */

import { readFile } from 'node:fs/promises';

/** Left to itself, zxing-wasm would fetch it from a public server. */
export async function readWasm(part: 'reader' | 'writer'): Promise<ArrayBuffer> {
  const { url } = import.meta;
  const name = `zxing_${part}.wasm`;
  const file = new URL(url.endsWith('.ts') ? import.meta.resolve(`zxing-wasm/${part}/${name}`) : name, url);
  const { buffer, byteOffset, byteLength } = await readFile(file);
  return (buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength);
}
