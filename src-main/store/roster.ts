/** Who is expected here, and by which tag is each of them found? */

import type { Database } from 'better-sqlite3';
import type { Expected, RosterGroup } from '../core/entry/roster.ts';
import type { Roster, Sealer } from '../core/ports.ts';
import type { RosterPerson } from '../core/roster/person.ts';
import { shownNumber } from '../core/roster/person.ts';
import type { StoredRosterLists } from './roster-lists.ts';
import { prepareRosterLists } from './roster-lists.ts';
import type { TaggedPerson } from './tagged-person.ts';
import { oneStepOfMany } from './without-waiting.ts';

/** `person` is `null` where its key is lost: nothing is known but that somebody was expected. */
export type KeptPerson = {
  readonly id: number;
  readonly group: RosterGroup;
  readonly subjectTag: string | null;
  readonly addedAtUtcMs: number;
  readonly person: RosterPerson | null;
};

export type RosterCount = {
  readonly group: RosterGroup;
  readonly total: number;
  /** Of those, expected at this moment. */
  readonly now: number;
};

export type StoredRoster = StoredRosterLists & {
  readonly findExpected: Roster['find'];
  readonly countRoster: (nowUtcMs: number) => RosterCount[];
  readonly badgesOut: () => number;
  readonly rosterPerson: (id: number) => KeptPerson | null;
  /** Newest first, those before `beforeId`; of one group or of all. */
  readonly rosterPeople: (group: RosterGroup | null, beforeId: number, limit: number) => KeptPerson[];
  readonly peopleWithTag: (tag: string) => KeptPerson[];
  /** All rows under any of these tags, of lists that are not in force too. */
  readonly rowsUnder: (tags: readonly string[]) => KeptPerson[];
  readonly peopleWithBadgeOut: (limit: number) => KeptPerson[];
  /** Who is expected at this moment, by tag alone, in the order of ids after `afterId`. */
  readonly expectedTags: (
    group: RosterGroup,
    nowUtcMs: number,
    afterId: number,
    limit: number,
  ) => { readonly id: number; readonly tags: readonly string[] }[];
  /** Throws SQLite's error when the disk refuses, as all that writes here does. */
  readonly addPerson: (person: TaggedPerson, atUtcMs: number) => number;
  readonly changePerson: (id: number, person: TaggedPerson) => boolean;
  readonly removePerson: (id: number) => boolean;
  /** Everybody under any of these tags; how many. The journal is emptied too. */
  readonly eraseFromRoster: (tags: readonly string[]) => number;
  /** Visitors and guests whose last day ended before the first instant, the others before the second; at most so many. */
  readonly forgetRoster: (briefBeforeUtcMs: number, longBeforeUtcMs: number, limit: number) => number;
  /** Rows of another tag key, a few at a time: each is tagged anew by `tag`, or goes where its own key is lost too. */
  readonly retagRoster: (
    tagMark: string,
    tag: (person: RosterPerson) => TaggedPerson,
    limit: number,
  ) => { readonly retagged: number; readonly lost: number };
};

type Row = {
  readonly id: number;
  readonly group: RosterGroup;
  readonly subjectTag: string | null;
  readonly validFromUtcMs: number | null;
  readonly validUntilUtcMs: number | null;
  readonly isBadgeOut: 0 | 1;
  readonly addedAtUtcMs: number;
  readonly keyId: string;
  readonly sealed: Uint8Array;
};

/** What of a person is sealed; the rest stands in columns. */
type Sealed = Pick<
  RosterPerson,
  'name' | 'number' | 'insuranceNumber' | 'badges' | 'department' | 'host' | 'note' | 'laneIds'
>;
/** What rows of before do not say. */
const UNSAID = { insuranceNumber: null } as const;

const SELECT = `
  select person.id, list.person_group as "group", subject_tag as subjectTag, valid_from_utc_ms as validFromUtcMs,
    valid_until_utc_ms as validUntilUtcMs, is_badge_out as isBadgeOut, person.added_at_utc_ms as addedAtUtcMs,
    key_id as keyId, sealed
  from roster_person as person join roster_list as list on list.id = person.list_id`;
const IS_NOW =
  '(valid_from_utc_ms is null or valid_from_utc_ms <= @now) and (valid_until_utc_ms is null or valid_until_utc_ms > @now)';

