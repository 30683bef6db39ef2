/** Where does the log keep who signed a code, and by which lists it was checked? */

import type { Database } from 'better-sqlite3';

/** Issuer and trust version of signed codes; and an index by which a used pass is known on any lane. */
export function migrateTo20(database: Database): void {
  database.exec(`
    alter table entry add column issuer text;
    alter table entry add column trust_version text;
    create index entry_by_pass on entry (subject_tag, direction) where code_kind = 'pass' and verdict = 'admit';
  `);
}
