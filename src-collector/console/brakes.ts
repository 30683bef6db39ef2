/** May somebody try once more, or not yet? Kept in the database: an attacker who goes to the next instance finds the same. */

import type { Connection } from '../database.ts';
import type { ConsoleSecret } from '../secret.ts';

export type BrakeKind = 'account' | 'address' | 'code' | 'invitation';

type Pace = { readonly free: number; readonly firstS: number };

/** A person mistypes a few times. Behind one address a whole office may. */
const PACES: Readonly<Record<BrakeKind, Pace>> = {
  account: { free: 5, firstS: 5 },
  address: { free: 30, firstS: 5 },
  code: { free: 5, firstS: 30 },
  invitation: { free: 30, firstS: 5 },
};
const LONGEST_S = 15 * 60;
/** After a day without a failure all is forgotten. */
const FORGET_S = 24 * 60 * 60;

export type Brakes = {
  /** Takes one try, before anything is looked at, so that many at once gain nothing. `null` = go on; else wait so many seconds. */
  readonly take: (kind: BrakeKind, what: string) => Promise<number | null>;
  /** It was right: all tries are given back. */
  readonly release: (kind: BrakeKind, what: string) => Promise<void>;
  /** It was right for one; what others failed at stays. */
  readonly giveBack: (kind: BrakeKind, what: string) => Promise<void>;
};

/** Each failure beyond the free ones doubles the wait. A try while one waits is not counted: nobody is kept out for good. */
const TAKE = `
  insert into console_brake (key, failures, last_at, opens_at) values ($1, 1, now(), now())
  on conflict (key) do update set
    failures = case when console_brake.last_at < now() - $5 * interval '1 second' then 1 else console_brake.failures + 1 end,
    last_at = now(),
    opens_at = case
      when console_brake.last_at < now() - $5 * interval '1 second' or console_brake.failures + 1 < $2 then now()
      else now() + least($4, $3 * power(2, least(console_brake.failures + 1 - $2, 20))) * interval '1 second' end
  where console_brake.opens_at <= now()
  returning 1 as taken`;

export function openBrakes({ query }: Connection, secret: ConsoleSecret): Brakes {
  const keyOf = (kind: BrakeKind, what: string): Buffer => secret.lookUpKey(`${kind} ${what}`);
  return {
    take: async (kind, what) => {
      const { free, firstS } = PACES[kind];
      const key = keyOf(kind, what);
      const [taken] = await query(TAKE, [key, free, firstS, LONGEST_S, FORGET_S]);
      if (taken !== undefined) return null;
      const [row] = await query<{ waitS: number }>(
        `select ceil(extract(epoch from opens_at - now()))::int as "waitS" from console_brake where key = $1`,
        [key],
      );
      return Math.max(1, row?.waitS ?? 1);
    },
    release: async (kind, what) => {
      await query('delete from console_brake where key = $1', [keyOf(kind, what)]);
    },
    giveBack: async (kind, what) => {
      await query('update console_brake set failures = greatest(0, failures - 1), opens_at = now() where key = $1', [
        keyOf(kind, what),
      ]);
    },
  };
}

/** What is held for one visitor: an IPv6 network gives each of its users 2^64 addresses. */
export function visitorOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail = ''] = plain.split('%')[0]?.split('::') ?? [];
  const [front, back] = [head.split(':').filter(Boolean), tail.split(':').filter(Boolean)];
  const middle = plain.includes('::') ? Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0') : [];
  return `${[...front, ...middle, ...back]
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':')}::`;
}
