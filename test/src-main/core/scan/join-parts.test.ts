import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SignedPart } from '../../../../src-main/core/code/code.ts';
import { MOST_PARTS } from '../../../../src-main/core/code/signed-text.ts';
import { recogniseOnLane } from '../../../../src-main/core/scan/join-halves.ts';
import { withPart } from '../../../../src-main/core/scan/join-parts.ts';
import type { Lane } from '../../../../src-main/core/scan/lane.ts';
import { newLane, PARTS_WAIT_MS } from '../../../../src-main/core/scan/lane.ts';

const MORE = { type: 'unreadable', reason: 'more-parts' };

function part(index: number, count: number, text = String(index)): SignedPart {
  return { type: 'part', index, count, text };
}

/** Reads one part after the other, so far apart; what came of each. */
function readAll(parts: readonly SignedPart[], apartMs = 1_000) {
  let lane: Lane = newLane('lane-1', 'in');
  return parts.map((each, index) => {
    const { code, lane: after } = withPart(each, lane, index * apartMs);
    lane = after;
    return code;
  });
}

describe('a card of several parts', () => {
  test('is whole with the last missing one, in whatever order and however often they come', () => {
    const orders = fc.integer({ min: 2, max: MOST_PARTS }).chain((count) =>
      fc
        .shuffledSubarray(
          Array.from({ length: count }, (_, index) => index + 1),
          { minLength: count },
        )
        .map((order) => ({ count, order })),
    );
    fc.assert(
      fc.property(orders, fc.nat(), ({ count, order }, again) => {
        const twice = order.at(again % (count - 1)) ?? 1;
        const shown = [...order.slice(0, -1), twice, ...order.slice(-1)].map((index) =>
          part(index, count, `${index}0`),
        );
        const codes = readAll(shown);
        expect(codes.slice(0, -1)).toEqual(codes.slice(0, -1).map(() => MORE));
        const whole = Array.from({ length: count }, (_, index) => `${index + 1}0`).join('');
        expect(codes.at(-1)).toEqual({ type: 'signed', text: `shc:/${whole}` });
      }),
    );
  });

  test('begins anew where the next part comes too late', () => {
    expect(readAll([part(1, 2), part(2, 2)], PARTS_WAIT_MS)[1]).toMatchObject({ type: 'signed' });
    expect(readAll([part(1, 2), part(2, 2)], PARTS_WAIT_MS + 1)[1]).toEqual(MORE);
  });

  test('is never mixed with the parts of another card', () => {
    expect(readAll([part(1, 3), part(2, 3), part(2, 2)])[2]).toEqual(MORE);
    // Another first part: what was read before belongs to somebody else.
    const contradicted = readAll([part(1, 3, 'a'), part(2, 3), part(1, 3, 'b'), part(3, 3), part(2, 3)]);
    expect(contradicted.slice(0, -1)).toEqual([MORE, MORE, MORE, MORE]);
    expect(contradicted.at(-1)).toEqual({ type: 'signed', text: 'shc:/b23' });
  });

  test('is forgotten when somebody else’s code comes between', () => {
    let lane: Lane = newLane('lane-1', 'in');
    const read = (text: string) => {
      const reading = { laneId: 'lane-1', readerKind: 'camera', text, encoding: 'utf-8' } as const;
      const { code, lane: after } = recogniseOnLane(reading, lane, 0);
      lane = after;
      return code;
    };
    expect(read('shc:/1/2/5676')).toEqual(MORE);
    expect(read('001099000000||Nguyễn Văn A|01011999|Nam|Hà Nội|15042021')).toMatchObject({ type: 'person' });
    expect(read('shc:/2/2/2900')).toEqual(MORE);
    expect(read('shc:/1/2/5676')).toEqual({ type: 'signed', text: 'shc:/56762900' });
  });

  test.each(['shc:/0/2/56', 'shc:/3/2/56', 'shc:/1/13/56', 'shc:/1/0/56'])(
    'with nonsense numbers is none: %s',
    (text) => {
      const reading = { laneId: 'lane-1', readerKind: 'camera', text, encoding: 'utf-8' } as const;
      expect(recogniseOnLane(reading, newLane('lane-1', 'in'), 0).code.type).toBe('opaque');
    },
  );
});
