/** By which tags is a person of the list found, and by which is it seen that the tag key is another one? */

import { cleanText } from '../../core/code/clean-text.ts';
import { typedNumberKey } from '../../core/code/subject-key.ts';
import type { Tagger } from '../../core/ports.ts';
import type { RosterPerson } from '../../core/roster/person.ts';
import type { TaggedPerson } from '../../store/tagged-person.ts';

export type RosterTags = {
  readonly tagged: (person: RosterPerson) => TaggedPerson;
  readonly ofNumber: (number: string) => string;
  readonly ofBadge: (badge: string) => string;
  /** Asked for when it is wanted: the command line opens a gate whose keys are in the key store, and tags nobody. */
  readonly mark: () => string;
};

export function createRosterTags(tagger: Tagger): RosterTags {
  const mark = (): string => tagger.tag({ scheme: 'opaque', value: '' });
  const ofNumber = (number: string): string => tagger.tag(typedNumberKey(number));

  /** A badge is tagged as the scan tags a code that it does not know. */
  function ofBadge(badge: string): string {
    const cleaned = cleanText(badge);
    return tagger.tag({ scheme: 'opaque', value: cleaned.type === 'cleaned' ? cleaned.text : badge });
  }

  return {
    mark,
    ofNumber,
    ofBadge,
    tagged: (person) => {
      const numbers = [person.number, person.insuranceNumber].filter((number) => number !== null).map(ofNumber);
      const tags = [...new Set([...numbers, ...person.badges.map(ofBadge)])];
      return { person, subjectTag: tags[0] ?? null, tags, tagMark: mark() };
    },
  };
}
