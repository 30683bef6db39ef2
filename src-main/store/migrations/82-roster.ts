/** Where does the gate keep who is expected here? */

import type { Database } from 'better-sqlite3';

/** Who it is stands only in the encrypted block; tags find the row, and days say when it goes. */
export function migrateTo82(database: Database): void {
  database.exec(`
    -- Some people of one group, brought in together. A list comes into force whole, and goes whole.
    create table roster_list (
      id integer primary key autoincrement,
      person_group text not null check (person_group in ('staff', 'contractor', 'visitor', 'guest')),
      -- staged: being written. live: in force. gone: being deleted.
      state text not null check (state in ('staged', 'live', 'gone')),
      -- by-hand: the one list of its group to which single people are added.
      is_by_hand integer not null check (is_by_hand in (0, 1)),
      added_at_utc_ms real not null
    ) strict;

    -- Autoincrement: the number of somebody removed is not given to another, so a late click changes nobody else.
    create table roster_person (
      id integer primary key autoincrement,
      list_id integer not null references roster_list (id),
      -- Of the number where it is known, else of a badge: what entries of this person are found by.
      subject_tag text,
      valid_from_utc_ms real,
      -- Exclusive.
      valid_until_utc_ms real,
      is_badge_out integer not null check (is_badge_out in (0, 1)),
      added_at_utc_ms real not null,
      -- Which tag key the tags were made under: a tag of nobody.
      tag_mark text not null,
      key_id text not null,
      sealed blob not null
    ) strict;
    create index roster_person_by_list on roster_person (list_id, id);
    create index roster_person_by_end on roster_person (valid_until_utc_ms) where valid_until_utc_ms is not null;
    create index roster_person_badge_out on roster_person (id) where is_badge_out = 1;

    -- Tags of numbers and of badges alike: one look for any code.
    create table roster_tag (
      tag text not null,
      person_id integer not null references roster_person (id),
      primary key (tag, person_id)
    ) strict, without rowid;
    create index roster_tag_by_person on roster_tag (person_id);
  `);
}
