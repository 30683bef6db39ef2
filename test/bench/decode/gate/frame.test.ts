/** Are the frames of the bench always the same, true, and readable where nothing is in the way? */

import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { createDecoders } from '../../../../bench/decode/decoders.ts';
import type { Level } from '../../../../bench/decode/gate/conditions.ts';
import { LEVELS, plainConditions } from '../../../../bench/decode/gate/conditions.ts';
import { emptyFrame, gateFrame } from '../../../../bench/decode/gate/frame.ts';
import { modulesOf, PAYLOAD_KINDS, payloadOf } from '../../../../bench/decode/gate/payloads.ts';
import { pictureOf } from '../../../../bench/decode/picture.ts';
import { randomOf } from '../../../../bench/decode/random.ts';
import { recognise } from '../../../../src-main/core/code/recognise.ts';

const PLAIN: Level = { category: 'plain', level: null, weight: 1, conditionsOf: plainConditions };
let decoders: Awaited<ReturnType<typeof createDecoders>>;

beforeAll(async () => {
  decoders = await createDecoders();
});

function digestOf(seed: number, index: number): string {
  return LEVELS.slice(index, index + 1)
    .map((level) =>
      createHash('sha256')
        .update(gateFrame(level, seed, index).grey.data)
        .digest('hex'),
    )
    .join();
}

test('the same seed gives the same frame, bit by bit, and another seed another one', () => {
  expect(digestOf(7, 0)).toBe(digestOf(7, 0));
  expect(digestOf(8, 0)).not.toBe(digestOf(7, 0));
});

test.each(PAYLOAD_KINDS)('a plain frame of %s is read as what was written', (kind) => {
  const { grey, text } = gateFrame(PLAIN, 11, 0, kind);
  expect(decoders.pipeline(pictureOf(grey))).toBe(text);
});

test.each(LEVELS.filter(({ category }) => category === 'inverted' || category === 'mirrored'))(
  'a code that is $category is read',
  (level) => {
    const { grey, text } = gateFrame(level, 5, 0);
    expect(decoders.pipeline(pictureOf(grey))).toBe(text);
  },
);

test('nothing is read where no code is', () => {
  for (const index of [0, 1]) expect(decoders.fastLane(pictureOf(emptyFrame(3, index)))).toBeNull();
});

describe('payloads', () => {
  test('the cards and codes of persons are recognised, and all numbers are fake', () => {
    const random = randomOf('payloads');
    for (const kind of PAYLOAD_KINDS.filter((each) => each !== 'hc1')) {
      const code = recognise(payloadOf(random, kind).text, 'utf-8');
      expect(code).toMatchObject({ type: 'person', kind });
    }
    expect(payloadOf(random, 'cccd').text).toMatch(/^\d{6}000000\|/);
  });

  test('certificates are as long as real ones, and their codes as dense', () => {
    const random = randomOf('certificates');
    const payloads = Array.from({ length: 50 }, () => payloadOf(random, 'hc1'));
    const lengths = payloads.map(({ text }) => text.length);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(429);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(620);
    const versions = payloads.map((payload) => (modulesOf(payload, random).size - 17) / 4);
    expect(Math.min(...versions)).toBeGreaterThanOrEqual(11);
    expect(Math.max(...versions)).toBeLessThanOrEqual(19);
  });
});
