/** What arrived here? One page for the people who run the collector. */

import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ConsoleOptions } from '../console/console.ts';
import { noteWithoutAccount } from '../console/note-without-account.ts';
import type { Database } from '../database.ts';
import type { Log } from '../log.ts';
import { gateRows, latestEntries, todayFigures } from '../queries.ts';
import { drawSetupQr } from '../setup-qr.ts';
import { addFirstAccountPage } from './first-account-page.ts';
import type { KeyedPageOptions } from './keyed-page.ts';
import { pageHtml, setupPageHtml } from './page-html.ts';
import { PAGE_STYLE } from './page-style.ts';
import { addPassPages } from './pass-page.ts';
import { addRevokePage } from './revoke-page.ts';

export type PageOptions = {
  readonly database: Database;
  readonly name: string;
  /** Opens the page; who has it sees masked names, and may connect gates. */
  readonly pageKey: string;
  readonly newSetupCode: () => Promise<string>;
  /** Device ids, counts and reason words; never what an entry says. */
  readonly log: Log;
  /** Whose word counts for where a request comes from; nobody's without it. */
  readonly trustedProxy?: string | null;
  /** None without it. */
  readonly console?: ConsoleOptions;
  /** Whether a gate is told the names of those who traced, besides their roles. */
  readonly tellsOfficerNames?: boolean;
};

const COOKIE = 'collector-page';

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const;

const LOCKED =
  'Hãy mở bằng địa chỉ mà máy thu in ra khi khởi động. / Open it by the address that the collector prints at start.\n';

/** `/` behind the page key: `/?key=…` once, then a cookie. Masked names are personal data all the same. */
export function addPage(server: FastifyInstance, options: PageOptions): void {
  const { database, name, pageKey, newSetupCode, log, console } = options;
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  const note: KeyedPageOptions['note'] = async (call, detail) => {
    if (console !== undefined) await noteWithoutAccount('page', console, call, detail);
  };
  const isLetIn = (request: FastifyRequest): boolean => isSame(cookieOf(request), pageKey);
  server.get('/', async (request, reply) => {
    const { key } = request.query as { key?: unknown };
    if (typeof key === 'string' && isSame(key, pageKey)) {
      return reply
        .header('set-cookie', `${COOKIE}=${pageKey}; Path=/; HttpOnly; SameSite=Strict`)
        .headers(HEADERS)
        .redirect('/', 303);
    }
    if (!isLetIn(request)) return sendLocked(reply);
    const [figures, gates, entries] = await Promise.all([
      todayFigures(database),
      gateRows(database),
      latestEntries(database),
    ]);
    return sendHtml(reply, pageHtml({ name, figures, gates, entries }));
  });
  server.post('/setup-code', async (request, reply) => {
    if (!isLetIn(request)) return sendLocked(reply);
    const code = await newSetupCode();
    await note('fleet.setupCodes', { codes: 1 });
    return sendHtml(reply, setupPageHtml({ name, code, qrSvg: (await drawSetupQr(code)).svg }));
  });
  const keyed: KeyedPageOptions = { database, name, isLetIn, sendLocked, sendHtml, log, note };
  addRevokePage(server, keyed);
  addPassPages(server, keyed);
  if (console !== undefined) addFirstAccountPage(server, { ...keyed, console });
  server.get('/page.css', (_request, reply) => reply.headers(HEADERS).type('text/css; charset=utf-8').send(PAGE_STYLE));
}

function sendLocked(reply: FastifyReply): FastifyReply {
  return reply.code(403).headers(HEADERS).type('text/plain; charset=utf-8').send(LOCKED);
}

function sendHtml(reply: FastifyReply, html: string): FastifyReply {
  return reply.headers(HEADERS).type('text/html; charset=utf-8').send(html);
}

function cookieOf(request: FastifyRequest): string {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1) ?? '';
}

function isSame(left: string, right: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(left), hash(right));
}
