import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readShare, secretOf, sharesOf } from '../../../src-main/vault/escrow-shares.ts';

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const secret = fc.uint8Array({ minLength: 32, maxLength: 32 });
const split = fc
  .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 0, max: 4 }))
  .map(([threshold, more]) => ({ threshold, count: threshold + more }));

async function combined(texts: readonly string[]): Promise<Uint8Array> {
  return await secretOf(texts.flatMap((text) => readShare(text) ?? []));
}

describe('shares', () => {
  test('give the secret back from any of them, as many as are needed, and not from one less', async () => {
    await fc.assert(
      fc.asyncProperty(secret, split, fc.infiniteStream(fc.nat()), async (bytes, { threshold, count }, order) => {
        const texts = await sharesOf(bytes, '7A3F', threshold, count);
        const shuffled = texts
          .map((text) => [order.next().value, text] as const)
          .sort(([left], [right]) => left - right);
        const chosen = shuffled.slice(0, threshold).map(([, text]) => text);
        expect(await combined(chosen)).toEqual(new Uint8Array(bytes));
        if (threshold > 2) expect(await combined(chosen.slice(1))).not.toEqual(new Uint8Array(bytes));
      }),
      { numRuns: 30 },
    );
  });

  test('are read with the letters that a hand confuses, in small ones, and with any gaps', async () => {
    const [text = ''] = await sharesOf(new Uint8Array(32).fill(7), '10AB', 2, 3);
    const typed = text.replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('-', ' ').toLowerCase();
    expect(readShare(typed)).toEqual(readShare(text));
    expect(readShare(text)?.escrowId).toBe('10AB');
  });

  test('with one wrong letter, two exchanged, or one too few are found', async () => {
    const [text = ''] = await sharesOf(new Uint8Array(32).fill(9), 'C0DE', 2, 2);
    const letters = text.replaceAll('-', '');
    fc.assert(
      fc.property(fc.nat(letters.length - 1), fc.constantFrom(...LETTERS), (at, letter) => {
        fc.pre(letters[at] !== letter);
        expect(readShare(letters.slice(0, at) + letter + letters.slice(at + 1))).toBeNull();
      }),
    );
    for (let at = 0; at + 1 < letters.length; at += 1) {
      const [left = '', right = ''] = [letters[at], letters[at + 1]];
      if (left !== right) expect(readShare(letters.slice(0, at) + right + left + letters.slice(at + 2))).toBeNull();
      expect(readShare(letters.slice(0, at) + letters.slice(at + 1))).toBeNull();
    }
  });
});
