/** Who is given entries without their persons, page by page? */

import { isWithin } from '../contract/unit-path.ts';
import { entriesPage } from '../entries-page.ts';
import type { Handlers } from './caller.ts';
import { done, refuse } from './caller.ts';
import type { DeskTools } from './desk.ts';

export function entriesDesk({ database }: DeskTools): Handlers<'entries.page'> {
  return {
    'entries.page': async (caller, input, note) => {
      if (!isWithin(input.unit, caller.unit)) return refuse(403, 'beyond-unit');
      const page = await entriesPage(database, input);
      if (page === null) return refuse(400, 'unknown-cursor');
      // Before it is handed out: where the log takes nothing, nobody is given anything.
      if (page.entries.length > 0) await note({ entries: page.entries.length });
      return done({ ...page, entries: [...page.entries] });
    },
  };
}
