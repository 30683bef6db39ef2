/** Who comes in here? Whoever holds the role; anybody else is asked for its PIN first. */

import type { ReactElement, ReactNode } from 'react';
import type { Role } from '../../src-main/contract/roles.ts';
import { mayDo } from '../../src-main/contract/roles.ts';
import { useAccess } from './access-context.ts';
import type { VerdictEcho } from './page.tsx';
import { PinPad } from './pin-pad.tsx';

export type RoleGateProps = {
  readonly wanted: Role;
  readonly echo: VerdictEcho;
  readonly onCancel: () => void;
  readonly children: ReactNode;
};

export function RoleGate({ wanted, echo, onCancel, children }: RoleGateProps): ReactElement {
  const { role } = useAccess();
  if (mayDo(role, wanted)) return <>{children}</>;
  return <PinPad wanted={wanted} echo={echo} onCancel={onCancel} />;
}
