/** Which gate do the parts of this screen talk to? */

import { createContext, useContext } from 'react';
import type { GateConnection } from '../gate-connection.ts';

export const GateContext = createContext<GateConnection | null>(null);

/** The connection of this screen. Throws outside of the screen, where there is none. */
export function useGate(): GateConnection {
  const connection = useContext(GateContext);
  if (connection === null) throw new Error('a part of the screen stands outside of it');
  return connection;
}
