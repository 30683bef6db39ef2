/** What came to these gates on these days, by what is in the table now? */

import { createHash } from 'node:crypto';
import type { Connection, Row } from '../database.ts';
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

/**
 * One day of many gates, read once for all that is counted of it: with the day's bounds plain to see, the planner looks a few gates up by
 * themselves and reads the day from end to end for many. What was taken back is fetched for all of them together: asked for each entry, it
 * would be looked for in every day that is kept. A row for each person, gate by gate; one without tags for all that names nobody.
 */
const STANDING = `
  declare standing cursor for
  with taken_back as materialized (
    select device_id, epoch, corrects as seq from entry where device_id = any($1::uuid[]) and corrects is not null
  )
  select place::int as place, detail->>'tracingTag' as tracing, subject_tag as own, count(*)::int as scans,
    (count(*) filter (where verdict = 'admit'))::int as admitted,
    (count(*) filter (where verdict = 'check'))::int as checked,
    (count(*) filter (where verdict = 'refuse'))::int as refused,
    (count(*) filter (where reader_kind = 'manual'))::int as manual
  from unnest($1::uuid[]) with ordinality as asked (device_id, place)
  join entry on entry.device_id = asked.device_id and corrects is null
    and wall_at >= $2::date::timestamp at time zone 'Asia/Ho_Chi_Minh'
    and wall_at < ($2::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'
  where not exists (select 1 from taken_back
    where taken_back.device_id = entry.device_id and taken_back.epoch = entry.epoch and taken_back.seq = entry.seq)
  group by 1, 2, 3 order by 1`;

const FETCHED = 20_000;

type Counts = Pick<GateDay, 'scans' | 'admitted' | 'checked' | 'refused' | 'manual'>;
/** `place`: which of the gates that were asked for, from 1. */
type Person = Row & Counts & { readonly place: number; readonly tracing: string | null; readonly own: string | null };

/**
 * Counts what stands of the entries that each gate made on its day; a day with none is zero. A person is known by the authority's tag of the
 * week; where a gate has no key for it, by the gate's own, so that the same person at two such gates is two. Who was refused is no
 * person of the day. Has to be within a transaction. `fetched`: rows that are in memory at once, whatever a day holds.
 */
export async function countGateDays(
  connection: Connection,
  asked: readonly GateDayKey[],
  fetched = FETCHED,
): Promise<readonly GateDay[]> {
  const counted: GateDay[] = [];
  for (const [day, gates] of Map.groupBy(asked, (key) => key.day)) {
    counted.push(...(await countDay(connection, gates, day, fetched)));
  }
  return counted;
}

async function countDay(
  { query }: Connection,
  gates: readonly GateDayKey[],
  day: string,
  fetched: number,
): Promise<GateDay[]> {
  const counted = gates.map(({ device }) => gateDayOf(device, day, []));
  await query(STANDING, [gates.map(({ device }) => device), day]);
  let waiting: Person[] = [];
  for (let isAll = false; !isAll; ) {
    const rows = await query<Person>(`fetch ${fetched} from standing`);
    isAll = rows.length < fetched;
    const whole = Map.groupBy([...waiting, ...rows], ({ place }) => place);
    // Of the last one there may be more to come.
    const last = rows.at(-1)?.place;
    waiting = isAll || last === undefined ? [] : (whole.get(last) ?? []);
    for (const [place, persons] of whole) {
      const device = gates[place - 1]?.device;
      if (device !== undefined && (isAll || place !== last)) counted[place - 1] = gateDayOf(device, day, persons);
    }
  }
  await query('close standing');
  return counted;
}

function gateDayOf(device: string, day: string, persons: readonly Person[]): GateDay {
  const sum = (of: (counts: Counts) => number): number => persons.reduce((total, person) => total + of(person), 0);
  return {
    device,
    day,
    scans: sum(({ scans }) => scans),
    admitted: sum(({ admitted }) => admitted),
    checked: sum(({ checked }) => checked),
    refused: sum(({ refused }) => refused),
    manual: sum(({ manual }) => manual),
    ...personsOf(persons.filter(({ scans, refused }) => scans > refused)),
  };
}

function personsOf(rows: readonly Person[]): Pick<GateDay, 'persons' | 'tracedPersons' | 'sketch'> {
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
