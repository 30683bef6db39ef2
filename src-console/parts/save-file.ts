/** How does a text become a file that the browser saves? Without the collector: it is made in the page. */

/** The address of it is forgotten once the browser has had time to read it. */
const READ_WITHIN_MS = 60_000;

export function saveFile(name: string, contentType: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: contentType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), READ_WITHIN_MS);
}
