import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Code, TextEncoding } from '../../../../src-main/core/code/code.ts';
import { MAX_CODE_LENGTH } from '../../../../src-main/core/code/code.ts';
import { recognise } from '../../../../src-main/core/code/recognise.ts';
import { recogniseOnLane } from '../../../../src-main/core/scan/join-halves.ts';
import type { Lane } from '../../../../src-main/core/scan/lane.ts';
import { HALF_CODE_WAIT_MS, newLane } from '../../../../src-main/core/scan/lane.ts';
import {
  bhytAText,
  bhytBText,
  canCuocText,
  cccdText,
  FAKE_PEOPLE,
  unifiedText,
} from '../../../../src-main/devices/simulated/fake-people.ts';

import { PROFILES } from '../code/garbled-corpus.ts';

type Piece = { readonly text: string; readonly encoding?: TextEncoding; readonly afterMs?: number };

/** Reads pieces on one lane, 100 ms apart unless they say otherwise. */
function read(pieces: readonly (string | Piece)[]): { codes: Code[]; lane: Lane } {
  let lane = newLane('lane-1', 'in');
  let nowMonotonicMs = 1_000;
  const codes = pieces.map((piece) => {
    const { text, encoding = 'utf-8', afterMs = 100 } = typeof piece === 'string' ? { text: piece } : piece;
    nowMonotonicMs += afterMs;
    const result = recogniseOnLane({ laneId: 'lane-1', readerKind: 'wedge', text, encoding }, lane, nowMonotonicMs);
    lane = result.lane;
    return result.code;
  });
  return { codes, lane };
}

const HALF = { type: 'unreadable', reason: 'half-code', part: 'begin' };
const [one, two] = FAKE_PEOPLE;

