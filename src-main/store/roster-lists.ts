/** How does a long list come into force whole, though it is written in short steps between scans? */

import type { Database } from 'better-sqlite3';
import type { RosterGroup } from '../core/entry/roster.ts';
import type { TaggedPerson } from './tagged-person.ts';

export type StoredRosterLists = {
  /** A list that nobody sees yet. */
  readonly beginList: (group: RosterGroup, atUtcMs: number) => number;
  /** One short transaction. */
  readonly addToList: (listId: number, people: readonly TaggedPerson[], atUtcMs: number) => void;
  /** In one step: the list is in force, and with `replace` no other of its group is any more. */
  readonly publishList: (listId: number, how: 'replace' | 'add') => void;
  /** Lets go of a list that was not finished. */
  readonly giveUpList: (listId: number) => void;
  /** What a restart found half written. */
  readonly giveUpStaged: () => void;
  /** Deletes at most so many people of lists that are gone; how many, 0 = done. */
  readonly dropGone: (limit: number) => number;
  /**
   * After `add`: of each person of this list the older rows of the same group, for the next people after `afterId`; the last id that
   * was looked at, `null` = done.
   */
  readonly dropSuperseded: (listId: number, afterId: number, limit: number) => number | null;
};

export type RosterListVerbs = Omit<StoredRosterLists, 'addToList' | 'dropGone' | 'dropSuperseded'> & {
  readonly idsOfGone: (limit: number) => number[];
  readonly forgetEmptyLists: () => 0;
  readonly dropSuperseded: (
    listId: number,
    afterId: number,
    limit: number,
    drop: (id: number) => boolean,
  ) => number | null;
  readonly listByHand: (group: RosterGroup, atUtcMs: number) => number;
  readonly listOf: (personId: number) => number;
};

export function prepareRosterLists(database: Database): RosterListVerbs {
  const begin = database.prepare<[RosterGroup, 'staged' | 'live', 0 | 1, number]>(
    'insert into roster_list (person_group, state, is_by_hand, added_at_utc_ms) values (?, ?, ?, ?)',
  );
  const byHand = database
    .prepare<[RosterGroup], number>(
      "select id from roster_list where person_group = ? and is_by_hand = 1 and state = 'live' limit 1",
    )
    .pluck();
  const retire = database.prepare<[number, number]>(
    `update roster_list set state = 'gone' where state = 'live' and id <> ?
       and person_group = (select person_group from roster_list where id = ?)`,
  );
  const publish = database.prepare<[number]>("update roster_list set state = 'live' where id = ? and state = 'staged'");
  const giveUp = database.prepare<[number]>("update roster_list set state = 'gone' where id = ? and state = 'staged'");
  const giveUpAll = database.prepare("update roster_list set state = 'gone' where state = 'staged'");
  const gone = database
    .prepare<[number], number>(
      `select person.id from roster_list as list join roster_person as person on person.list_id = list.id
       where list.state = 'gone' limit ?`,
    )
    .pluck();
  const forget = database.prepare(
    "delete from roster_list where state = 'gone' and not exists (select 1 from roster_person where list_id = roster_list.id)",
  );
  const membersAfter = database
    .prepare<[number, number, number], number>(
      'select id from roster_person where list_id = ? and id > ? order by id limit ?',
    )
    .pluck();
  const olderOf = database
    .prepare<[number, number], number>(
      `select distinct other.id from roster_tag as mine
         join roster_tag as theirs on theirs.tag = mine.tag and theirs.person_id <> mine.person_id
         join roster_person as other on other.id = theirs.person_id
         join roster_list as list on list.id = other.list_id
       where mine.person_id = ? and list.state = 'live' and list.id <> ?
         and list.person_group = (select person_group from roster_list join roster_person on list_id = roster_list.id
           where roster_person.id = mine.person_id)`,
    )
    .pluck();
  const listOf = database.prepare<[number], number>('select list_id from roster_person where id = ?').pluck();

  return {
    beginList: (group, atUtcMs) => Number(begin.run(group, 'staged', 0, atUtcMs).lastInsertRowid),
    publishList: (listId, how) =>
      database
        .transaction(() => {
          publish.run(listId);
          if (how === 'replace') retire.run(listId, listId);
        })
        .immediate(),
    giveUpList: (listId) => void giveUp.run(listId),
    giveUpStaged: () => void giveUpAll.run(),
    idsOfGone: (limit) => gone.all(limit),
    forgetEmptyLists: () => {
      forget.run();
      return 0;
    },
    dropSuperseded: (listId, afterId, limit, drop) => {
      const members = membersAfter.all(listId, afterId, limit);
      for (const member of members) olderOf.all(member, listId).forEach(drop);
      return members.at(-1) ?? null;
    },
    listByHand: (group, atUtcMs) => byHand.get(group) ?? Number(begin.run(group, 'live', 1, atUtcMs).lastInsertRowid),
    listOf: (personId) => listOf.get(personId) ?? 0,
  };
}
