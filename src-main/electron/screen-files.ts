/** How do the files of the screen go out at our own origin, inside the shell? */

import { readFile } from 'node:fs/promises';
import type { Protocol } from 'electron';
import { PAGE_HEADERS, PAGE_POLICY } from '../host/page-policy.ts';
import type { ScreenFiles } from '../host/static-files.ts';
import { SCREEN_SCHEME, SCREEN_URL } from './origin.ts';

const HEADERS: Readonly<Record<string, string>> = {
  ...PAGE_HEADERS,
  // What it leaves out counts: no dialog, no print window and no other window can come of anything that the page does.
  'content-security-policy': `${PAGE_POLICY}; sandbox allow-scripts allow-same-origin allow-forms allow-downloads`,
  'x-dns-prefetch-control': 'off',
};

/** To be called before the app is ready: a scheme cannot become a secure origin later. */
export function declareScreenScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCREEN_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

/** What the shell says by a page of its own, by its path; `null` = no page of the shell's. */
export type OwnPages = (path: string) => { readonly contentType: string; readonly body: string } | null;

/** Serves those files and the shell's own pages, and nothing else, at our own origin. */
export function serveScreen(protocol: Protocol, files: ScreenFiles, ownPages: OwnPages = () => null): void {
  protocol.handle(SCREEN_SCHEME, (request) => answerRequest(files, request, ownPages));
}

/** The answer to one request: a listed file with the strict headers, or 404. */
export async function answerRequest(
  files: ScreenFiles,
  request: Pick<Request, 'method' | 'url'>,
  ownPages: OwnPages = () => null,
): Promise<Response> {
  const isOurs = request.method === 'GET' && request.url.startsWith(SCREEN_URL);
  const own = isOurs ? ownPages(pathOf(request.url)) : null;
  if (own !== null) return new Response(own.body, { headers: { ...HEADERS, 'content-type': own.contentType } });
  const file = isOurs ? files.get(pathOf(request.url)) : undefined;
  if (file === undefined) return new Response(null, { status: 404, headers: HEADERS });
  const body = new Uint8Array(await readFile(file.path));
  return new Response(body, { headers: { ...HEADERS, 'content-type': file.contentType } });
}

/** Looked up as it is: a path that would need decoding or resolving is none of ours. */
function pathOf(url: string): string {
  return url.slice(SCREEN_URL.length - 1).split(/[?#]/, 1)[0] ?? '';
}
