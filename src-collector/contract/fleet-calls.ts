/** Which calls say how the gates are, and who may make them? */

import { z } from 'zod';
import { fleetStanding } from '../../src-main/contract/fleet-settings.ts';
import { call } from './console-call.ts';
import { unitPath } from './unit-path.ts';

const count = z.int().min(0);
const utcMs = z.number().nullable();

export const MOST_GATES = 200;

/** What somebody has to look into, the gravest first. */
export const ALARMS = [
  /** Its report says that its log takes nothing, was damaged, or was copied. */
  'log',
  /** It has lost its keys. */
  'keys',
  /** Nothing was heard of it for a while, though it should be on. */
  'away',
  /** Never heard of since it was enrolled. */
  'never-heard',
  /** Entries wait for longer than an outage is long. */
  'waits-long',
  /** Entries that this collector refused lie aside. */
  'quarantine',
  'clock',
  'disk',
  /** A reader that it should have is not there. */
  'reader',
  /** What else its report says. */
  'other',
] as const;
export const alarm = z.enum(ALARMS);
export type Alarm = z.infer<typeof alarm>;

const fleetGate = z.strictObject({
  device: z.uuid(),
  standing: z.string(),
  unit: unitPath,
  venueId: z.string(),
  venueName: z.string(),
  venueKind: z.string(),
  enrolledAtUtcMs: z.number(),
  /** When a report or an entry last came. */
  heardAtUtcMs: utcMs,
  lastEntryAtUtcMs: utcMs,
  /** By the last report; `null` from a gate that sends none. */
  report: z
    .strictObject({
      version: z.string(),
      pending: count,
      oldestPendingAtUtcMs: utcMs,
      quarantined: count,
      clockOffsetMs: z.number().nullable(),
      freeBytes: z.number().nullable(),
      readers: z.array(z.strictObject({ kind: z.string(), state: z.string() })),
      troubles: z.array(z.string()),
      /** What it holds of settings from afar; `null` from a gate that knows none. */
      fromAfar: z.strictObject(fleetStanding.shape).nullable(),
      /** The last self-test before a shift; `null` = none, or a gate that tells of none. */
      selfTest: z
        .strictObject({
          atUtcMs: z.number(),
          result: z.string(),
          bad: z.array(z.string()),
          doubtful: z.array(z.string()),
        })
        .nullable(),
    })
    .nullable(),
  alarms: z.array(alarm),
});
export type FleetGate = z.infer<typeof fleetGate>;

export const fleetCalls = {
  'fleet.gates': call({
    kind: 'read',
    who: ['officer', 'operator'],
    scope: 'fleet:read',
    input: z.strictObject({
      unit: unitPath,
      /** Only those with this alarm; `any`: with one or several. */
      alarm: alarm.or(z.literal('any')).nullable().default(null),
      /** This one alone. */
      device: z.uuid().nullable().default(null),
      /** The last one of the page before. */
      afterDevice: z.uuid().nullable().default(null),
      limit: z.int().min(1).max(MOST_GATES).default(100),
    }),
    output: z.strictObject({
      gates: z.array(fleetGate).max(MOST_GATES),
      /** Ask again after this one; `null` = there are no more. */
      nextAfterDevice: z.uuid().nullable(),
    }),
  }),
  /** Its right to send is taken for good: it hands over what it sealed, and is never enrolled again. */
  'fleet.revoke': call({
    kind: 'write',
    who: ['operator'],
    isSensitive: true,
    input: z.strictObject({ device: z.uuid() }),
    output: z.strictObject({ device: z.uuid() }),
  }),
  'fleet.overview': call({
    kind: 'read',
    who: ['officer', 'operator'],
    scope: 'fleet:read',
    input: z.strictObject({ unit: unitPath }),
    output: z.strictObject({
      gates: count,
      heardLately: count,
      /** How many gates have at least one alarm. */
      withAlarm: count,
      pending: count,
      oldestPendingAtUtcMs: utcMs,
      quarantined: count,
      /** How many gates have each alarm. */
      alarms: z.partialRecord(alarm, count),
      versions: z.array(z.strictObject({ version: z.string(), gates: count })),
    }),
  }),
} as const;
