/** Who is given which unit's figures as a file? */

import { isWithin } from '../contract/unit-path.ts';
import { figuresFile } from '../reports/figures-file.ts';
import type { Handlers } from './caller.ts';
import { done, refuse } from './caller.ts';
import type { DeskTools } from './desk.ts';

/** Pages are drawn where uploads are taken: a few at a time, whoever asks. */
const MOST_AT_ONCE = 2;
const AGAIN_AFTER_S = 5;

export function reportDesk({ database, name, nowUtcMs }: DeskTools): Handlers<'figures.document'> {
  let underWay = 0;
  return {
    'figures.document': async (caller, order) => {
      if (!isWithin(order.unit, caller.unit)) return refuse(403, 'beyond-unit');
      if (underWay >= MOST_AT_ONCE) return refuse(429, 'busy', AGAIN_AFTER_S);
      underWay += 1;
      try {
        const file = await figuresFile(database, order, name, nowUtcMs());
        if (file === 'not-begun') return refuse(409, 'not-begun');
        return done({ name: file.name, type: file.type, base64: file.bytes.toString('base64') });
      } finally {
        underWay -= 1;
      }
    },
  };
}
