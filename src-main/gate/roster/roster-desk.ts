/** How is the list of who is expected kept, looked into, and let go of? */

import { randomBytes } from 'node:crypto';
import { setImmediate as others } from 'node:timers/promises';
import { CANNOT_NOTE } from '../../contract/access-api.ts';
import type { Gate } from '../../contract/gate.ts';
import type { PersonInput, PersonRefusal, RosterSummary } from '../../contract/roster-api.ts';
import type { Settings } from '../../contract/settings.ts';
import { ROSTER_GROUPS } from '../../core/entry/roster.ts';
import { dayStartUtcMs } from '../../core/entry/tally.ts';
import type { RosterPerson } from '../../core/roster/person.ts';
import { plainBadge, plainNumber, shownNumber } from '../../core/roster/person.ts';
import type { Store } from '../../store/open-store.ts';
import type { Audit } from '../audit-desk.ts';
import type { LoadDesk } from './load-desk.ts';
import { csvHeaders, csvPeople } from './roster-csv.ts';
import type { RosterTags } from './roster-tags.ts';
import { searchPeople } from './search-people.ts';

export type RosterDesk = {
  readonly calls: Pick<
    Gate,
    | 'rosterSummary'
    | 'findPeople'
    | 'openPerson'
    | 'savePerson'
    | 'removePerson'
    | 'addVisitor'
    | 'returnBadge'
    | 'rosterTemplate'
    | 'exportRoster'
  >;
  /** By a clock that is sure: who has had their day, and whose time on the list is over. */
  readonly forget: (nowUtcMs: number) => Promise<void>;
  /** Begins what a start has to see to: tags of another key, lists that were not finished. */
  readonly tidy: () => Promise<void>;
};

export type RosterDeskOptions = {
  readonly store: Store;
  readonly tags: RosterTags;
  readonly loads: Pick<LoadDesk, 'today'>;
  readonly settings: () => Settings;
  readonly nowUtcMs: () => number;
  readonly isClosed: () => boolean;
  readonly onChange: () => void;
  readonly noteFirst: Audit['noteFirst'];
  readonly log: (event: string, fields?: Record<string, number | string>) => void;
};

const DAY_MS = 24 * 3_600_000;
/** As many as take a few milliseconds. */
const PEOPLE_A_STEP = 60;
const TAGS_A_STEP = 2_000;
const FIRST_OF_ALL = Number.MAX_SAFE_INTEGER;

