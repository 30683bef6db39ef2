/** Who sends this request, and does it come from the console's own page? */

import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CSRF_HEADER } from '../contract/console-api.ts';
import type { Database } from '../database.ts';
import { apiTokenOf } from './api-tokens.ts';
import type { ApiTokenCaller } from './caller.ts';
import type { Session } from './sessions.ts';
import { sessionOf } from './sessions.ts';
import { csrfOf } from './tokens.ts';

/** A program by its token, or a browser, with a session or none. `bad-token`: one that is not, or no longer, worth anything. */
export type WhoAsks = ApiTokenCaller | { readonly kind: 'browser'; readonly session: Session | null } | 'bad-token';

/** Whoever brings a token is a program and nothing else: a cookie beside it is not looked at. */
export async function whoAsks(database: Database, request: FastifyRequest, cookie: SessionCookie): Promise<WhoAsks> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const token = /^Bearer (\S{1,100})$/.exec(authorization)?.[1];
    return (token === undefined ? null : await apiTokenOf(database, token)) ?? 'bad-token';
  }
  const token = cookie.read(request);
  return { kind: 'browser', session: token === null ? null : await sessionOf(database, token) };
}

/** A browser says with each POST which page sends it; a page of somebody else is told by it, whatever cookies came along. */
export function isOwnPage({ headers }: FastifyRequest, origins: readonly string[]): boolean {
  const site = headers['sec-fetch-site'];
  return origins.includes(headers.origin ?? '') && (site === undefined || site === 'same-origin');
}

export function hasCsrfToken({ headers }: FastifyRequest, session: Session): boolean {
  const given = headers[CSRF_HEADER];
  return typeof given === 'string' && isSame(given, csrfOf(session.token));
}

export type SessionCookie = {
  readonly read: (request: FastifyRequest) => string | null;
  readonly set: (reply: FastifyReply, token: string) => void;
  readonly clear: (reply: FastifyReply) => void;
};

/** Under TLS by a name that a browser takes from nobody but this very host. */
export function sessionCookie(isSecure: boolean): SessionCookie {
  const name = isSecure ? '__Host-gac-cong-console' : 'gac-cong-console';
  const attributes = `Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
  return {
    read: ({ headers }) => {
      const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
      const token = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
      return /^[\w-]{43}$/.test(token) ? token : null;
    },
    set: (reply, token) => void reply.header('set-cookie', `${name}=${token}; ${attributes}`),
    clear: (reply) => void reply.header('set-cookie', `${name}=; ${attributes}; Max-Age=0`),
  };
}

function isSame(left: string, right: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(left), hash(right));
}
