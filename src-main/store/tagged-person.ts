/** Who of the list is written down, and under which tags? */

import type { RosterPerson } from '../core/roster/person.ts';

/** With the tags that only who holds the tag key can make. */
export type TaggedPerson = {
  readonly person: RosterPerson;
  readonly subjectTag: string | null;
  /** Of the number and of every badge. */
  readonly tags: readonly string[];
  readonly tagMark: string;
};
