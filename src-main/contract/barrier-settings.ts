/** What can a venue set of a lane's barrier, lamps and buzzer? */

import { z } from 'zod';

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);

/** Up to 32 bytes as pairs of hex digits, with or without spaces: `A0 01 01 A2`. */
const hexBytes = z
  .string()
  .trim()
  .regex(/^[0-9A-Fa-f]{2}( ?[0-9A-Fa-f]{2}){0,31}$/);
const channel = z.int().min(1).max(8).nullable();

const board = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('lcus'),
    /** Which relay does what; `null` = none. */
    barrier: channel.default(1),
    greenLamp: channel.default(null),
    redLamp: channel.default(null),
    buzzer: channel.default(null),
    /** The board answers each command with the state of its relay. */
    hasFeedback: z.boolean().default(false),
  }),
  z
    .strictObject({
      kind: z.literal('bytes'),
      open: hexBytes,
      close: hexBytes,
      greenOn: hexBytes.nullable().default(null),
      greenOff: hexBytes.nullable().default(null),
      redOn: hexBytes.nullable().default(null),
      redOff: hexBytes.nullable().default(null),
      buzzerOn: hexBytes.nullable().default(null),
      buzzerOff: hexBytes.nullable().default(null),
    })
    // A lamp that is switched on and never off says nothing any more.
    .refine(
      ({ greenOn, greenOff, redOn, redOff, buzzerOn, buzzerOff }) =>
        (greenOn === null) === (greenOff === null) &&
        (redOn === null) === (redOff === null) &&
        (buzzerOn === null) === (buzzerOff === null),
      'half-switched',
    ),
]);

/** How the gate hears that somebody passed. */
const passed = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('bytes'), bytes: hexBytes }),
  z.strictObject({ kind: z.literal('line'), line: z.enum(['cts', 'dsr', 'dcd']) }),
]);

export const barrierSettings = z.strictObject({
  laneId: id,
  path: z.string().min(1).max(200),
  baudRate: z.literal([1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200]).default(9600),
  board: board.prefault({ kind: 'lcus' }),
  passed: passed.prefault({ kind: 'none' }),
  passWithinMs: z.int().min(1_000).max(120_000).default(15_000),
  pulseMs: z.int().min(100).max(10_000).default(1_000),
  lampMs: z.int().min(100).max(30_000).default(3_000),
  buzzerMs: z.int().min(0).max(10_000).default(500),
});

export type BarrierSettings = z.infer<typeof barrierSettings>;
