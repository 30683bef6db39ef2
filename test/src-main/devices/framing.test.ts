import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Framer, RawFrame } from '../../../src-main/devices/framing.ts';
import { createFramer, MAX_FRAME_BYTES } from '../../../src-main/devices/framing.ts';

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const textOf = (frame: RawFrame): string => Buffer.from(frame.bytes).toString('latin1');

/** All that the chunks and a silence after them give. */
function frame(framer: Framer, ...chunks: readonly Uint8Array[]): RawFrame[] {
  const frames = chunks.flatMap((chunk) => framer.push(chunk));
  const last = framer.endBySilence();
  return last === null ? frames : [...frames, last];
}

const texts = (...chunks: readonly string[]): string[] => frame(createFramer(), ...chunks.map(bytesOf)).map(textOf);

describe('a frame ends at', () => {
  test.each([
    ['CR', 'one\rtwo\r'],
    ['LF', 'one\ntwo\n'],
    ['CRLF', 'one\r\ntwo\r\n'],
    ['STX and ETX', '\x02one\x03\x02two\x03'],
    ['ETX and CRLF together', '\x02one\x03\r\n\x02two\x03\r\n'],
    ['TAB and silence', 'one\rtwo\t'],
    ['silence', 'one\rtwo'],
  ])('%s', (_end, bytes) => {
    expect(texts(bytes)).toEqual(['one', 'two']);
  });

  test('CRLF cut between two chunks, as one end', () => {
    expect(texts('one\r', '\ntwo\r', '\n')).toEqual(['one', 'two']);
  });
});

describe('a frame', () => {
  test('loses the control characters at its ends and keeps those inside', () => {
    expect(texts('\x00\x02\tone\x00\x1dtwo\x00\x7f\r')).toEqual(['one\x00\x1dtwo']);
  });

  test('keeps spaces at its ends, which are content', () => {
    expect(texts(' one \r')).toEqual([' one ']);
  });

  test('without content is not reported', () => {
    expect(texts('\r\n\r\n\x02\x03\x00\x00\r')).toEqual([]);
  });

  test('of exactly the limit is whole', () => {
    const [only, ...others] = frame(createFramer(), new Uint8Array(MAX_FRAME_BYTES).fill(65), bytesOf('\r'));
    expect(others).toEqual([]);
    expect(only?.isTooLong).toBe(false);
    expect(only?.bytes.length).toBe(MAX_FRAME_BYTES);
  });

  test('of one megabyte is reported once as too long, and the next one is whole', () => {
    const frames = frame(createFramer(), new Uint8Array(1_000_000).fill(65), bytesOf('\rnext\r'));
    expect(frames.map(({ bytes, isTooLong }) => [bytes.length, isTooLong])).toEqual([
      [MAX_FRAME_BYTES, true],
      [4, false],
    ]);
  });

  test('says whether the scanner marked its end, or only fell silent', () => {
    const marks = (text: string): boolean[] => frame(createFramer(), bytesOf(text)).map(({ isMarked }) => isMarked);
    expect(marks('one\rtwo')).toEqual([true, false]);
    expect(marks('one\x03two\t')).toEqual([true, true]);
  });

  test('that is too long ends by silence too', () => {
    const framer = createFramer();
    framer.push(new Uint8Array(MAX_FRAME_BYTES + 5).fill(65));
    expect(framer.isMidFrame()).toBe(true);
    expect(framer.endBySilence()).toBeNull();
    expect(framer.push(bytesOf('next\r')).map(textOf)).toEqual(['next']);
  });
});

/** Bytes in which ends, control characters and over-long runs all occur often. */
const anyBytes = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 40 }) },
      { weight: 4, arbitrary: fc.constantFrom('\r', '\n', '\r\n', '\x03', '\x02', '\x00').map(bytesOf) },
      { weight: 1, arbitrary: fc.nat(40_000).map((length) => new Uint8Array(length).fill(0x41)) },
    ),
    { maxLength: 30 },
  )
  .map((parts) => new Uint8Array(Buffer.concat(parts)));

describe('for any bytes', () => {
  test('frames do not depend on how the bytes are cut into chunks', () => {
    fc.assert(
      fc.property(anyBytes, fc.array(fc.nat(), { maxLength: 20 }), (bytes, cuts) => {
        const places = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort(
          (left, right) => left - right,
        );
        const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
        expect(frame(createFramer(), ...chunks)).toEqual(frame(createFramer(), bytes));
      }),
    );
  });

  test('never more than the limit is held, and no frame is empty, longer, or framed by control characters', () => {
    fc.assert(
      fc.property(fc.array(anyBytes, { maxLength: 4 }), (chunks) => {
        const framer = createFramer();
        for (const chunk of chunks) {
          for (const { bytes, isTooLong } of framer.push(chunk)) {
            expect(bytes.length).toBeGreaterThan(0);
            expect(bytes.length).toBeLessThanOrEqual(MAX_FRAME_BYTES);
            expect(bytes[0]).toBeGreaterThanOrEqual(0x20);
            if (!isTooLong) expect(bytes.at(-1)).toBeGreaterThanOrEqual(0x20);
          }
          expect(framer.heldBytes()).toBeLessThanOrEqual(MAX_FRAME_BYTES);
        }
      }),
    );
  });
});
