/** Is this a code of the person's own device, of now, and for the first time? (RFC 6238) */

import { createHash, randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

const STEP_S = 30;
/** A phone's clock may be half a minute off. */
const DRIFT_STEPS = 1;
const SECRET_BYTES = 20;
const RECOVERY_CODES = 10;
/** No letter that is taken for another one. */
const LETTERS = '23456789abcdefghjkmnpqrstuvwxyz';

export function newSecondStep(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What an authenticator app reads from a QR code. */
export function secondStepUri(secret: string, issuer: string, name: string): string {
  return totpOf(secret, issuer, name).toString();
}

/** The step since 1970 that the code is of, or `null`. That a step counts once is the caller's. */
export function stepOf(secret: string, code: string, nowUtcMs: number): number | null {
  const delta = totpOf(secret).validate({ token: code, timestamp: nowUtcMs, window: DRIFT_STEPS });
  return delta === null ? null : Math.floor(nowUtcMs / 1_000 / STEP_S) + delta;
}

/** For a day on which the phone is gone; each is used once. 20 letters of 31: no guessing. */
export function newRecoveryCodes(): readonly string[] {
  const group = (): string => Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return Array.from({ length: RECOVERY_CODES }, () => [group(), group(), group(), group()].join('-'));
}

/** A code is as random as a key, so that a plain hash of it opens nothing. */
export function recoveryHash(accountId: number, code: string): Buffer {
  return createHash('sha256').update(`${accountId} ${code}`).digest();
}

function totpOf(secret: string, issuer = '', label = ''): TOTP {
  return new TOTP({ secret: Secret.fromBase32(secret), issuer, label, algorithm: 'SHA1', digits: 6, period: STEP_S });
}
