/** What may this screen do now? */

import { createContext, useContext } from 'react';
import type { AccessState } from '../../src-main/contract/access-api.ts';
import { FIRST_STATE } from '../gate-state.ts';

export const AccessContext = createContext<AccessState>(FIRST_STATE.access);

export function useAccess(): AccessState {
  return useContext(AccessContext);
}
