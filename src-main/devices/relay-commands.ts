/** Which bytes switch a relay board's outputs, and what does the board say back? */

import type { Output } from '../core/barrier/barrier.ts';

/** A board whose relays are numbered, or one whose every command is known; `null` = nothing is wired to that output. */
type RelayWiring =
  | ({ readonly kind: 'lcus'; readonly hasFeedback: boolean } & Readonly<Record<Output, number | null>>)
  | ({ readonly kind: 'bytes' } & Readonly<Record<(typeof CUSTOM_NAMES)[Output][number], string | null>>);

export type RelayCommand = {
  readonly bytes: Uint8Array;
  /** What a board with feedback must answer; `null` = it answers nothing. `contrary`: the relay did the opposite. */
  readonly answer: { readonly agreed: Uint8Array; readonly contrary: Uint8Array } | null;
};

const LCUS_START = 0xa0;
const CUSTOM_NAMES = {
  barrier: ['open', 'close'],
  greenLamp: ['greenOn', 'greenOff'],
  redLamp: ['redOn', 'redOff'],
  buzzer: ['buzzerOn', 'buzzerOff'],
} as const;

/** The command for one output; `null` where nothing is wired to it. */
export function relayCommand(board: RelayWiring, output: Output, isOn: boolean): RelayCommand | null {
  if (board.kind === 'bytes') {
    const hex = board[CUSTOM_NAMES[output][isOn ? 0 : 1]];
    return hex === null ? null : { bytes: hexToBytes(hex), answer: null };
  }
  const channel = board[output];
  if (channel === null) return null;
  const state = isOn ? 1 : 0;
  if (!board.hasFeedback) return { bytes: lcus(channel, state), answer: null };
  // 2 and 3 are off and on with an answer; the answer is worded as the plain command is.
  return {
    bytes: lcus(channel, state + 2),
    answer: { agreed: lcus(channel, state), contrary: lcus(channel, 1 - state) },
  };
}

/** Start byte, channel, operation, and the low byte of their sum. */
function lcus(channel: number, operation: number): Uint8Array {
  return Uint8Array.of(LCUS_START, channel, operation, (LCUS_START + channel + operation) & 0xff);
}

export function hexToBytes(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
}
