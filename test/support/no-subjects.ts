/** What does a gate answer to a person of whom it holds nothing? */

import type { Gate } from '../../src-main/contract/gate.ts';

const NOTHING = {
  entries: 0,
  uploaded: 0,
  sealedForAuthority: 0,
  firstAtUtcMs: null,
  lastAtUtcMs: null,
  isWatched: false,
  damagedLogs: 0,
};

export const NO_SUBJECTS: Pick<Gate, 'findSubject' | 'exportSubject' | 'eraseSubject'> = {
  findSubject: () => NOTHING,
  exportSubject: () => ({ summary: NOTHING, entries: [], text: '' }),
  eraseSubject: () => ({ type: 'nobody', isWatched: false, damagedLogs: 0 }),
};
