/** How does the first run set a role's PIN? */

import type { Role } from '../../../src-main/contract/roles.ts';
import { useGate } from '../../parts/gate-context.ts';

export type PinnedRole = Exclude<Role, 'guard'>;

/** True where the PIN is in force. */
export type SetPin = (input: {
  readonly role: PinnedRole;
  readonly pin: string;
  readonly oldPin: string | null;
}) => Promise<boolean>;

/** By the gate's own call; whatever else it answers, the PIN is not in force. */
export function useSetPin(): SetPin {
  const gate = useGate();
  return async (input) => {
    const answer = await gate.ask((client) => client.setPin(input));
    return answer.type === 'answered' && answer.value.type === 'set';
  };
}

export function isPinShaped(pin: string): boolean {
  return /^\d{6,12}$/.test(pin);
}
