/** Do several pictures of a code together say what none of them says alone, and never what nobody has shown? */

import fc from 'fast-check';
import { create } from 'qrcode';
import { describe, expect, test } from 'vitest';
import { createSoftAverage, LONGEST_AGE_MS } from '../../../src-decode/average/soft-average.ts';
import type { Candidate } from '../../../src-decode/candidate.ts';
import { decodeGrid } from '../../../src-decode/qr/decode-grid.ts';

const PERSON = '001099000000|012345678|Nguyễn Văn A|01011999|Nam|Số 1, Phường X, Quận Y, Hà Nội|15042021';
/** So much noise on ±1 that one module in seven is wrong. */
const TOO_NOISY = 0.95;
const FRAME_MS = 33;

const seeds = fc.integer({ min: 1, max: 0x7fffffff });

describe('pictures of one code', () => {
  test('that cannot be read singly are read together', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { soft, candidate } = codeOf(PERSON);
        const noise = gaussian(seed);
        const average = createSoftAverage();
        let text: string | null = null;
        for (let frame = 0; frame < 10 && text === null; frame += 1) {
          const seen = soft.map((value) => value + TOO_NOISY * noise());
          expect(decodeGrid(seen, candidate.dimension).symbol).toBeNull();
          text = textOf(average.add({ candidate, soft: seen, takenAtMs: frame * FRAME_MS }));
        }
        expect(text).toBe(PERSON);
      }),
      { numRuns: 25 },
    );
  });

  test('count by how much they say, not by their contrast', () => {
    const { soft, candidate } = codeOf(PERSON);
    const noise = gaussian(7);
    const average = createSoftAverage();
    const texts = [1, 20, 1, 1].map((contrast, frame) => {
      const seen = soft.map((value) => contrast * (value + 0.85 * noise()));
      return textOf(average.add({ candidate, soft: seen, takenAtMs: frame * FRAME_MS }));
    });
    expect(texts).toContain(PERSON);
  });

  test('are read in a mirror, too', () => {
    const { soft, candidate } = codeOf(PERSON);
    const { dimension } = candidate;
    const turned = soft.map((_, at) => soft[(at % dimension) * dimension + Math.floor(at / dimension)] ?? 0);
    const noise = gaussian(11);
    const average = createSoftAverage();
    const texts = Array.from({ length: 10 }, (_, frame) =>
      textOf(
        average.add({
          candidate,
          soft: turned.map((value) => value + TOO_NOISY * noise()),
          takenAtMs: frame * FRAME_MS,
        }),
      ),
    );
    expect(texts).toContain(PERSON);
  });

  test.each([
    ['too far apart in time', LONGEST_AGE_MS + 1, 0],
    ['far apart in the picture', FRAME_MS, 400],
    ['one and the same picture', 0, 0],
  ])('that are %s are not added up', (_, stepMs, stepPx) => {
    const { soft, candidate } = codeOf(PERSON);
    const noise = gaussian(3);
    const average = createSoftAverage();
    for (let frame = 0; frame < 8; frame += 1) {
      const seen = soft.map((value) => value + 0.75 * noise());
      const there = moved(candidate, frame * stepPx);
      expect(average.add({ candidate: there, soft: seen, takenAtMs: frame * stepMs })).toBeNull();
    }
  });

  test('are forgotten when somebody is read, and with time', () => {
    const { soft, candidate } = codeOf(PERSON);
    const average = createSoftAverage();
    const noise = gaussian(5);
    average.add({ candidate, soft: soft.map((value) => value + noise()), takenAtMs: 0 });
    expect(average.places(LONGEST_AGE_MS)).toEqual([candidate]);
    expect(average.places(LONGEST_AGE_MS + 1)).toEqual([]);
    average.add({ candidate, soft: soft.map((value) => value + noise()), takenAtMs: 0 });
    average.clear();
    expect(average.places(0)).toEqual([]);
  });
});

