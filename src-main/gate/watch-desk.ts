/** How does a guard's number become somebody on the watch list? */

import type { Gate } from '../contract/gate.ts';
import { maskNumber } from '../core/code/mask.ts';
import { typedNumberKey } from '../core/code/subject-key.ts';
import type { Tagger } from '../core/ports.ts';
import type { StoredWatchList } from '../store/watch-list.ts';

export type WatchDesk = Pick<Gate, 'listWatched' | 'addWatched' | 'removeWatched'>;

/** Only the tag and the mask of a number are kept. */
export function openWatchDesk(list: StoredWatchList, tagger: Tagger, nowUtcMs: () => number): WatchDesk {
  return {
    listWatched: () => list.listWatched(),
    addWatched: ({ number, action, keepDays = null }) => {
      list.addWatched({
        subjectTag: tagger.tag(typedNumberKey(number)),
        maskedNumber: maskNumber(number) ?? '',
        action,
        addedAtUtcMs: nowUtcMs(),
        keepDays,
      });
      return { type: 'added' };
    },
    removeWatched: ({ id }) => {
      list.removeWatched(id);
      return { type: 'removed' };
    },
  };
}
