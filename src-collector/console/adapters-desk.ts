/** Who sees what waits for other systems, and may have it tried again? */

import { listAdapters, retryAdapter } from '../adapters/adapter-state.ts';
import type { Handlers } from './caller.ts';
import { done, refuse } from './caller.ts';
import type { DeskTools } from './desk.ts';

/** They carry the entries of all units, so they are for who sees all. */
export function adaptersDesk({ database }: DeskTools): Handlers<'adapters.list' | 'adapters.retry'> {
  return {
    'adapters.list': async (caller) =>
      caller.unit.length === 0 ? done({ adapters: await listAdapters(database) }) : refuse(403, 'beyond-unit'),
    'adapters.retry': async (caller, { name }) => {
      if (caller.unit.length > 0) return refuse(403, 'beyond-unit');
      const entries = await retryAdapter(database, name);
      return entries === null ? refuse(404, 'unknown') : done({ entries }, { adapter: name, entries });
    },
  };
}