describe('pictures of two codes in the same place', () => {
  /** From people who share all but a letter, over families, to strangers; codes of one block and of several. */
  const pairs = fc.constantFrom<[string, string]>(
    [PERSON, PERSON.replace('Văn A', 'Văn B')],
    [PERSON, PERSON.replace('Văn A', 'Văn B').replace('15042021', '15042022')],
    [PERSON, PERSON.replace('012345678', '112345679').replace('Quận Y', 'Quận Z')],
    [PERSON, PERSON.replace('01011999', '02021972').replace('Nam', 'Nữ ')],
    ['GC1:A', 'GC1:B'],
    ['https://a.example/11111111', 'https://b.example/22222222'],
    [`${PERSON}|${PERSON}|1`, `${PERSON}|${PERSON}|2`],
  );
  /** How well each person's code is seen in each picture: now and then a part of it hardly at all. */
  const looks = fc.array(
    fc.record({
      whose: fc.nat(1),
      noise: fc.double({ min: 0.4, max: 1.1, noNaN: true }),
      hiddenFrom: fc.double({ min: 0, max: 1, noNaN: true }),
      hiddenShare: fc.constantFrom(0, 0, 0.3, 0.6),
    }),
    { minLength: 2, maxLength: 12 },
  );

  test('never give a text that is neither', () => {
    let readings = 0;
    fc.assert(
      fc.property(pairs, looks, seeds, (texts, shown, seed) => {
        const codes = texts.map((text) => codeOf(text, 'M'));
        const noise = gaussian(seed);
        const average = createSoftAverage();
        for (const [frame, { whose, noise: much, hiddenFrom, hiddenShare }] of shown.entries()) {
          const code = codes[whose];
          if (code === undefined) continue;
          const { dimension } = code.candidate;
          const soft = code.soft.map((value, at) => {
            const row = at / dimension / dimension;
            const isHidden = row >= hiddenFrom && row < hiddenFrom + hiddenShare;
            return (isHidden ? 0 : value) + much * noise();
          });
          const symbol = average.add({ candidate: code.candidate, soft, takenAtMs: frame * FRAME_MS });
          if (symbol === null) continue;
          readings += 1;
          expect(textOf(symbol)).toBe(texts[whose]);
        }
      }),
      { numRuns: 120 },
    );
    // Otherwise nothing has been tried.
    expect(readings).toBeGreaterThan(30);
  });

  test('are followed beside each other, and each is read', () => {
    const texts = [PERSON, PERSON.replace('Văn A', 'Văn B').replace('012345678', '112345679')];
    const average = createSoftAverage();
    const noise = gaussian(9);
    const read = new Set<string | null>();
    for (let frame = 0; frame < 16; frame += 1) {
      const { soft, candidate } = codeOf(texts[frame % 2] ?? '');
      const seen = soft.map((value) => value + 0.8 * noise());
      read.add(textOf(average.add({ candidate, soft: seen, takenAtMs: frame * FRAME_MS })));
    }
    expect([...read].filter((text) => text !== null).sort()).toEqual([...texts].sort());
  });
});

function codeOf(text: string, errorCorrectionLevel: 'L' | 'M' = 'M'): { soft: Float32Array; candidate: Candidate } {
  const bytes = new TextEncoder().encode(text);
  const { modules } = create([{ data: bytes, mode: 'byte' }], { errorCorrectionLevel });
  return {
    soft: Float32Array.from(modules.data, (module) => (module ? 1 : -1)),
    candidate: {
      corners: [
        { x: 100, y: 100 },
        { x: 300, y: 100 },
        { x: 300, y: 300 },
        { x: 100, y: 300 },
      ],
      dimension: modules.size,
      isInverted: false,
      isMirrored: false,
    },
  };
}

function moved(candidate: Candidate, right: number): Candidate {
  const [one, two, three, four] = candidate.corners;
  const by = ({ x, y }: { x: number; y: number }) => ({ x: x + right, y });
  return { ...candidate, corners: [by(one), by(two), by(three), by(four)] };
}

function textOf(symbol: { readonly bytes: Uint8Array } | null): string | null {
  return symbol === null ? null : new TextDecoder().decode(symbol.bytes);
}

/** Normal noise of variance 1 (Box and Muller) from a small generator (mulberry32). */
function gaussian(seed: number): () => number {
  let state = seed;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}
