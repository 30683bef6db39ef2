/** Which files make the screen, and with which headers do they go out? */

import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import type { Protocol } from 'electron';
import { SCREEN_SCHEME, SCREEN_URL } from './origin.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** `wasm-unsafe-eval` lets the decoder's WebAssembly be compiled, and no text become code. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "manifest-src 'none'",
  // What it leaves out counts: no dialog, no print window and no other window can come of anything that the page does.
  'sandbox allow-scripts allow-same-origin allow-forms allow-downloads',
].join('; ');

/** The picture of a camera and writing to the clipboard, as in permissions.ts; a page that is taken over can ask for nothing else. */
const PERMISSIONS_POLICY = [
  'camera=(self)',
  'clipboard-write=(self)',
  ...[
    'accelerometer',
    'bluetooth',
    'clipboard-read',
    'display-capture',
    'fullscreen',
    'geolocation',
    'gyroscope',
    'hid',
    'idle-detection',
    'local-fonts',
    'magnetometer',
    'microphone',
    'midi',
    'payment',
    'serial',
    'storage-access',
    'usb',
    'window-management',
    'xr-spatial-tracking',
  ].map((feature) => `${feature}=()`),
].join(', ');

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': PERMISSIONS_POLICY,
  'referrer-policy': 'no-referrer',
  'x-dns-prefetch-control': 'off',
  'x-content-type-options': 'nosniff',
};

export type ScreenFiles = ReadonlyMap<string, { readonly path: string; readonly contentType: string }>;

/** To be called before the app is ready: a scheme cannot become a secure origin later. */
export function declareScreenScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCREEN_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

/** Every file that was built into `dir`, by the path that the page asks for. What is not in here does not exist. */
export function listScreenFiles(dir: string): ScreenFiles {
  const files = new Map<string, { path: string; contentType: string }>();
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const contentType = CONTENT_TYPES[extname(entry.name)];
    if (!entry.isFile() || contentType === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(`/${relative(dir, path).split(sep).join('/')}`, { path, contentType });
  }
  const index = files.get('/index.html');
  if (index !== undefined) files.set('/', index);
  return files;
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
