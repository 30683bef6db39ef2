/** How does a page reach the door, and who is it that looks at the page? */

import { createContext, useContext } from 'react';
import type { Door, FullSession } from './door.ts';

export const DoorContext = createContext<Door | null>(null);
export const SessionContext = createContext<FullSession | null>(null);

export function useDoor(): Door {
  const door = useContext(DoorContext);
  if (door === null) throw new Error('a page stands outside the console');
  return door;
}

/** Who is in. Only for what is shown to somebody who is. */
export function useSession(): FullSession {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('a page is shown to somebody who is not in');
  return session;
}
