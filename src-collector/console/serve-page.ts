/** Which files make the console's page, and how do they go out? */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { PAGE_HEADERS, transportHeaders } from './console-headers.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
};
/** Its name holds a digest of what is in it: under that name it never changes. */
const HASHED = /^assets\/.+-[\w-]{8}\.\w+$/;
const FOREVER = 'public, max-age=31536000, immutable';

const NOT_BUILT = `Trang điều hành chưa được dựng trên máy này. Hãy khởi động máy thu bằng: npm run collector (hoặc dựng riêng: npm run build).
The console's page has not been built on this machine. Start the collector by: npm run collector (or build it: npm run build).
`;

type PageFile = { readonly bytes: Buffer; readonly contentType: string; readonly isHashed: boolean };
type ServePageOptions = { readonly pageDir: string; readonly isSecure: boolean };

/** `GET /console/` and what belongs to it. What was not there when it was read does not exist: no path leads out of the folder. */
export function servePage(server: FastifyInstance, { pageDir, isSecure }: ServePageOptions): void {
  const headers = { ...PAGE_HEADERS, ...transportHeaders(isSecure) };
  const files = filesWhenBuilt(pageDir);

  function answer(reply: FastifyReply, path: string): FastifyReply {
    reply.headers(headers);
    const there = files();
    if (there === null) return reply.code(503).type('text/plain; charset=utf-8').send(NOT_BUILT);
    const file = there.get(path);
    if (file === undefined) return reply.code(404).type('text/plain; charset=utf-8').send('404\n');
    if (file.isHashed) reply.header('cache-control', FOREVER);
    return reply.type(file.contentType).send(file.bytes);
  }

  server.get('/console', (_request, reply) => reply.headers(headers).redirect('/console/', 308));
  server.get('/console/', (_request, reply) => answer(reply, 'index.html'));
  server.get<{ Params: { '*': string } }>('/console/*', (request, reply) => answer(reply, request.params['*']));
}

/** Read once, when they are first there: a few files, each sent from memory. */
function filesWhenBuilt(dir: string): () => ReadonlyMap<string, PageFile> | null {
  let files: ReadonlyMap<string, PageFile> | null = null;
  return () => {
    files ??= existsSync(join(dir, 'index.html')) ? readFiles(dir) : null;
    return files;
  };
}

function readFiles(dir: string): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>();
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const contentType = CONTENT_TYPES[extname(entry.name)];
    if (!entry.isFile() || contentType === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(dir, path).split(sep).join('/');
    files.set(name, { bytes: readFileSync(path), contentType, isHashed: HASHED.test(name) });
  }
  return files;
}
