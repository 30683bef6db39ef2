/** What does a gate answer that expects nobody in particular? */

import type { RosterGate } from '../../src-main/contract/roster-api.ts';
import { ROSTER_GROUPS } from '../../src-main/core/entry/roster.ts';

export const NO_ROSTER: RosterGate = {
  rosterSummary: () => ({
    groups: ROSTER_GROUPS.map((group) => ({ group, total: 0, expected: 0, arrived: 0 })),
    badgesOut: 0,
    lost: 0,
  }),
  findPeople: () => ({ people: [], nextBeforeId: null }),
  openPerson: () => ({ type: 'refused', reason: 'unknown-person' }),
  savePerson: () => ({ type: 'saved', id: 1 }),
  removePerson: () => ({ type: 'unknown-person' }),
  addVisitor: () => ({ type: 'saved', id: 1 }),
  returnBadge: () => ({ type: 'unknown-person' }),
  admitPerson: () => ({ type: 'unknown-person' }),
  linkBadge: () => ({ type: 'unknown-person' }),
  linkState: () => ({ state: 'none' }),
  beginImport: () => ({ importId: 'fake' }),
  sendImportPiece: () => ({ type: 'taken' }),
  previewImport: () => ({ type: 'refused', reason: 'empty' }),
  importRoster: () => ({ type: 'refused', reason: 'gone' }),
  cancelImport: () => undefined,
  rosterTemplate: () => ({ csv: '' }),
  exportRoster: () => ({ type: 'exported', csv: '', people: 0 }),
  loadView: () => ({
    atUtcMs: 0,
    perMinute: 0,
    lanes: [],
    today: [],
    arrived: 0,
    expected: 0,
    slowestLaneId: null,
  }),
};
