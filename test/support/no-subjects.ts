/** What does a gate answer to a person of whom it holds nothing? */

import type { Gate } from '../../src-main/contract/gate.ts';

const NOTHING = {
  entries: 0,
  uploaded: 0,
  sealedForAuthority: 0,
  firstAtUtcMs: null,
  lastAtUtcMs: null,
  isWatched: false,
  rosterPeople: 0,
  handOverNotes: 0,
  damagedLogs: 0,
};

export const NO_SUBJECTS: Pick<Gate, 'findSubject' | 'exportSubject' | 'eraseSubject'> = {
  findSubject: () => NOTHING,
  exportSubject: () => ({
    type: 'exported',
    summary: NOTHING,
    entries: [],
    roster: [],
    watched: [],
    handOvers: [],
    text: '',
  }),
  eraseSubject: () => ({ type: 'nobody', isWatched: false, rosterPeople: 0, handOverNotes: 0, damagedLogs: 0 }),
};
