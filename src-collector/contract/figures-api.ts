/** Which figures does a unit ask for, and what does each of them mean? */

import { z } from 'zod';
import { unitPath } from './unit-path.ts';

const count = z.int().min(0);
const day = z.iso.date();

/** A share of scans in [0, 1]; `null` of none. */
const share = z.number().min(0).max(1).nullable();
/** Half of what is between is less than `errorShare` of it, one standard error; 0 = counted one by one. */
const persons = z.strictObject({ about: count, errorShare: z.number().min(0).max(1) });

export const unitDay = z.strictObject({
  day,
  scans: count,
  admitted: count,
  checked: count,
  refused: count,
  manual: count,
  persons,
  activeVenues: count,
  activeGates: count,
});

/** A unit or a venue as a line of its parent's table. */
const line = z.strictObject({
  registeredVenues: count,
  registeredGates: count,
  newVenues: count,
  activeVenues: count,
  activeGates: count,
  scans: count,
  meanScans: z.number().min(0),
  persons,
  refused: count,
  manualShare: share,
  /** Registered before the day, and nothing came from it on the day. */
  isSilent: z.boolean(),
});

export const unitLine = line.extend({ unit: unitPath });
export const venueLine = line.extend({ venueId: z.string(), name: z.string(), kind: z.string() });

/** Known by its lanes: a gate has no name of its own. */
export const gateLine = line.extend({ device: z.uuid(), lanes: z.array(z.string()) });

export const MOST_LINES = 500;
export const MOST_DAYS = 62;

export const unitFiguresInput = z.strictObject({
  unit: unitPath,
  /** In Vietnam. */
  day,
  /** How many days up to `day` the series has. */
  days: z.int().min(1).max(MOST_DAYS).default(14),
});

export const unitFiguresAnswer = z.strictObject({
  unit: unitPath,
  day,
  total: line,
  series: z.array(unitDay).max(MOST_DAYS),
  units: z.array(unitLine).max(MOST_LINES),
  /** Those that stand in the unit itself. */
  venues: z.array(venueLine).max(MOST_LINES),
  /** More units or venues than these have lines. */
  isCut: z.boolean(),
  /** When the newest of it was counted; `null` = nothing was. */
  countedAtUtcMs: z.number().nullable(),
  /** So many days of gates have entries that are not in it yet. */
  dueGateDays: count,
});

export const venueFiguresInput = unitFiguresInput.extend({ venueId: z.string().min(1).max(200) });

export const venueFiguresAnswer = z.strictObject({
  unit: unitPath,
  venueId: z.string(),
  name: z.string(),
  kind: z.string(),
  day,
  total: line,
  series: z.array(unitDay).max(MOST_DAYS),
  gates: z.array(gateLine).max(MOST_LINES),
  isCut: z.boolean(),
  countedAtUtcMs: z.number().nullable(),
  dueGateDays: count,
});

export type VenueFiguresInput = z.infer<typeof venueFiguresInput>;
export type VenueFigures = z.infer<typeof venueFiguresAnswer>;
export type UnitDay = z.infer<typeof unitDay>;
export type FiguresLine = z.infer<typeof line>;
export type UnitFiguresInput = z.infer<typeof unitFiguresInput>;
export type UnitFigures = z.infer<typeof unitFiguresAnswer>;
