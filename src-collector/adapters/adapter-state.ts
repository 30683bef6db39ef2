/** What waits for each system, what did it not take, and may that be tried again? */

import type { AdapterRow } from '../contract/adapter-calls.ts';
import type { Database, Row } from '../database.ts';

const MOST_ASIDE_SHOWN = 100;
const MOST_RETRIED = 10_000;

const STATES = `
  select state.name, coalesce(waiting.items, 0)::float8 as waiting,
    (extract(epoch from waiting.oldest) * 1000)::float8 as "oldestAtUtcMs", coalesce(aside.items, 0)::float8 as "setAside",
    state.owned_until >= now() and state.owner is not null as "isAttended", failures, trouble,
    (extract(epoch from retry_at) * 1000)::float8 as "retryAtUtcMs", (extract(epoch from taken_at) * 1000)::float8 as "takenAtUtcMs"
  from adapter join adapter_state as state on state.name = adapter.name
  left join (select adapter, sum(cardinality(seqs)) as items, min(made_at) as oldest from adapter_outbox group by adapter) as waiting
    on waiting.adapter = state.name
  left join (select adapter, count(*) as items from adapter_aside group by adapter) as aside on aside.adapter = state.name
  order by state.name`;

const ASIDE = `
  select device_id::text as device, epoch, seq::float8 as seq, kind, reason,
    (extract(epoch from refused_at) * 1000)::float8 as "refusedAtUtcMs"
  from adapter_aside where adapter = $1 order by refused_at desc, device_id, epoch, seq limit ${MOST_ASIDE_SHOWN}`;

/** One statement: what leaves one table is in the other. */
const RETRY = `
  with back as (
    delete from adapter_aside using (
      select device_id, epoch, seq, kind from adapter_aside where adapter = $1
      order by device_id, epoch, kind, seq limit ${MOST_RETRIED} for update
    ) as chosen
    where adapter_aside.adapter = $1 and adapter_aside.device_id = chosen.device_id and adapter_aside.epoch = chosen.epoch
      and adapter_aside.seq = chosen.seq and adapter_aside.kind = chosen.kind
    returning adapter_aside.device_id, adapter_aside.epoch, adapter_aside.kind, adapter_aside.seq
  ), again as (
    insert into adapter_outbox (adapter, device_id, epoch, kind, seqs)
    select $1, device_id, epoch, kind, array_agg(seq order by seq) from back group by device_id, epoch, kind
    order by device_id, epoch, kind
  )
  select count(*)::int as entries from back`;

export type AdapterFigures = Pick<AdapterRow, 'name' | 'waiting' | 'setAside' | 'oldestAtUtcMs'>;

export function adapterFigures(database: Database): Promise<(Row & AdapterFigures)[]> {
  return database.query<Row & AdapterFigures>(STATES);
}

export async function listAdapters(database: Database): Promise<AdapterRow[]> {
  const states = await database.query<Row & Omit<AdapterRow, 'aside'>>(STATES);
  return Promise.all(
    states.map(async (state) => ({
      ...state,
      aside: await database.query<Row & AdapterRow['aside'][number]>(ASIDE, [state.name]),
    })),
  );
}

/** Lets a system try what it did not take, and at once; how much of it. `null`: there is no such system. */
export async function retryAdapter(database: Database, name: string): Promise<number | null> {
  return database.transaction(async ({ query }) => {
    const [known] = await query('update adapter_state set retry_at = null where name = $1 returning name', [name]);
    if (known === undefined) return null;
    const [row] = await query<{ entries: number }>(RETRY, [name]);
    return row?.entries ?? 0;
  });
}
