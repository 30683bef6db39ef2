/** Who makes the days ahead and drops the old ones while the collector runs? */

import type { Database } from '../database.ts';
import type { Log } from '../log.ts';
import type { ConsoleSecret } from '../secret.ts';
import { expireCases } from '../tracing/hand-out.ts';
import { makeDays } from './partitions.ts';
import { firstDayKept, purgeBefore } from './purge-days.ts';

const EVERY_MS = 60 * 60_000;

/**
 * At once and each hour; `days` counts today, `null` drops nothing. A database that refuses is met again an hour later: a day
 * that is missing by then is made by the first batch that needs it.
 */
export function keepDays(
  database: Database,
  secret: ConsoleSecret,
  days: number | null,
  log: Log,
): { readonly close: () => Promise<void> } {
  let underWay = turn();
  const timer = setInterval(() => {
    underWay = underWay.then(turn);
  }, EVERY_MS);
  timer.unref();

  async function turn(): Promise<void> {
    try {
      await makeDays(database);
      const cases = await expireCases(database);
      if (cases > 0) log('cases-expired', { cases });
      if (days === null) return;
      const first = await firstDayKept(database, days);
      for (const { day, entries } of await purgeBefore(database, secret, first, `keep-days:${days}`)) {
        log('day-purged', { day, entries });
      }
    } catch (error) {
      log('days-failed', { error: error instanceof Error ? error.name : 'unknown' });
    }
  }

  return {
    close: async () => {
      clearInterval(timer);
      await underWay;
    },
  };
}
