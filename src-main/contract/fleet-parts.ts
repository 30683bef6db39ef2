/** Which of a gate's settings may be set from afar, for many gates and for one? */

import { z } from 'zod';
import { isPemText } from './network-settings.ts';
import { settings } from './settings.ts';

/**
 * Everything else is a gate's own: where it stands, its lanes, who may read who passed (`authority`), its collector, where it keeps copies. `null`: the
 * whole of that section.
 */
const FOR_MANY = {
  venue: ['hours'],
  rules: null,
  roster: null,
  trust: null,
  network: ['proxy', 'ca'],
  retention: null,
  visits: null,
  notice: null,
  screen: null,
  hospital: null,
  support: null,
} as const;

/** What is plugged into one machine makes sense for that machine alone. */
const FOR_ONE = { readers: null, barriers: null, visitorScreen: null } as const;

export type FleetPart = keyof typeof FOR_MANY | keyof typeof FOR_ONE;

/** Any part of the settings that may be set, by their own names. */
export type FleetParts = { readonly [part in FleetPart]?: Readonly<Record<string, unknown>> | readonly unknown[] };

/** A proxy's password would be read by everybody who has the file; a certificate is its text, as a path is one machine's. */
const isForMany = ({ network }: FleetParts): boolean => {
  const { ca = '', proxy = '' } = (network ?? {}) as { readonly ca?: string; readonly proxy?: string };
  return !proxy.includes('@') && (ca === '' || isPemText(ca));
};

const NAMES_OF = { ...FOR_MANY, ...FOR_ONE } as const;

/** Of one gate or of many; who it is for is asked by `isForOneGate`. Values are what the settings themselves take, and nothing is filled in. */
export const fleetParts: z.ZodType<FleetParts> = z
  .strictObject(
    Object.fromEntries(
      Object.entries(NAMES_OF).map(([name, fields]) => [
        name,
        partOf(settings.shape[name as FleetPart], fields ?? undefined).optional(),
      ]),
    ),
  )
  .refine((parts) => isForMany(parts as FleetParts), { path: ['network'], error: 'not-for-many' })
  .refine(({ readers }) => !Array.isArray(readers) || readers.every(isReal), { path: ['readers'], error: 'simulated' });

export function isForOneGate(parts: FleetParts): boolean {
  return Object.keys(parts).some((name) => Object.hasOwn(FOR_ONE, name));
}

function isReal(reader: unknown): boolean {
  return !(typeof reader === 'object' && reader !== null && 'kind' in reader && reader.kind === 'simulated');
}

/** Without defaults: what is not said is not set. */
function partOf(schema: unknown, names?: readonly string[]): z.ZodType {
  const inner = withoutDefault(schema);
  if (!(inner instanceof z.ZodObject)) return inner;
  const fields = Object.entries(inner.shape).filter(([name]) => names === undefined || names.includes(name));
  return z.strictObject(Object.fromEntries(fields.map(([name, field]) => [name, partOf(field).optional()])));
}

function withoutDefault(schema: unknown): z.ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return withoutDefault(schema.unwrap());
  return schema as z.ZodType;
}
