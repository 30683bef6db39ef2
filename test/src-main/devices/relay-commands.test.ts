import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createByteSearch } from '../../../src-main/devices/byte-search.ts';
import { hexToBytes, relayCommand } from '../../../src-main/devices/relay-commands.ts';

const LCUS = { kind: 'lcus', barrier: 1, greenLamp: 8, redLamp: null, buzzer: null, hasFeedback: false } as const;

describe('a relay command', () => {
  test('of an LCUS board is start, relay, operation and sum; nothing where nothing is wired', () => {
    expect(relayCommand(LCUS, 'barrier', true)).toEqual({ bytes: hexToBytes('A0 01 01 A2'), answer: null });
    expect(relayCommand(LCUS, 'barrier', false)).toEqual({ bytes: hexToBytes('A0 01 00 A1'), answer: null });
    expect(relayCommand(LCUS, 'greenLamp', true)?.bytes).toEqual(hexToBytes('A00801A9'));
    expect(relayCommand(LCUS, 'redLamp', true)).toBeNull();
  });

  test('of a board with feedback asks for an answer, and knows the contrary one', () => {
    expect(relayCommand({ ...LCUS, hasFeedback: true }, 'barrier', true)).toEqual({
      bytes: hexToBytes('A0 01 03 A4'),
      answer: { agreed: hexToBytes('A0 01 01 A2'), contrary: hexToBytes('A0 01 00 A1') },
    });
  });

  test('of another board is what the settings say', () => {
    const none = { redOn: null, redOff: null, buzzerOn: null, buzzerOff: null };
    const board = { kind: 'bytes', open: '01', close: '0203', greenOn: 'ff 00', greenOff: 'ff 01', ...none } as const;
    expect(relayCommand(board, 'barrier', false)?.bytes).toEqual(Uint8Array.of(2, 3));
    expect(relayCommand(board, 'greenLamp', true)?.bytes).toEqual(Uint8Array.of(255, 0));
    expect(relayCommand(board, 'buzzer', true)).toBeNull();
  });
});

describe('a search for words in bytes', () => {
  test('finds each word wherever the chunks are cut', () => {
    const words = [Uint8Array.of(1, 2), Uint8Array.of(9)];
    const parts = fc.array(fc.constantFrom([1, 2], [9], [7], [5, 5]));
    fc.assert(
      fc.property(parts, fc.array(fc.integer({ min: 1, max: 5 })), (said, cuts) => {
        const bytes = Uint8Array.from(said.flat());
        const search = createByteSearch();
        const found: Uint8Array[] = [];
        let at = 0;
        for (const cut of [...cuts, bytes.length]) {
          found.push(...search(bytes.subarray(at, at + cut), words));
          at += cut;
        }
        const isWord = ([first]: readonly number[]): boolean => first === 1 || first === 9;
        expect(found.map((word) => [...word])).toEqual(said.filter(isWord));
      }),
    );
  });
});