describe('a code in two halves', () => {
  const breakable = fc.constantFrom(...FAKE_PEOPLE).chain((who) =>
    fc.constantFrom(
      // From where on each kind can be told, to its last character that matters.
      { text: cccdText(who), from: 13, to: cccdText(who).length - 1 },
      { text: canCuocText(who), from: 13, to: canCuocText(who).indexOf('||||') - 1 },
      // Behind the name it could be the code of the VssID app.
      { text: bhytAText(who), from: bhytAText(who).indexOf('/'), to: bhytAText(who).length - 1 },
      { text: bhytBText(who), from: bhytBText(who).indexOf('/'), to: bhytBText(who).length - 1 },
      { text: unifiedText(who), from: unifiedText(who).search(/\|\d{4}-/) + 6, to: unifiedText(who).lastIndexOf('|') },
    ),
  );
  const mark = fc.constantFrom('', '\r', '\r\n', '\n', '\u0003', '\0');

  test('is the same code, wherever it broke and whatever the reader put there', () => {
    const broken = breakable.chain(({ text, from, to }) =>
      fc.record({ text: fc.constant(text), at: fc.integer({ min: from, max: to }), end: mark, start: mark }),
    );
    fc.assert(
      fc.property(broken, ({ text, at, end, start }) => {
        const { codes, lane } = read([text.slice(0, at) + end, start + text.slice(at) + end]);
        expect(codes).toEqual([HALF, recognise(text, 'utf-8')]);
        expect(lane.half).toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  test('is the same where a space of the address stood at the break', () => {
    const text = '001099000000||Nguyễn Văn A|01011999|Nam|Số 1, Phường X|15042021';
    const at = text.indexOf('Phường');
    for (const pieces of [
      [text.slice(0, at), text.slice(at)],
      [text.slice(0, at - 1), text.slice(at - 1)],
    ]) {
      expect(read(pieces).codes[1]).toEqual(recognise(text, 'utf-8'));
    }
  });

  test('is the same where a letter was torn from its mark', () => {
    const text = cccdText(one).normalize('NFD');
    const at = text.search(/\p{M}/u);
    expect(read([text.slice(0, at), text.slice(at)]).codes[1]).toEqual(recognise(text, 'utf-8'));
  });

  test('typed by a keyboard of another layout is the same', () => {
    const text = bhytAText(one).replaceAll('|', '~');
    expect(read([text.slice(0, 90), text.slice(90)]).codes).toEqual([HALF, recognise(bhytAText(one), 'utf-8')]);
  });

  test('is the same in three pieces, and with an empty line between', () => {
    const text = bhytAText(one);
    const { codes } = read([text.slice(0, 60), '\n', text.slice(60, 120), text.slice(120)]);
    expect(codes).toEqual([HALF, { type: 'unreadable', reason: 'empty' }, HALF, recognise(text, 'utf-8')]);
  });

  test('is flagged where either half needed a fallback code page', () => {
    const text = cccdText(one);
    for (const [first, second] of [
      ['windows-1252', 'utf-8'],
      ['utf-8', 'windows-1258'],
    ] as const) {
      const { codes } = read([
        { text: text.slice(0, 40), encoding: first },
        { text: text.slice(40), encoding: second },
      ]);
      expect(codes[1]).toMatchObject({ type: 'person', warnings: ['text-garbled'] });
    }
  });
});

describe('a garbled card in two halves', () => {
  test.each(PROFILES.filter(({ name }) => name.includes('windows-1252, undefined') || name.startsWith('byte numbers')))(
    '$name: is repaired as if it were whole',
    ({ garble }) => {
      for (const who of FAKE_PEOPLE.slice(0, 10)) {
        const text = garble(cccdText(who));
        for (let at = 16; at < text.length; at += 3) {
          // A separator that ends the piece may be a letter's, or the field's.
          if (text[at - 1] === '|' || text[at] === '|') continue;
          expect(read([text.slice(0, at), text.slice(at)]).codes).toEqual([HALF, recognise(text, 'utf-8')]);
        }
      }
    },
  );
});

describe('a half', () => {
  const text = cccdText(one);
  const [first, second] = [text.slice(0, 40), text.slice(40)];

  test('whose rest never comes stays a half', () => {
    expect(read([first]).codes).toEqual([HALF]);
  });

  test('waits three seconds and no longer', () => {
    expect(read([first, { text: second, afterMs: HALF_CODE_WAIT_MS }]).codes[1]?.type).toBe('person');
    expect(read([first, { text: second, afterMs: HALF_CODE_WAIT_MS + 1 }]).codes[1]?.type).toBe('opaque');
  });

  test('does not delay the next person, and takes nothing of that code', () => {
    const { codes, lane } = read([first, cccdText(two)]);
    expect(codes[1]).toEqual(recognise(cccdText(two), 'utf-8'));
    expect(lane.half).toBeNull();
  });

  test('is forgotten once another person was read', () => {
    expect(read([first, cccdText(two), second]).codes[2]?.type).toBe('opaque');
  });

  test('read twice, then its rest, is one code', () => {
    expect(read([first, first, second]).codes).toEqual([HALF, HALF, recognise(text, 'utf-8')]);
  });

  test('is not completed by a place or by another code', () => {
    for (const other of ['https://dia-diem.example/1', 'VE-XE 0000000000 | 7']) {
      expect(read([first, other]).codes[1]).toEqual(recognise(other, 'utf-8'));
    }
  });

  test('cannot hold up another code for more than its own three seconds', () => {
    const start = bhytAText(one).slice(0, 150);
    const { codes } = read([start, { text: 'VE-XE 7', afterMs: 2_000 }, { text: 'VE-XE 7', afterMs: 2_000 }]);
    expect(codes[2]).toEqual({ type: 'opaque', text: 'VE-XE 7' });
  });

  test('does not grow beyond the longest code', () => {
    const start = bhytAText(one).slice(0, 150);
    const filler = 'A'.repeat(MAX_CODE_LENGTH - 10);
    expect(read([start, filler]).codes[1]).toEqual({ type: 'opaque', text: filler });
  });
});

test('the rest of a card that was whole already is a piece, not an unknown code', () => {
  const text = canCuocText(one);
  const at = text.indexOf('||||');
  const { codes } = read([text.slice(0, at), text.slice(at)]);
  expect(codes[0]?.type).toBe('person');
  expect(codes[1]).toEqual({ type: 'unreadable', reason: 'half-code', part: 'rest' });
});

test('whatever comes in whatever order, the lane answers', () => {
  const reading = fc.record({
    text: fc.oneof(
      fc
        .constantFrom(...FAKE_PEOPLE)
        .chain((who) =>
          fc
            .tuple(fc.constantFrom(cccdText(who), bhytAText(who), unifiedText(who)), fc.nat({ max: 200 }))
            .map(([text, at]) => (at % 2 === 0 ? text.slice(0, at) : text.slice(at))),
        ),
      fc.string(),
    ),
    afterMs: fc.nat({ max: 4_000 }),
  });
  fc.assert(
    fc.property(fc.array(reading, { maxLength: 8 }), (readings) => {
      const { codes, lane } = read(readings);
      expect(codes).toHaveLength(readings.length);
      if (codes.at(-1)?.type === 'person') expect(lane.half).toBeNull();
    }),
  );
});
