/** Which code did a serial scanner read that is meant for the open page? Those scanners belong to the gate, not to the screen. */

import { useEffect } from 'react';
import type { GateClient } from '../gate-connection.ts';
import { useGate } from './gate-context.ts';

/** The gate stops listening for whoever does not ask again (`code-ear.ts`). */
const ASK_AGAIN_MS = 500;

const EARS = {
  'leave-badge': (client, isOn) => client.hearLeaveBadge({ isOn }),
  'setup-code': (client, isOn) => client.hearSetupCode({ isOn }),
} as const satisfies Readonly<Record<string, (client: GateClient, isOn: boolean) => Promise<Heard>>>;

type Heard = { readonly text: string | null };

/** Only while `isOn`: what is read at another time is somebody's who wants to pass. */
export function useCodeEar(listensFor: keyof typeof EARS, isOn: boolean, onText: (text: string) => void): void {
  const gate = useGate();
  useEffect(() => {
    if (!isOn) return undefined;
    const hear = EARS[listensFor];
    const ask = async (): Promise<void> => {
      const answer = await gate.ask((client) => hear(client, true));
      if (answer.type === 'answered' && answer.value.text !== null) onText(answer.value.text);
    };
    void ask();
    const timer = setInterval(() => void ask(), ASK_AGAIN_MS);
    return () => {
      clearInterval(timer);
      void gate.ask((client) => hear(client, false));
    };
  }, [gate, listensFor, isOn, onText]);
}
