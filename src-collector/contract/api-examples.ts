/** What does a call that programs make look like, there and back? */

import type { CallName, CallOutput, CallRequest, consoleApi } from './console-api.ts';
import type { Scope } from './console-roles.ts';

/** The calls that a token can make. */
export type ProgramCall = {
  [Name in CallName]: (typeof consoleApi)[Name] extends { readonly scope: Scope } ? Name : never;
}[CallName];

const BAC_NINH = ['Bắc Ninh'];
const DEVICE = '1a2b3c4d-0000-4000-8000-000000000000';
const AT_UTC_MS = 1_764_381_600_000;
const EPOCH = '00112233445566778899aabbccddeeff';

/** Each is what the table takes and gives, or the tests say so. */
export const API_EXAMPLES: {
  readonly [Name in ProgramCall]: { readonly input: CallRequest<Name>; readonly output?: CallOutput<Name> };
} = {
  'audit.list': {
    input: { beforeId: null, limit: 50 },
    output: {
      rows: [
        {
          id: 7,
          at: '2026-11-29T03:00:00.000Z',
          by: 'token',
          call: 'entries.page',
          outcome: 'noted',
          detail: { entries: 1 },
        },
      ],
    },
  },
  'receipts.list': { input: { beforeId: null, limit: 50 }, output: { receipts: [] } },
  'figures.document': { input: { unit: BAC_NINH, kind: 'month', day: '2026-11-28', format: 'xlsx' } },
  'figures.venue': { input: { unit: BAC_NINH, day: '2026-11-28', venueId: '5f0c' } },
  'figures.unit': { input: { unit: BAC_NINH, day: '2026-11-28' } },
  'fleet.gates': {
    input: { unit: BAC_NINH, afterDevice: null, limit: 100 },
    output: { gates: [], nextAfterDevice: null },
  },
  'fleet.overview': {
    input: { unit: BAC_NINH },
    output: {
      gates: 2,
      heardLately: 2,
      withAlarm: 0,
      pending: 0,
      oldestPendingAtUtcMs: null,
      quarantined: 0,
      alarms: {},
      versions: [{ version: '1.0.0', gates: 2 }],
    },
  },
  'entries.page': {
    input: { unit: BAC_NINH, cursor: null, limit: 500 },
    output: {
      entries: [
        {
          device: DEVICE,
          epoch: EPOCH,
          seq: 1,
          wallUtcMs: AT_UTC_MS,
          receivedAtUtcMs: AT_UTC_MS + 900,
          unit: BAC_NINH,
          venueId: '5f0c',
          venueKind: 'hospital',
          laneId: 'lane-1',
          direction: 'in',
          readerKind: 'serial',
          codeKind: 'national-id',
          verification: 'content-read',
          verdict: 'admit',
          reasons: [],
          corrects: null,
          isErased: false,
        },
      ],
      next: 'WyIxNzY0MzgxNjAwOTAwMDAwIl0',
      hasMore: false,
    },
  },
};
