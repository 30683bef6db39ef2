/** Does the gate know how the readers of this screen are? */

import { useEffect } from 'react';
import type { ReaderStatus } from '../../src-main/contract/status-api.ts';
import { useGate } from './gate-context.ts';

export type OwnReaderStatus = Pick<ReaderStatus, 'trouble'> & {
  readonly state: Exclude<ReaderStatus['state'], 'babbling'>;
};

/**
 * Tells the gate whenever it believes something else of a reader than what is so: at each change here, and again after
 * the gate has started anew. `believed` is the reader as the gate last told; `undefined` where it knows none.
 */
export function useReaderReport(readerId: string, own: OwnReaderStatus, believed: ReaderStatus | undefined): void {
  const gate = useGate();
  const { state, trouble } = own;
  const isKnown = believed !== undefined && believed.state === state && believed.trouble === trouble;
  // What the gate believes takes part, so that a gate which forgot is told again.
  const belief = believed === undefined ? '' : `${believed.state} ${believed.trouble ?? ''}`;
  useEffect(() => {
    if (!isKnown && belief !== '') void gate.ask((client) => client.reportReader({ readerId, state, trouble }));
  }, [gate, readerId, state, trouble, isKnown, belief]);
}
