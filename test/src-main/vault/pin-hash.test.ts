import { expect, test } from 'vitest';
import { hashPin, isPin, pinHash } from '../../../src-main/vault/pin-hash.ts';

test('a hash opens to its own PIN alone, and has its parameters beside it', async () => {
  const hash = await hashPin('482715');
  expect(pinHash.parse(hash)).toMatchObject({ kdf: 'scrypt', cost: 2 ** 15, blockSize: 8, parallelization: 1 });
  expect([await isPin('482715', hash), await isPin('482716', hash), await isPin('', hash)]).toEqual([
    true,
    false,
    false,
  ]);
});

test('the same PIN twice has two hashes, and a short hash opens to nothing', async () => {
  const cheap = { cost: 2 ** 12, blockSize: 8, parallelization: 1 };
  const [one, other] = [await hashPin('482715', cheap), await hashPin('482715', cheap)];
  expect(one.hash).not.toBe(other.hash);
  expect(await isPin('482715', { ...one, hash: '' })).toBe(false);
});

test('a file that asks for a costlier hash than this machine should work at is refused', async () => {
  const hash = await hashPin('482715', { cost: 2 ** 12, blockSize: 8, parallelization: 1 });
  expect(pinHash.safeParse({ ...hash, cost: 2 ** 24 }).success).toBe(false);
});
