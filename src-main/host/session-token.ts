/** Is this request from the screen that this gate itself opened? */

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Whose screen: the guard's, which may do all; the visitor's, which may hear verdicts without a name and hand in a declaration. */
const SESSIONS = {
  guard: { cookie: 'gate-session', entrance: '/enter/' },
  visitor: { cookie: 'gate-visitor', entrance: '/enter-visitor/' },
} as const;

export type Session = {
  /** Where the screen enters: seen once in the address bar, then only in the cookie. */
  readonly entrancePath: string;
  readonly isEntrance: (path: string) => boolean;
  readonly cookieHeader: string;
  readonly mayEnter: (request: IncomingMessage) => boolean;
};

/** A session of one boot of the gate; its token is 256 random bits and is compared in constant time. */
export function newSession(of: keyof typeof SESSIONS = 'guard'): Session {
  const { cookie, entrance } = SESSIONS[of];
  const token = randomBytes(32).toString('base64url');
  const entrancePath = `${entrance}${token}`;
  return {
    entrancePath,
    isEntrance: (path) => path.startsWith(entrance) && isSame(path.slice(entrance.length), token),
    cookieHeader: `${cookie}=${token}; Path=/; HttpOnly; SameSite=Strict`,
    mayEnter: (request) => isSame(cookieOf(request, cookie), token),
  };
}

function cookieOf(request: IncomingMessage, cookie: string): string {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${cookie}=`))?.slice(cookie.length + 1) ?? '';
}

function isSame(left: string, right: string): boolean {
  return timingSafeEqual(hash(left), hash(right));
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