export function prepareRoster(database: Database, sealer: Sealer): StoredRoster {
  const lists = prepareRosterLists(database);
  const byTag = database.prepare<{ tag: string }, Row>(
    `${SELECT} join roster_tag on roster_tag.person_id = person.id
     where roster_tag.tag = @tag and list.state = 'live' order by person.id desc limit 8`,
  );
  const byId = database.prepare<[number], Row>(`${SELECT} where person.id = ? and list.state = 'live'`);
  const newest = database.prepare<{ group: RosterGroup | null; before: number; limit: number }, Row>(
    `${SELECT} where list.state = 'live' and (@group is null or list.person_group = @group) and person.id < @before
     order by person.id desc limit @limit`,
  );
  const badgeOut = database.prepare<[number], Row>(
    `${SELECT} where is_badge_out = 1 and list.state = 'live' order by person.id desc limit ?`,
  );
  const countBadges = database
    .prepare<[], number>(
      `select count(*) from roster_person as person join roster_list as list on list.id = person.list_id
       where is_badge_out = 1 and list.state = 'live'`,
    )
    .pluck();
  const counts = database.prepare<{ now: number }, RosterCount>(`
    select list.person_group as "group", count(*) as total, count(*) filter (where ${IS_NOW}) as now
    from roster_person as person join roster_list as list on list.id = person.list_id
    where list.state = 'live' group by list.person_group`);
  const tagsNow = database.prepare<
    { group: RosterGroup; now: number; after: number; limit: number },
    { id: number; tags: string | null }
  >(`select person.id, (select group_concat(tag, ' ') from roster_tag where person_id = person.id) as tags
     from roster_person as person join roster_list as list on list.id = person.list_id
     where list.state = 'live' and list.person_group = @group and person.id > @after and ${IS_NOW}
     order by person.id limit @limit`);
  const nextId = database
    .prepare<[], number>("select coalesce((select seq from sqlite_sequence where name = 'roster_person'), 0) + 1")
    .pluck();
  const insert = database.prepare(`
    insert into roster_person (id, list_id, subject_tag, valid_from_utc_ms, valid_until_utc_ms, is_badge_out, added_at_utc_ms,
      tag_mark, key_id, sealed)
    values (@id, @listId, @subjectTag, @validFromUtcMs, @validUntilUtcMs, @isBadgeOut, @addedAtUtcMs, @tagMark, @keyId, @sealed)`);
  const update = database.prepare(`
    update roster_person set list_id = @listId, subject_tag = @subjectTag, valid_from_utc_ms = @validFromUtcMs,
      valid_until_utc_ms = @validUntilUtcMs, is_badge_out = @isBadgeOut, tag_mark = @tagMark, key_id = @keyId, sealed = @sealed
    where id = @id`);
  const insertTag = database.prepare<[string, number]>(
    'insert or ignore into roster_tag (tag, person_id) values (?, ?)',
  );
  const dropTags = database.prepare<[number]>('delete from roster_tag where person_id = ?');
  const drop = database.prepare<[number]>('delete from roster_person where id = ?');
  const idsWithTag = database.prepare<[string], number>('select person_id from roster_tag where tag = ?').pluck();
  const anyById = database.prepare<[number], Row>(`${SELECT} where person.id = ?`);
  const ended = database
    .prepare<[number, number, number], number>(
      `select person.id from roster_person as person join roster_list as list on list.id = person.list_id
       where valid_until_utc_ms is not null
         and valid_until_utc_ms < case when list.person_group in ('visitor', 'guest') then ? else ? end
       limit ?`,
    )
    .pluck();
  const ofOtherMark = database.prepare<{ mark: string; limit: number }, Row>(
    `${SELECT} where tag_mark <> @mark order by person.id limit @limit`,
  );

  function write(id: number, listId: number, { person, subjectTag, tags, tagMark }: TaggedPerson) {
    const { name, number, insuranceNumber, badges, department, host, note, laneIds } = person;
    const block: Sealed = { name, number, insuranceNumber, badges, department, host, note, laneIds };
    for (const tag of tags) insertTag.run(tag, id);
    return {
      id,
      listId,
      subjectTag,
      validFromUtcMs: person.validFromUtcMs,
      validUntilUtcMs: person.validUntilUtcMs,
      isBadgeOut: person.isBadgeOut ? 1 : 0,
      tagMark,
      keyId: sealer.keyId,
      sealed: sealer.seal(JSON.stringify(block), boundTo(id)),
    };
  }

  function add(listId: number, tagged: TaggedPerson, addedAtUtcMs: number): number {
    const id = nextId.get() ?? 1;
    // The person first: the tags name the row.
    const row = { ...write(id, listId, { ...tagged, tags: [] }), addedAtUtcMs };
    insert.run(row);
    for (const tag of tagged.tags) insertTag.run(tag, id);
    return id;
  }

  function opened({ keyId, sealed, isBadgeOut, ...row }: Row): KeptPerson {
    const { id, group, subjectTag, addedAtUtcMs, validFromUtcMs, validUntilUtcMs } = row;
    const text = sealer.open(sealed, boundTo(id), keyId);
    // The seal proves that this gate wrote the block.
    const block = text === null ? null : { ...UNSAID, ...(JSON.parse(text) as Omit<Sealed, keyof typeof UNSAID>) };
    const terms = { group, validFromUtcMs, validUntilUtcMs, isBadgeOut: isBadgeOut === 1 };
    return { id, group, subjectTag, addedAtUtcMs, person: block === null ? null : { ...block, ...terms } };
  }

  function idsUnder(tags: readonly string[]): number[] {
    return [...new Set(tags.flatMap((tag) => idsWithTag.all(tag)))];
  }

  function remove(id: number): boolean {
    dropTags.run(id);
    return drop.run(id).changes > 0;
  }

  const inOne = <T>(work: () => T): T => database.transaction(work).immediate();
  /** Of many steps between scans: what a power cut undoes is done again, or was of a list that nobody saw yet. */
  const inPassing = <T>(work: () => T): T => oneStepOfMany(database, () => inOne(work));

  return {
    ...lists,
    addToList: (listId, people, atUtcMs) => inPassing(() => void people.map((person) => add(listId, person, atUtcMs))),
    dropGone: (limit) => inPassing(() => lists.idsOfGone(limit).filter(remove).length + lists.forgetEmptyLists()),
    dropSuperseded: (listId, afterId, limit) => inPassing(() => lists.dropSuperseded(listId, afterId, limit, remove)),
    findExpected: (tag, atUtcMs) => {
      const rows = byTag.all({ tag });
      const row = rows.find((each) => isNow(each, atUtcMs)) ?? rows[0];
      return row === undefined ? null : expectedOf(opened(row), row);
    },
    countRoster: (now) => counts.all({ now }),
    badgesOut: () => countBadges.get() ?? 0,
    rosterPerson: (id) => {
      const row = byId.get(id);
      return row === undefined ? null : opened(row);
    },
    rosterPeople: (group, before, limit) => newest.all({ group, before, limit }).map(opened),
    peopleWithTag: (tag) => byTag.all({ tag }).map(opened),
    rowsUnder: (tags) => idsUnder(tags).flatMap((id) => anyById.all(id).map(opened)),
    peopleWithBadgeOut: (limit) => badgeOut.all(limit).map(opened),
    expectedTags: (group, now, after, limit) =>
      tagsNow.all({ group, now, after, limit }).map(({ id, tags }) => ({ id, tags: tags?.split(' ') ?? [] })),
    addPerson: (person, atUtcMs) => inOne(() => add(lists.listByHand(person.person.group, atUtcMs), person, atUtcMs)),
    changePerson: (id, tagged) =>
      inOne(() => {
        const row = byId.get(id);
        if (row === undefined) return false;
        dropTags.run(id);
        const group = tagged.person.group;
        const listId = row.group === group ? lists.listOf(id) : lists.listByHand(group, row.addedAtUtcMs);
        update.run(write(id, listId, tagged));
        return true;
      }),
    removePerson: (id) => inOne(() => remove(id)),
    eraseFromRoster: (tags) => {
      const erased = inOne(() => idsUnder(tags).filter(remove).length);
      if (erased > 0) database.pragma('wal_checkpoint(truncate)');
      return erased;
    },
    forgetRoster: (brief, long, limit) => inPassing(() => ended.all(brief, long, limit).filter(remove).length),
    retagRoster: (mark, tag, limit) =>
      inPassing(() => {
        let [retagged, lost] = [0, 0];
        for (const row of ofOtherMark.all({ mark, limit })) {
          const { id, person } = opened(row);
          dropTags.run(id);
          if (person === null) {
            drop.run(id);
            lost += 1;
          } else {
            update.run(write(id, lists.listOf(id), tag(person)));
            retagged += 1;
          }
        }
        return { retagged, lost };
      }),
  };
}

function expectedOf({ person, group, subjectTag }: KeptPerson, row: Row): Expected {
  return {
    group,
    name: person?.name ?? null,
    number: person === null ? null : shownNumber(person),
    subjectTag,
    validFromUtcMs: row.validFromUtcMs,
    validUntilUtcMs: row.validUntilUtcMs,
    laneIds: person?.laneIds ?? null,
    isBadgeOut: row.isBadgeOut === 1,
  };
}

function isNow({ validFromUtcMs, validUntilUtcMs }: Row, atUtcMs: number): boolean {
  return (
    (validFromUtcMs === null || validFromUtcMs <= atUtcMs) && (validUntilUtcMs === null || validUntilUtcMs > atUtcMs)
  );
}

function boundTo(id: number): string {
  return `roster|${id}`;
}
