/** What does a browser or a program hold that says who it is, and what is kept of it here? */

import { createHash, createHmac, randomBytes } from 'node:crypto';

/** 256 random bits; 43 letters. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** All that a table has of a token. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** What the page sends along to show that it is the page: it follows from the session and leads not back to it. */
export function csrfOf(sessionToken: string): string {
  return createHmac('sha256', sessionToken).update('csrf').digest('base64url');
}