export function openRosterDesk(options: RosterDeskOptions): RosterDesk {
  const { store, tags, loads, settings, nowUtcMs, noteFirst, log } = options;
  let lost = 0;

  async function summary(): Promise<RosterSummary> {
    const book = await loads.today();
    const atUtcMs = nowUtcMs();
    const counts = store.countRoster(atUtcMs);
    const groups: RosterSummary['groups'] = [];
    for (const group of ROSTER_GROUPS) {
      const { total, now } = counts.find((each) => each.group === group) ?? { total: 0, now: 0 };
      let arrived = 0;
      for (let after: number | null = 0; after !== null && total > 0; await others()) {
        const some = store.expectedTags(group, atUtcMs, after, TAGS_A_STEP);
        arrived += some.filter(({ tags: theirs }) => theirs.some(book.hasArrived)).length;
        after = some.at(-1)?.id ?? null;
      }
      groups.push({ group, total, expected: now, arrived });
    }
    return { groups, badgesOut: store.badgesOut(), lost };
  }

  /** Checks what somebody typed; the person as it is kept, or what is wrong. */
  function checked(id: number | null, input: PersonInput, isBadgeOut: boolean): RosterPerson | PersonRefusal {
    const [number, insurance] = [input.number, input.insuranceNumber].map(numberTyped);
    if (number === undefined || insurance === undefined) return 'number-odd';
    const badges = input.badges.filter((badge) => badge !== '').map(plainBadge);
    if (badges.includes(null)) return 'badge-odd';
    const plain = [...new Set(badges.filter((badge) => badge !== null))];
    if (plain.some((badge) => isTaken(badge, id))) return 'badge-taken';
    const { validFromUtcMs, validUntilUtcMs, laneIds, group } = input;
    if (validFromUtcMs !== null && validUntilUtcMs !== null && validUntilUtcMs <= validFromUtcMs)
      return 'ends-too-early';
    const lanes = settings().lanes.map((lane) => lane.id);
    if (laneIds?.every((laneId) => lanes.includes(laneId)) === false) return 'unknown-lane';
    const isKnownByNothing = number === null && insurance === null && plain.length === 0;
    if (isKnownByNothing && (group === 'staff' || group === 'contractor')) return 'nothing-to-know-by';
    const insuranceNumber = insurance === number ? null : insurance;
    return withCode({ ...input, number, insuranceNumber, badges: plain, isBadgeOut });
  }

  function isTaken(badge: string, id: number | null): boolean {
    const atUtcMs = nowUtcMs();
    return store
      .peopleWithTag(tags.ofBadge(badge))
      .some((other) => other.id !== id && (other.person?.validUntilUtcMs ?? Number.POSITIVE_INFINITY) > atUtcMs);
  }

  function save(id: number | null, input: PersonInput, isBadgeOut: boolean) {
    const person = checked(id, input, isBadgeOut);
    if (typeof person === 'string') return { type: 'refused' as const, reason: person };
    try {
      const tagged = tags.tagged(person);
      if (id === null) return { type: 'saved' as const, id: store.addPerson(tagged, nowUtcMs()) };
      return store.changePerson(id, tagged)
        ? { type: 'saved' as const, id }
        : { type: 'refused' as const, reason: 'unknown-person' as const };
    } catch {
      return { type: 'refused' as const, reason: 'cannot-write' as const };
    } finally {
      options.onChange();
    }
  }

  async function allOf(group: RosterPerson['group'], take: (people: readonly RosterPerson[]) => void): Promise<void> {
    for (let before = FIRST_OF_ALL; ; await others()) {
      const some = store.rosterPeople(group, before, PEOPLE_A_STEP);
      take(some.flatMap(({ person }) => (person === null ? [] : [person])));
      const last = some.at(-1);
      if (last === undefined) return;
      before = last.id;
    }
  }

  return {
    calls: {
      rosterSummary: summary,
      findPeople: async (query) =>
        searchPeople(query, { store, tags, book: await loads.today(), nowUtcMs: nowUtcMs() }),
      openPerson: ({ id }) => {
        const person = store.rosterPerson(id)?.person ?? null;
        if (person === null) return { type: 'refused', reason: 'unknown-person' };
        if (!noteFirst('person-revealed', { what: 'roster', id })) return { type: 'refused', reason: CANNOT_NOTE };
        const { isBadgeOut: _, badges, laneIds, ...fields } = person;
        return {
          type: 'person',
          person: { ...fields, badges: [...badges], laneIds: laneIds === null ? null : [...laneIds] },
        };
      },
      savePerson: ({ id, person }) =>
        save(id, person, id === null ? false : (store.rosterPerson(id)?.person?.isBadgeOut ?? false)),
      removePerson: ({ id }) => {
        const isGone = store.removePerson(id);
        options.onChange();
        return { type: isGone ? 'removed' : 'unknown-person' };
      },
      addVisitor: ({ name, number, company, host, badge }) => {
        const validFromUtcMs = dayStartUtcMs(nowUtcMs());
        const visitor: PersonInput = {
          group: 'visitor',
          name,
          number,
          insuranceNumber: null,
          badges: badge === null ? [] : [badge],
          department: company,
          host,
          note: null,
          laneIds: null,
          validFromUtcMs,
          validUntilUtcMs: validFromUtcMs + DAY_MS,
        };
        return save(null, visitor, badge !== null);
      },
      returnBadge: ({ id }) => {
        const kept = store.rosterPerson(id)?.person ?? null;
        if (kept === null) return { type: 'unknown-person' };
        // From now on it may be another visitor's.
        store.changePerson(id, tags.tagged({ ...kept, badges: [], isBadgeOut: false }));
        options.onChange();
        return { type: 'returned' };
      },
      rosterTemplate: ({ language }) => ({ csv: csvHeaders(language) }),
      exportRoster: async ({ group, language }) => {
        if (!noteFirst('exported', { what: 'roster', group })) return { type: 'refused', reason: CANNOT_NOTE };
        const lanes = new Map(settings().lanes.map(({ id, name }) => [id, name]));
        const parts = [csvHeaders(language)];
        let people = 0;
        await allOf(group, (some) => {
          people += some.length;
          parts.push(csvPeople(some, lanes));
        });
        log('roster-exported', { people });
        return { type: 'exported', csv: parts.join(''), people };
      },
    },
    forget: async (sureUtcMs) => {
      const { roster, retention } = settings();
      const [brief, long] = [sureUtcMs - roster.keepDays * DAY_MS, sureUtcMs - retention.days * DAY_MS];
      let forgotten = 0;
      for (let gone = 1; gone > 0 && !options.isClosed(); await others()) {
        gone = store.forgetRoster(brief, long, PEOPLE_A_STEP);
        forgotten += gone;
      }
      if (forgotten > 0) log('roster-forgotten', { people: forgotten });
    },
    tidy: async () => {
      store.giveUpStaged();
      let retagged = 0;
      for (let isOver = false; !isOver && !options.isClosed(); await others()) {
        const step = store.retagRoster(tags.mark(), tags.tagged, PEOPLE_A_STEP);
        retagged += step.retagged;
        lost += step.lost;
        isOver = step.retagged + step.lost === 0;
      }
      while (!options.isClosed() && store.dropGone(PEOPLE_A_STEP) > 0) await others();
      if (retagged + lost > 0) log('roster-retagged', { retagged, lost });
    },
  };
}

/** Who has neither number nor badge gets a code of their own: the desk can let them in by it, and it can be printed. */
export function withCode(person: RosterPerson): RosterPerson {
  if (shownNumber(person) !== null || person.badges.length > 0) return person;
  return { ...person, badges: [`GC-${randomBytes(9).toString('hex').toUpperCase()}`] };
}

/** `null` where nothing was typed, `undefined` where it can be no number of a card. */
function numberTyped(typed: string | null): string | null | undefined {
  return typed === null || typed === '' ? null : (plainNumber(typed) ?? undefined);
}
