/** Which lane is tried out while a page is open? Codes on it are judged and nothing of them is recorded. */

import { useEffect, useState } from 'react';
import { useGate } from '../../parts/gate-context.ts';

/** The gate ends a trial that nobody asks for again (`test-desk.ts`). */
const ASK_AGAIN_MS = 4_000;

/** Keeps one lane on trial while this is on the screen; true where the gate did not answer. */
export function useTrial(laneId: string | null): boolean {
  const gate = useGate();
  const [isUnanswered, setIsUnanswered] = useState(false);
  useEffect(() => {
    setIsUnanswered(false);
    if (laneId === null) return undefined;
    const ask = async (): Promise<void> => {
      const answer = await gate.ask((client) => client.testLane({ laneId, isOn: true }));
      setIsUnanswered(answer.type !== 'answered');
    };
    void ask();
    const timer = setInterval(() => void ask(), ASK_AGAIN_MS);
    return () => {
      clearInterval(timer);
      void gate.ask((client) => client.testLane({ laneId, isOn: false }));
    };
  }, [gate, laneId]);
  return isUnanswered;
}
