/** How does a code that this screen has read come before the gate? */

import type { ReaderSettings } from '../../src-main/contract/settings.ts';
import type { TextEncoding } from '../../src-main/core/code/code.ts';
import { MAX_CODE_LENGTH } from '../../src-main/core/code/code.ts';
import type { GateConnection } from '../gate-connection.ts';
import type { ScreenStore } from '../gate-state.ts';

/** The readers that belong to the screen. */
export type OwnReader = Extract<ReaderSettings, { kind: 'camera' | 'wedge' }>;
export type ReadCode = { readonly text: string; readonly encoding: TextEncoding };

/**
 * Hands the code over; its verdict comes back as an event, like that of any other reader. Where the gate does not
 * answer in time, the lane says so: a code that was read is never dropped in silence.
 */
export async function submitCode(
  connection: GateConnection,
  tell: ScreenStore['tell'],
  { id: readerId, kind: readerKind, laneId }: OwnReader,
  { text, encoding }: ReadCode,
): Promise<void> {
  const reading = { laneId, readerId, readerKind, text: text.slice(0, MAX_CODE_LENGTH + 1), encoding };
  const answer = await connection.ask((client) => client.submitReading(reading));
  if (answer.type !== 'answered') tell({ type: 'no-answer', laneId, atUtcMs: Date.now() });
}
