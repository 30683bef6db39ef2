/** Which other entries are the same person's, because their cards were joined into one visit? */

import type { Database } from 'better-sqlite3';
import type { Sealer } from '../core/ports.ts';
import { joinedWith } from '../core/visit/join-visits.ts';
import { prepareNotesOf } from './visit-notes.ts';

type Place = { readonly id: number; readonly device: string; readonly epoch: string; readonly seq: number };

const SELECT =
  'select entry.id, epoch.device, epoch.name as epoch, entry.seq from entry join epoch on epoch.id = entry.epoch_id';

/** These ids and those joined to them, each once; a card that was parted again is not. */
export function prepareJoinedIds(database: Database, sealer: Sealer): (ids: readonly number[]) => number[] {
  const notesOf = prepareNotesOf(database, sealer);
  const byId = database.prepare<[number], Place>(`${SELECT} where entry.id = ?`);
  const byPlace = database.prepare<[string, number], Place>(`${SELECT} where epoch.name = ? and entry.seq = ?`);
  const joinedTo = database.prepare<[string, number], Place>(`${SELECT} where entry.id in (
    select entry_id from visit_note where linked_epoch = ? and linked_seq = ? and kind = 'joined')`);

  function partnerOf(place: Place): Place[] {
    const link = joinedWith(notesOf(place.id, place));
    const found = link === null ? undefined : byPlace.get(link.epoch, link.seq);
    return found === undefined ? [] : [found];
  }

  return (ids) => {
    const known = new Set<number>();
    const waiting = ids.flatMap((id) => byId.get(id) ?? []);
    for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
      if (known.has(place.id)) continue;
      known.add(place.id);
      const { id } = place;
      const others = joinedTo
        .all(place.epoch, place.seq)
        .filter((other) => partnerOf(other).some((each) => each.id === id));
      waiting.push(...partnerOf(place), ...others);
    }
    return [...known];
  };
}
