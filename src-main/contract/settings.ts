/** What can a venue set, and what holds where it has set nothing? */

import { z } from 'zod';
import { ACCEPTABLE_KINDS } from '../core/code/code.ts';
import { authoritySettings } from './authority-settings.ts';
import { barrierSettings } from './barrier-settings.ts';
import { cameraChoice } from './camera-settings.ts';
import { exportSettings } from './export-settings.ts';
import { hospitalSettings } from './hospital-settings.ts';
import { networkSettings } from './network-settings.ts';
import { rosterSettings } from './roster-settings.ts';
import { noticeSettings, setupProgress, venuePlace } from './setup-settings.ts';
import { supportSettings } from './support-settings.ts';
import { updateSettings } from './update-api.ts';

/** The letter's list of places that scan (2278/BTTTT-THH §1, both groups). */
export const VENUE_KINDS = [
  'office',
  'industrial-park',
  'factory',
  'business',
  'restaurant',
  'bar',
  'club',
  'karaoke',
  'massage-beauty',
  'gym',
  'event',
  'hospital',
  'apartment-block',
  'school',
  'station',
  'vehicle',
  'mall',
  'supermarket',
  'market',
  'essential-shop',
  'ceremony',
  'tourist-site',
  'religious-site',
] as const;

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
const label = z.string().trim().min(1).max(80);

export const laneSettings = z.strictObject({
  id,
  name: label,
  direction: z.enum(['in', 'out']),
});

export const BAUD_RATES = [1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200] as const;

/** A serial reader's path that means: any known scanner that is free. */
export const AUTO_PATH = 'auto';

/** What a USB port says of the device behind it, as the list of ports gives it. */
export const usbDevice = z.strictObject({
  vendorId: z.string().regex(/^[0-9a-f]{4}$/),
  productId: z.string().regex(/^[0-9a-f]{4}$/),
  serialNumber: z.string().max(200).nullable(),
});

export const readerSettings = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('serial'),
    id,
    laneId: id,
    /** `COM3`, `/dev/ttyACM0`, a stable link below `/dev/serial/by-id`, or `auto`: any known scanner that is free. */
    path: z.string().min(1).max(200),
    /** What was behind the path when it was chosen: looked for under any path, because systems renumber their ports. */
    device: usbDevice.optional(),
    baudRate: z.union(BAUD_RATES.map((rate) => z.literal(rate))).default(9600),
  }),
  z.strictObject({ kind: z.literal('camera'), id, laneId: id, ...cameraChoice }),
  z.strictObject({ kind: z.literal('wedge'), id, laneId: id }),
  /** Plays fake people, for demonstrations; never part of a venue's own settings. */
  z.strictObject({ kind: z.literal('simulated'), id, laneId: id, everyMs: z.int().min(50).max(600_000) }),
]);

/** What becomes of a signed code that is not simply verified; forged and revoked ones are always refused. */
export const SIGNED_CODE_ACTIONS = ['admit', 'check', 'refuse'] as const;
const signedCodeAction = z.enum(SIGNED_CODE_ACTIONS).default('check');

const rules = z.strictObject({
  repeatWindowMs: z.int().min(0).max(3_600_000).default(30_000),
  acceptedKinds: z
    .array(z.enum(ACCEPTABLE_KINDS))
    .min(1)
    .default([...ACCEPTABLE_KINDS]),
  signedCodes: z
    .strictObject({
      signerExpired: signedCodeAction,
      expired: signedCodeAction,
      notYetValid: signedCodeAction,
      unknownIssuer: signedCodeAction,
      rulesNotMet: signedCodeAction,
    })
    .prefault({}),
  /** Why addresses are kept, in the venue's own words; empty = they are not. A part of the rules: entries name its version. */
  addressReason: z.string().trim().max(200).default(''),
});

/** Whose signatures count: lists that are fetched by themselves, and how old one may grow before the guard is told. */
const trust = z.strictObject({
  staleAfterHours: z.int().min(1).max(8_760).default(24),
  urls: z
    .array(z.url({ protocol: /^https?$/ }).max(500))
    .max(20)
    .default([]),
});

/** `null` = the gate works alone. Written by enrolment, not by hand. */
const collector = z.strictObject({ url: z.url({ protocol: /^https?$/ }), name: label }).nullable();

/** A folder on a second disk or a USB stick, as the gate's own system names it; empty = the log is on one disk only. */
const backup = z.strictObject({ folder: z.string().trim().max(500).default('') });

