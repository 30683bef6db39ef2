/** What can a screen ask of the PC that the gate runs on: its settings, its ports, its collector? */

import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ENROL_REFUSALS } from './enrol-refusals.ts';

export const serialPort = z.strictObject({
  path: z.string(),
  manufacturer: z.string().nullable(),
  vendorId: z.string().nullable(),
  productId: z.string().nullable(),
  serialNumber: z.string().nullable(),
  /** Maker and model, where the device is a known scanner. */
  scanner: z.string().nullable(),
});

/** A known scanner that is plugged in and types like a keyboard, or speaks in another way that no serial reader hears. */
export const wrongModeScanner = z.strictObject({
  name: z.string(),
  mode: z.enum(['keyboard', 'other']),
  /** Under which heading of docs/scanners.md its switch to USB-COM stands. */
  maker: z.string(),
});

const savedOrRefused = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('saved') }),
  z.strictObject({
    type: z.literal('refused'),
    reason: z.enum(['invalid', 'cannot-write']),
    field: z.string().nullable(),
  }),
]);

const enrolAnswer = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('enrolled'), collectorName: z.string() }),
  z.strictObject({ type: z.literal('refused'), reason: z.enum(ENROL_REFUSALS) }),
]);

export const machineCalls = {
  /** The whole settings at once; checked whole, written whole, in force at once. */
  saveSettings: oc.input(z.strictObject({ settings: z.unknown() })).output(savedOrRefused),
  listSerialPorts: oc.output(z.array(serialPort)),
  listWrongModeScanners: oc.output(z.array(wrongModeScanner)),
  enrol: oc.input(z.strictObject({ setupCode: z.string().max(4_096) })).output(enrolAnswer),
  /** The release that waits need not wait until nobody is there; opening hours are waited for all the same. */
  takeUpdateNow: oc.output(z.strictObject({ type: z.literal('noted') })),
  /** Somebody wants to know now whether there is a newer version; the status says what came of it. */
  lookForUpdate: oc.output(z.strictObject({ type: z.literal('looking') })),
  /** What the collector sent back waits for it again; `count` says how many entries that are. */
  retryQuarantined: oc.output(z.strictObject({ type: z.literal('retried'), count: z.int().min(0) })),
};

export type SerialPortInfo = z.infer<typeof serialPort>;
export type WrongModeScanner = z.infer<typeof wrongModeScanner>;
export type SaveAnswer = z.infer<typeof savedOrRefused>;
export type EnrolAnswer = z.infer<typeof enrolAnswer>;
