/** What came to one gate on one day, by what is in the table now? */

import { createHash } from 'node:crypto';
import type { Connection, Row } from '../database.ts';
import type { PersonSketch } from './person-sketch.ts';
import { addPerson, emptySketch } from './person-sketch.ts';

export type GateDay = {
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

/** Neither taken back nor the taking back of another. */
const STANDING = `
  from entry where device_id = $1::uuid
    and wall_at >= ($2::date)::timestamp at time zone 'Asia/Ho_Chi_Minh'
    and wall_at < ($2::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'
    and corrects is null
    and not exists (select 1 from entry as later
      where later.device_id = entry.device_id and later.epoch = entry.epoch and later.corrects = entry.seq)`;

const COUNTS = `
  select count(*)::int as scans,
    (count(*) filter (where verdict = 'admit'))::int as admitted,
    (count(*) filter (where verdict = 'check'))::int as checked,
    (count(*) filter (where verdict = 'refuse'))::int as refused,
    (count(*) filter (where reader_kind = 'manual'))::int as manual
  ${STANDING}`;

const PERSONS = `
  select detail->>'tracingTag' as tracing, subject_tag as own ${STANDING}
    and verdict <> 'refuse' and (detail->>'tracingTag' is not null or subject_tag is not null)
  group by 1, 2`;

type Counts = Row & Pick<GateDay, 'scans' | 'admitted' | 'checked' | 'refused' | 'manual'>;

/**
 * Counts what stands of the entries that the gate made on `day` (`YYYY-MM-DD`, Vietnam's calendar, the gate's clock). A person is
 * known by the authority's tag of the week; where a gate has no key for it, by the gate's own, so that the same person at two such
 * gates is two. Who was refused is no person of the day.
 */
export async function countGateDay({ query }: Connection, device: string, day: string): Promise<GateDay> {
  const [counts] = await query<Counts>(COUNTS, [device, day]);
  if (counts === undefined) throw new Error('counting gave no row');
  const rows = await query<{ tracing: string | null; own: string | null }>(PERSONS, [device, day]);
  const traced = new Set(rows.flatMap(({ tracing }) => tracing ?? []));
  // The key of the week may have come in the middle of the day: who has both tags is one.
  const alsoTraced = new Set(rows.flatMap(({ tracing, own }) => (tracing === null ? [] : (own ?? []))));
  const others = new Set(rows.flatMap(({ tracing, own }) => (tracing === null && own !== null ? [own] : [])));
  const untraced = [...others].filter((own) => !alsoTraced.has(own));
  const sketch = emptySketch();
  for (const tag of [...traced, ...untraced]) addPerson(sketch, evenTag(tag));
  const { scans, admitted, checked, refused, manual } = counts;
  const persons = traced.size + untraced.length;
  return { scans, admitted, checked, refused, manual, persons, tracedPersons: traced.size, sketch };
}

/** A gate may write its tags as it likes; the sketch wants even bits. */
function evenTag(tag: string): string {
  return /^[0-9a-f]{64}$/.test(tag) ? tag : createHash('sha256').update(tag).digest('hex');
}
