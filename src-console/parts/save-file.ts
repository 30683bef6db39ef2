/** How does a browser put what a page has among its downloads? */

/** So long is it kept for a browser that asks first where it shall go. */
const KEPT_MS = 60_000;

export function saveFile(name: string, contentType: string, content: string | Uint8Array<ArrayBuffer>): void {
  const address = URL.createObjectURL(new Blob([content], { type: contentType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
