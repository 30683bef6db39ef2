/** Which badge did a serial scanner read while somebody wants to leave? Those scanners belong to the gate, not to the screen. */

import { useEffect } from 'react';
import { useGate } from './gate-context.ts';

/** The gate stops listening for whoever does not ask again (`code-ear.ts`). */
const ASK_AGAIN_MS = 500;

export function useLeaveEar(isOn: boolean, onText: (text: string) => void): void {
  const gate = useGate();
  useEffect(() => {
    if (!isOn) return undefined;
    const ask = async (): Promise<void> => {
      const answer = await gate.ask((client) => client.hearLeaveBadge({ isOn: true }));
      if (answer.type === 'answered' && answer.value.text !== null) onText(answer.value.text);
    };
    void ask();
    const timer = setInterval(() => void ask(), ASK_AGAIN_MS);
    return () => {
      clearInterval(timer);
      void gate.ask((client) => client.hearLeaveBadge({ isOn: false }));
    };
  }, [gate, isOn, onText]);
}
