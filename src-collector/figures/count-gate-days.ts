/** What came to these gates on these days, by what is in the table now? */

import { createHash } from 'node:crypto';
import type { Connection, Row } from '../database.ts';
import { STANDS } from '../queries.ts';
import type { PersonSketch } from './person-sketch.ts';
import { addPerson, emptySketch } from './person-sketch.ts';

/** `day`: `YYYY-MM-DD`, Vietnam's calendar, the gate's clock. */
export type GateDayKey = { readonly device: string; readonly day: string };

export type GateDay = GateDayKey & {
  readonly scans: number;
  readonly admitted: number;
  readonly checked: number;
  readonly refused: number;
  readonly manual: number;
  /** Exact. */
  readonly persons: number;
  /** Of these, by the authority's tag of the week. */
  readonly tracedPersons: number;
  readonly sketch: PersonSketch;
};

/** Each gate's day is looked up by itself, however many are asked for. */
const STANDING = `
  from unnest($1::uuid[], $2::date[]) as asked (device_id, day)
  join entry on entry.device_id = asked.device_id
    and wall_at >= asked.day::timestamp at time zone 'Asia/Ho_Chi_Minh'
    and wall_at < (asked.day + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'
    and ${STANDS}`;

const KEY = `asked.device_id::text as device, to_char(asked.day, 'YYYY-MM-DD') as day`;

const COUNTS = `
  select ${KEY}, count(*)::int as scans,
    (count(*) filter (where verdict = 'admit'))::int as admitted,
    (count(*) filter (where verdict = 'check'))::int as checked,
    (count(*) filter (where verdict = 'refuse'))::int as refused,
    (count(*) filter (where reader_kind = 'manual'))::int as manual
  ${STANDING} group by 1, 2`;

const PERSONS = `
  select ${KEY}, detail->>'tracingTag' as tracing, subject_tag as own ${STANDING}
    and verdict <> 'refuse' and (detail->>'tracingTag' is not null or subject_tag is not null)
  group by 1, 2, 3, 4`;

type Counts = Row & GateDayKey & Pick<GateDay, 'scans' | 'admitted' | 'checked' | 'refused' | 'manual'>;
type Tags = Row & GateDayKey & { readonly tracing: string | null; readonly own: string | null };

const NONE = { scans: 0, admitted: 0, checked: 0, refused: 0, manual: 0 } as const;

/**
 * Counts what stands of the entries that each gate made on its day; a day with none is zero. A person is known by the authority's tag of the
 * week; where a gate has no key for it, by the gate's own, so that the same person at two such gates is two. Who was refused is no
 * person of the day.
 */
export async function countGateDays({ query }: Connection, asked: readonly GateDayKey[]): Promise<readonly GateDay[]> {
  const keys = [asked.map(({ device }) => device), asked.map(({ day }) => day)];
  const counts = new Map((await query<Counts>(COUNTS, keys)).map((row) => [keyOf(row), row]));
  const tags = Map.groupBy(await query<Tags>(PERSONS, keys), keyOf);
  return asked.map(({ device, day }) => {
    const key = keyOf({ device, day });
    const { scans, admitted, checked, refused, manual } = counts.get(key) ?? NONE;
    return { device, day, scans, admitted, checked, refused, manual, ...personsOf(tags.get(key) ?? []) };
  });
}

function keyOf({ device, day }: GateDayKey): string {
  return `${device} ${day}`;
}

function personsOf(rows: readonly Tags[]): Pick<GateDay, 'persons' | 'tracedPersons' | 'sketch'> {
  const traced = new Set(rows.flatMap(({ tracing }) => tracing ?? []));
  // The key of the week may have come in the middle of the day: who has both tags is one.
  const alsoTraced = new Set(rows.flatMap(({ tracing, own }) => (tracing === null ? [] : (own ?? []))));
  const others = new Set(rows.flatMap(({ tracing, own }) => (tracing === null && own !== null ? [own] : [])));
  const untraced = [...others].filter((own) => !alsoTraced.has(own));
  const sketch = emptySketch();
  for (const tag of [...traced, ...untraced]) addPerson(sketch, evenTag(tag));
  return { persons: traced.size + untraced.length, tracedPersons: traced.size, sketch };
}

/** A gate may write its tags as it likes; the sketch wants even bits. */
function evenTag(tag: string): string {
  return /^[0-9a-f]{64}$/.test(tag) ? tag : createHash('sha256').update(tag).digest('hex');
}
