/** Is this the password, told slowly and never to more than two at a time? */

import type { ScryptOptions } from 'node:crypto';
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** N and r of scrypt; p is 1. */
export type PasswordCost = { readonly n: number; readonly r: number };

/** OWASP's first choice for scrypt: 128 MB and a third of a second for each try. */
export const PASSWORD_COST: PasswordCost = { n: 2 ** 17, r: 8 };
const HASH_BYTES = 32;
const MOST_AT_ONCE = 2;
/** Who would wait longer than these take is told so at once. */
const MOST_WAITING = 20;

export type Passwords = {
  /** `busy` = too many are being worked out. */
  readonly hash: (password: string) => Promise<string | 'busy'>;
  /** `stored: null` takes as long, and is never right. */
  readonly isRight: (password: string, stored: string | null) => Promise<boolean | 'busy'>;
};

export function openPasswords(cost: PasswordCost = PASSWORD_COST): Passwords {
  const turn = takeTurns();
  // Nobody has this one: what it is compared with is thrown away.
  const nobodys = format(cost, randomBytes(16), randomBytes(HASH_BYTES));
  return {
    hash: (password) =>
      turn(async () => {
        const salt = randomBytes(16);
        return format(cost, salt, await derive(password, salt, cost));
      }),
    isRight: (password, stored) =>
      turn(async () => {
        const parsed = parse(stored ?? nobodys);
        if (parsed === null) throw new Error('a stored password cannot be understood');
        const isSame = timingSafeEqual(await derive(password, parsed.salt, parsed.cost), parsed.hash);
        return isSame && stored !== null;
      }),
  };
}

function derive(password: string, salt: Buffer, { n, r }: PasswordCost): Promise<Buffer> {
  const options: ScryptOptions = { N: n, r, p: 1, maxmem: 256 * n * r };
  return new Promise((derived, failed) => {
    // The same letters are the same password, whichever keyboard composed them.
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, options, (error, key) =>
      error === null ? derived(key) : failed(error),
    );
  });
}

function format({ n, r }: PasswordCost, salt: Buffer, hash: Buffer): string {
  return `scrypt$${n}$${r}$1$${salt.toString('base64url')}$${hash.toString('base64url')}`;
}

function parse(stored: string): { readonly cost: PasswordCost; readonly salt: Buffer; readonly hash: Buffer } | null {
  const [, n, r, salt, hash] = /^scrypt\$(\d{1,8})\$(\d{1,2})\$1\$([\w-]+)\$([\w-]{43})$/.exec(stored) ?? [];
  if (n === undefined || r === undefined || salt === undefined || hash === undefined) return null;
  return {
    cost: { n: Number(n), r: Number(r) },
    salt: Buffer.from(salt, 'base64url'),
    hash: Buffer.from(hash, 'base64url'),
  };
}

/** Each waits for its turn; a flood of them is turned away instead of being held. */
function takeTurns(): <T>(work: () => Promise<T>) => Promise<T | 'busy'> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= MOST_AT_ONCE) {
      if (waiting.length >= MOST_WAITING) return 'busy';
      // Who ends hands the turn over.
      await new Promise<void>((turn) => waiting.push(turn));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
