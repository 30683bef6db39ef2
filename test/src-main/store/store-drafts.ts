/** Who comes to the store's tests? */

import type { EntryDraft, PersonalFields } from '../../../src-main/core/entry/entry.ts';

export const FAKE_PERSON: PersonalFields = {
  maskedName: 'Nguyễn Văn *',
  maskedNumber: '******000000',
  name: 'Nguyễn Văn Thử',
  number: '001099000000',
  birthDate: { precision: 'day', year: 1999, month: 1, day: 1 },
  sex: 'male',
  phone: '0900000000',
  address: null,
  note: null,
};

/** An entry of somebody who came in at noon in Vietnam. */
export function draft(changes: Partial<EntryDraft> = {}): EntryDraft {
  return {
    at: {
      wallUtcMs: Date.UTC(2026, 10, 2, 5),
      monotonicMs: 1234.5678,
      bootId: '0b0e7a52-0000-4000-8000-000000000000',
      clockOffsetMs: -12.5,
      clockUncertaintyMs: 40,
    },
    laneId: 'lane-1',
    direction: 'in',
    inferred: false,
    readerKind: 'serial',
    codeKind: 'cccd',
    subjectTag: 'a'.repeat(64),
    codeLength: null,
    personal: FAKE_PERSON,
    verification: 'unsigned',
    issuer: null,
    trustVersion: null,
    verdict: 'admit',
    reasons: ['birth-date-impossible', 'card-out-of-date'],
    rulesVersion: '1-00000000',
    corrects: null,
    tracing: null,
    ...changes,
  };
}
