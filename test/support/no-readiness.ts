/** What does a gate answer that was never tested, and of which nothing was looked at? */

import type { ReadinessGate } from '../../src-main/contract/readiness-api.ts';

export const NO_READINESS: ReadinessGate = {
  examine: () => Promise.resolve({ atUtcMs: 0, findings: [] }),
  finishSelfTest: ({ tookMs }) =>
    Promise.resolve({ test: { atUtcMs: 0, tookMs, result: 'ready', findings: [] }, isKept: true }),
  listSelfTests: () => ({ tests: [], isDue: false }),
  diagnostics: () => Promise.resolve({ name: 'gac-cong-diagnostics.zip', base64: '' }),
};