/**
 * How many days an entry is kept, uploaded or not; then it is deleted for good. A month is what the national platforms of 2021 kept.
 * `warnDays` before, the guard is told of entries that no collector has.
 */
const retention = z.strictObject({
  days: z.int().min(1).max(3_650).default(30),
  warnDays: z.int().min(0).max(365).default(5),
});

/** A visit that nobody ended is taken for over after so many hours: longer than the longest shift, shorter than a day. */
const visits = z.strictObject({ closeAfterHours: z.int().min(1).max(72).default(16) });

const screen = z.strictObject({
  language: z.enum(['vi', 'en']).default('vi'),
  theme: z.enum(['system', 'light', 'dark', 'contrast']).default('system'),
  /** 0 = mute, 1 = loudest. */
  volume: z.number().min(0).max(1).default(1),
});

/** A second display of the same machine that faces whoever comes; opened by the Electron shell. `laneId`: whose results; `null` = all lanes'. */
const visitorScreen = z.strictObject({ isOn: z.boolean().default(false), laneId: id.nullable().default(null) });

export const settings = z
  .strictObject({
    venue: z
      .strictObject({
        kind: z.enum(VENUE_KINDS).default('factory'),
        name: z.string().trim().max(120).default(''),
        ...venuePlace,
      })
      .prefault({}),
    lanes: z
      .array(laneSettings)
      .min(1)
      .max(16)
      .default([{ id: 'lane-1', name: 'Cổng 1', direction: 'in' }]),
    readers: z
      .array(readerSettings)
      .max(32)
      .prefault([
        { kind: 'camera', id: 'camera-1', laneId: 'lane-1' },
        { kind: 'wedge', id: 'wedge-1', laneId: 'lane-1' },
      ]),
    /** At most one a lane; boards are shared by naming the same path. */
    barriers: z.array(barrierSettings).max(16).default([]),
    rules: rules.prefault({}),
    roster: rosterSettings.prefault({}),
    trust: trust.prefault({}),
    authority: authoritySettings.prefault({}),
    collector: collector.default(null),
    network: networkSettings.prefault({}),
    backup: backup.prefault({}),
    retention: retention.prefault({}),
    visits: visits.prefault({}),
    notice: noticeSettings.prefault({}),
    exports: exportSettings.prefault({}),
    screen: screen.prefault({}),
    visitorScreen: visitorScreen.prefault({}),
    setup: setupProgress.prefault({}),
    support: supportSettings.prefault({}),
    hospital: hospitalSettings.prefault({}),
    updates: updateSettings.prefault({}),
  })
  .refine((value) => isUnique(value.lanes.map((lane) => lane.id)), { path: ['lanes'], error: 'lane-twice' })
  .refine((value) => isUnique(value.readers.map((reader) => reader.id)), { path: ['readers'], error: 'reader-twice' })
  .refine((value) => value.readers.every((reader) => value.lanes.some((lane) => lane.id === reader.laneId)), {
    path: ['readers'],
    error: 'reader-without-lane',
  })
  .refine((value) => isUnique(value.barriers.map((barrier) => barrier.laneId)), {
    path: ['barriers'],
    error: 'barrier-twice',
  })
  .refine((value) => value.barriers.every((barrier) => value.lanes.some((lane) => lane.id === barrier.laneId)), {
    path: ['barriers'],
    error: 'barrier-without-lane',
  })
  .refine(
    ({ barriers }) =>
      barriers.every(({ path, baudRate }) =>
        barriers.every((other) => other.path !== path || other.baudRate === baudRate),
      ),
    { path: ['barriers'], error: 'board-differs' },
  )
  .refine(
    (value) =>
      value.barriers.every(({ path }) =>
        value.readers.every((reader) => reader.kind !== 'serial' || reader.path !== path),
      ),
    { path: ['barriers'], error: 'port-twice' },
  );

export type Settings = z.infer<typeof settings>;
export type LaneSettings = z.infer<typeof laneSettings>;
export type ReaderSettings = z.infer<typeof readerSettings>;
export type CameraReaderSettings = Extract<ReaderSettings, { kind: 'camera' }>;
export type SerialReaderSettings = Extract<ReaderSettings, { kind: 'serial' }>;
export type VenueKind = (typeof VENUE_KINDS)[number];

/** The settings of an empty data folder: one lane, direction in, a factory, working alone. */
export function defaultSettings(): Settings {
  return settings.parse({});
}

function isUnique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
