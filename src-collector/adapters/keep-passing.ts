/** Who passes on what waits while the collector runs? */

import { randomUUID } from 'node:crypto';
import type { Database } from '../database.ts';
import type { Log } from '../log.ts';
import type { Adapter } from './adapter.ts';
import { passSomeOn } from './pass-on.ts';

/** How long something new may lie when nothing was there before. */
const LOOK_EVERY_MS = 2_000;

/** Each system by itself: one that does not answer holds up no other. Ends after the sends that are under way. */
export function keepPassingOn(
  database: Database,
  adapters: readonly Adapter[],
  log: Log,
): { readonly close: () => Promise<void> } {
  const owner = randomUUID();
  const ending = new AbortController();
  const loops = adapters.map((adapter) => passOn(database, adapter, owner, ending.signal, log));
  return {
    close: async () => {
      ending.abort();
      await Promise.all(loops);
      if (adapters.length === 0) return;
      // The other instance need not wait; where the database does not answer, it waits for a minute.
      await database
        .query('update adapter_state set owner = null where owner = $1::uuid', [owner])
        .catch(() => undefined);
    },
  };
}

async function passOn(
  database: Database,
  adapter: Adapter,
  owner: string,
  ending: AbortSignal,
  log: Log,
): Promise<void> {
  while (!ending.aborted) {
    try {
      const passed = await passSomeOn(database, adapter, owner);
      if (passed.type === 'passed') {
        if (passed.refused > 0) log('passing-on-refused', { adapter: adapter.name, entries: passed.refused });
        continue;
      }
      if (passed.type === 'failed') log('passing-on-failed', { adapter: adapter.name, why: passed.why });
    } catch (error) {
      log('passing-on-failed', { adapter: adapter.name, error: error instanceof Error ? error.name : 'unknown' });
    }
    await pause(LOOK_EVERY_MS, ending);
  }
}

/** Nobody waits for it: it keeps no process alive. */
function pause(ms: number, ending: AbortSignal): Promise<void> {
  return new Promise((over) => {
    if (ending.aborted) return over();
    const timer = setTimeout(over, ms);
    timer.unref();
    ending.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        over();
      },
      { once: true },
    );
  });
}
