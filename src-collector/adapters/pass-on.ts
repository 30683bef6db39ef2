/** How is what waits passed on to one system: one owner at a time, nothing lost, nothing under two names? */

import { randomUUID } from 'node:crypto';
import type { Connection, Database, Row } from '../database.ts';
import type { Adapter, PassedItem, SendAnswer } from './adapter.ts';
import { SEND_WITHIN_MS } from './adapter.ts';
import type { Delivery, Settled } from './delivery.ts';
import { delivery, firstOf, nextParts, settle, sizeOf } from './delivery.ts';
import { readItems } from './read-items.ts';

/** Three sends: who stands still for as long has lost it, and marks nothing any more. */
const OWNED_MS = 3 * SEND_WITHIN_MS;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 5 * 60_000;
const WORD = /^[a-z0-9-]{1,40}$/;

export type Passed =
  | { readonly type: 'passed'; readonly items: number; readonly refused: number }
  | { readonly type: 'failed'; readonly why: string }
  /** Nothing waits, another is the owner, or it is not time yet. */
  | { readonly type: 'nothing' };

type Owned = Row & { readonly handed: number; readonly delivery: unknown; readonly failures: number };

const OWN = `
  update adapter_state set owner = $2::uuid, owned_until = now() + $3 * interval '1 millisecond'
  where name = $1 and (owner is null or owner = $2::uuid or owned_until < now()) and (retry_at is null or retry_at <= now())
  returning handed::float8 as handed, delivery, failures`;

/** From now on what is stored is passed on to these too. What was stored before is not. */
export async function registerAdapters(database: Database, names: readonly string[]): Promise<void> {
  await database.transaction(async ({ query }) => {
    await query('insert into adapter_state (name) select unnest($1::text[]) on conflict do nothing', [names]);
    await query('insert into adapter (name) select unnest($1::text[]) on conflict do nothing', [names]);
  });
}

/** Nothing is passed on to these any more, and what waits is let go of. */
export async function endAdapters(database: Database, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  await database.transaction(async ({ query }) => {
    await query('delete from adapter where name = any($1::text[])', [names]);
    await query('delete from adapter_state where name = any($1::text[])', [names]);
    await query('delete from adapter_outbox where adapter = any($1::text[])', [names]);
    await query('delete from adapter_aside where adapter = any($1::text[])', [names]);
  });
}

/** Passes on the first of what waits. Killed at any point, the same delivery goes out again under the same id. */
export async function passSomeOn(
  database: Database,
  adapter: Adapter,
  owner: string,
  ownedMs: number = OWNED_MS,
): Promise<Passed> {
  const [owned] = await database.query<Owned>(OWN, [adapter.name, owner, ownedMs]);
  if (owned === undefined) return { type: 'nothing' };
  const under = await underWay(database, adapter.name, owner, owned);
  if (under === null) return { type: 'nothing' };
  const items = await readItems(database, under.parts, under.first, adapter.include);
  const answer = await send(adapter, under.id, items);
  return database.transaction((connection) => conclude(connection, { adapter, owner, owned, under, items }, answer));
}

/** What was under way, or the next, written down before anybody hears of it. `null`: nothing waits, or it is another's now. */
async function underWay(database: Database, name: string, owner: string, owned: Owned): Promise<Delivery | null> {
  if (owned.delivery !== null) return delivery.parse(owned.delivery);
  const parts = await nextParts(database, name);
  if (parts.length === 0) return null;
  const next: Delivery = { id: randomUUID(), first: owned.handed + 1, parts };
  return (await writeDown(database, name, owner, next)) ? next : null;
}

async function writeDown({ query }: Connection, name: string, owner: string, next: Delivery): Promise<boolean> {
  const rows = await query(
    `update adapter_state set delivery = $3::jsonb where name = $1 and owner = $2::uuid returning name`,
    [name, owner, JSON.stringify(next)],
  );
  return rows.length > 0;
}

async function send(adapter: Adapter, id: string, items: readonly PassedItem[]): Promise<SendAnswer> {
  try {
    return await adapter.send({ id, items });
  } catch (error) {
    // An adapter of somebody else's may throw; what it says may quote what it was given.
    return { type: 'retry', afterMs: null, why: wordOf(error instanceof Error ? error.name.toLowerCase() : 'failed') };
  }
}

type Ended = {
  readonly adapter: Adapter;
  readonly owner: string;
  readonly owned: Owned;
  readonly under: Delivery;
  readonly items: readonly PassedItem[];
};

async function conclude(connection: Connection, ended: Ended, answer: SendAnswer): Promise<Passed> {
  const { adapter, owner, owned, under, items } = ended;
  const { query } = connection;
  const [mine] = await query(
    `select name from adapter_state where name = $1 and owner = $2::uuid and delivery->>'id' = $3 for update`,
    [adapter.name, owner, under.id],
  );
  // Another took over meanwhile, and sends the same under the same id.
  if (mine === undefined) return { type: 'nothing' };
  if (answer.type === 'too-much' && items.length > 1) {
    const half: Delivery = { ...under, id: randomUUID(), parts: firstOf(under.parts, Math.ceil(items.length / 2)) };
    await writeDown(connection, adapter.name, owner, half);
    return { type: 'passed', items: 0, refused: 0 };
  }
  if (answer.type === 'retry') return putOff(connection, adapter.name, owned.failures, answer);
  const settled = settledOf(under, answer);
  await settle(connection, adapter.name, settled);
  const left = sizeOf(under.parts) - settled.length;
  await query(
    `update adapter_state set delivery = null, handed = greatest(handed, $2), failures = case when $3 then failures + 1 else 0 end,
       retry_at = case when $3 then now() + $4 * interval '1 millisecond' end, trouble = case when $3 then 'not-yet' end,
       taken_at = now() where name = $1`,
    [adapter.name, under.first + items.length - 1, left > 0, waitMs(owned.failures)],
  );
  const refused = settled.filter(({ refusedBecause }) => refusedBecause !== null).length;
  return { type: 'passed', items: settled.length, refused };
}

/** The whole delivery stays as it is. */
async function putOff(
  { query }: Connection,
  name: string,
  failures: number,
  { afterMs, why }: Extract<SendAnswer, { type: 'retry' }>,
): Promise<Passed> {
  const wait = Math.min(afterMs ?? waitMs(failures), LONGEST_RETRY_MS);
  await query(
    `update adapter_state set failures = failures + 1, retry_at = now() + $2 * interval '1 millisecond', trouble = $3 where name = $1`,
    [name, Math.max(0, wait), wordOf(why)],
  );
  return { type: 'failed', why: wordOf(why) };
}

/** One alone that is too much is refused. */
function settledOf(under: Delivery, answer: Exclude<SendAnswer, { type: 'retry' }>): Settled[] {
  const flat = under.parts.flatMap((part) => part.seqs.map((seq) => ({ part, seq })));
  if (answer.type === 'too-much') return flat.map((each) => ({ ...each, refusedBecause: wordOf(answer.why) }));
  const refused = new Map(answer.refused?.map(({ number, reason }) => [number, wordOf(reason)]));
  const notYet = new Set(answer.notYet);
  return flat.flatMap((each, index) => {
    const number = under.first + index;
    return notYet.has(number) ? [] : [{ ...each, refusedBecause: refused.get(number) ?? null }];
  });
}

function waitMs(failures: number): number {
  return Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(failures, 20));
}

/** A word of another system's is shown; a sentence, which might name somebody, is not. */
function wordOf(text: string): string {
  return WORD.test(text) ? text : 'other';
}
