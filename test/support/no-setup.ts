/** What does a gate answer that is set up by nobody? */

import type { Gate } from '../../src-main/contract/gate.ts';

export const NO_SETUP: Pick<Gate, 'applySetup' | 'exportSetup' | 'foundSetup' | 'hearSetupCode'> = {
  applySetup: () => Promise.resolve({ type: 'refused', reason: 'not-a-setup-file', field: null }),
  exportSetup: () => ({ fileText: '{}\n', qrText: null }),
  hearSetupCode: () => ({ text: null }),
  foundSetup: () => ({ answer: null }),
};
