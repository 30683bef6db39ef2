/** Is this the PIN that was set, when nobody here may know which that is? */

import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** The parameters stand beside each hash, so that later ones can be dearer. Limits, because a file is only as good as its folder. */
export const pinHash = z.strictObject({
  kdf: z.literal('scrypt'),
  cost: z
    .int()
    .min(2 ** 12)
    .max(2 ** 17),
  blockSize: z.int().min(1).max(16),
  parallelization: z.int().min(1).max(4),
  salt: z.base64(),
  hash: z.base64(),
});

export type PinHash = z.infer<typeof pinHash>;
type ScryptParameters = Pick<PinHash, 'cost' | 'blockSize' | 'parallelization'>;

/** 32 MB and about a tenth of a second for each guess. Six digits are soon guessed by who has the file all the same. */
const NOW: ScryptParameters = { cost: 2 ** 15, blockSize: 8, parallelization: 1 };
const HASH_BYTES = 32;
const MOST_MEMORY_BYTES = 512 * 1024 * 1024;

/** In Node's thread pool: whoever scans meanwhile does not wait. */
export async function hashPin(pin: string, parameters: ScryptParameters = NOW): Promise<PinHash> {
  const salt = randomBytes(16);
  const hash = await derive(pin, salt, HASH_BYTES, parameters);
  return { kdf: 'scrypt', ...parameters, salt: salt.toString('base64'), hash: hash.toString('base64') };
}

export async function isPin(pin: string, { salt, hash, ...parameters }: PinHash): Promise<boolean> {
  const wanted = Buffer.from(hash, 'base64');
  if (wanted.length !== HASH_BYTES) return false;
  return timingSafeEqual(await derive(pin, Buffer.from(salt, 'base64'), HASH_BYTES, parameters), wanted);
}

function derive(pin: string, salt: Buffer, bytes: number, parameters: ScryptParameters): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, bytes, { ...parameters, maxmem: MOST_MEMORY_BYTES }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
