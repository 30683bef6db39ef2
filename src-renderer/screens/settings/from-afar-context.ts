/** What of the settings stands over this gate's own from afar, for whichever field asks? */

import { createContext, useContext } from 'react';
import type { Locked } from './from-afar-locks.ts';
import { lockOf } from './from-afar-locks.ts';

const NOTHING: readonly Locked[] = [];

export const FromAfarContext = createContext<readonly Locked[]>(NOTHING);

/** `null` where the gate itself sets this field, such as `retention.days`. */
export function useLock(field: string): Locked | null {
  return lockOf(useContext(FromAfarContext), field);
}
