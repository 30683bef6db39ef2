/** Is this request from the screen that this gate itself opened? */

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const COOKIE = 'gate-session';

export type Session = {
  /** Where the screen enters: seen once in the address bar, then only in the cookie. */
  readonly entrancePath: string;
  readonly isEntrance: (path: string) => boolean;
  readonly cookieHeader: string;
  readonly mayEnter: (request: IncomingMessage) => boolean;
};

/** A session of one boot of the gate; its token is 256 random bits and is compared in constant time. */
export function newSession(): Session {
  const token = randomBytes(32).toString('base64url');
  const entrancePath = `/enter/${token}`;
  return {
    entrancePath,
    isEntrance: (path) => path.startsWith('/enter/') && isSame(path.slice('/enter/'.length), token),
    cookieHeader: `${COOKIE}=${token}; Path=/; HttpOnly; SameSite=Strict`,
    mayEnter: (request) => isSame(cookieOf(request), token),
  };
}

function cookieOf(request: IncomingMessage): string {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1) ?? '';
}

function isSame(left: string, right: string): boolean {
  return timingSafeEqual(hash(left), hash(right));
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
