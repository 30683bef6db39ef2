/** What arrived here? One page for the people who run the collector. */

import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Database } from './database.ts';
import { PAGE_STYLE, pageHtml } from './page-html.ts';
import { latestEntries, todayFigures } from './queries.ts';

const COOKIE = 'collector-page';

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const;

/** `/` behind the page key: `/?key=…` once, then a cookie. Masked names are personal data all the same. */
export function addPage(
  server: FastifyInstance,
  { database, name, pageKey }: { readonly database: Database; readonly name: string; readonly pageKey: string },
): void {
  server.get('/', async (request, reply) => {
    const { key } = request.query as { key?: unknown };
    if (typeof key === 'string' && isSame(key, pageKey)) {
      return reply
        .header('set-cookie', `${COOKIE}=${pageKey}; Path=/; HttpOnly; SameSite=Strict`)
        .headers(HEADERS)
        .redirect('/', 303);
    }
    if (!isSame(cookieOf(request), pageKey)) {
      return reply
        .code(403)
        .headers(HEADERS)
        .type('text/plain; charset=utf-8')
        .send(
          'Hãy mở bằng địa chỉ mà máy thu in ra khi khởi động. / Open it by the address that the collector prints at start.\n',
        );
    }
    const [figures, entries] = await Promise.all([todayFigures(database), latestEntries(database)]);
    return reply.headers(HEADERS).type('text/html; charset=utf-8').send(pageHtml({ name, figures, entries }));
  });
  server.get('/page.css', (_request, reply) => reply.headers(HEADERS).type('text/css; charset=utf-8').send(PAGE_STYLE));
}

function cookieOf(request: FastifyRequest): string {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1) ?? '';
}

function isSame(left: string, right: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(left), hash(right));
}
