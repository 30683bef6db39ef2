/** Where does a code go that is read while somebody fills in a badge? Into the field, and not into the log. */

import type { RefObject } from 'react';
import { createContext, useContext, useEffect } from 'react';

export type CodeCatch = RefObject<((text: string) => void) | null>;

export const CodeCatchContext = createContext<CodeCatch>({ current: null });

/** While `isOn`, the next codes of this screen's own readers are handed to `onText`. */
export function useCodeCatch(isOn: boolean, onText: (text: string) => void): void {
  const place = useContext(CodeCatchContext);
  useEffect(() => {
    if (!isOn) return undefined;
    place.current = onText;
    return () => {
      place.current = null;
    };
  }, [place, isOn, onText]);
}
