/** How does a badge become somebody's without anybody typing it, and how is somebody let in who forgot it? */

import type { Gate } from '../../contract/gate.ts';
import { cleanText } from '../../core/code/clean-text.ts';
import type { Shown } from '../../core/entry/entry.ts';
import { MOST_BADGES, plainBadge, shownNumber } from '../../core/roster/person.ts';
import type { Reading } from '../../core/scan/reading.ts';
import type { Store } from '../../store/open-store.ts';
import type { ScanDesk } from '../scan-desk.ts';
import type { TestDesk } from '../test-desk.ts';
import type { RosterTags } from './roster-tags.ts';

export type LinkDesk = {
  readonly calls: Pick<Gate, 'linkBadge' | 'linkState' | 'admitPerson'>;
  /** A code that was only tried out. */
  readonly noteTried: (reading: Reading, shown: Shown) => void;
};

export type LinkDeskOptions = {
  readonly store: Pick<Store, 'rosterPerson' | 'changePerson' | 'peopleWithTag'>;
  readonly tags: RosterTags;
  readonly tests: TestDesk;
  readonly scans: () => Pick<ScanDesk, 'hasLane' | 'scan' | 'submitManualEntry'>;
  readonly onChange: () => void;
};

type LinkState = 'none' | 'waiting' | 'linked' | 'taken' | 'unreadable' | 'over';

/** What the log says of somebody whom the guard knew by the list, and not by a card. */
const KNOWN_BY_LIST = 'Có trong danh sách, không mang thẻ';

export function openLinkDesk({ store, tags, tests, scans, onChange }: LinkDeskOptions): LinkDesk {
  let state: LinkState = 'none';
  let waiting: { readonly id: number; readonly laneId: string } | null = null;

  function link(id: number, text: string): LinkState {
    const person = store.rosterPerson(id)?.person ?? null;
    const cleaned = cleanText(text);
    const badge = cleaned.type === 'cleaned' ? plainBadge(cleaned.text) : null;
    if (person === null || badge === null || person.badges.length >= MOST_BADGES) return 'unreadable';
    if (store.peopleWithTag(tags.ofBadge(badge)).some((other) => other.id !== id)) return 'taken';
    store.changePerson(id, tags.tagged({ ...person, badges: [...new Set([...person.badges, badge])] }));
    return 'linked';
  }

  return {
    noteTried: ({ laneId, text }, { codeKind }) => {
      if (waiting?.laneId !== laneId) return;
      // An ID card is known by its number: as a badge it would never be looked for.
      const isBadge = codeKind === 'opaque' || codeKind === 'badge' || codeKind === 'place';
      state = isBadge ? link(waiting.id, text) : 'unreadable';
      if (state === 'unreadable') return;
      waiting = null;
      tests.set(laneId, false);
      onChange();
    },
    calls: {
      linkBadge: ({ id, laneId }) => {
        if (!scans().hasLane(laneId)) return { type: 'unknown-lane' };
        if (store.rosterPerson(id) === null) return { type: 'unknown-person' };
        waiting = { id, laneId };
        state = 'waiting';
        tests.set(laneId, true);
        return { type: 'waiting' };
      },
      linkState: () => {
        if (waiting !== null && !tests.isTesting(waiting.laneId)) {
          waiting = null;
          state = 'over';
        }
        return { state };
      },
      admitPerson: ({ id, laneId }) => {
        const person = store.rosterPerson(id)?.person ?? null;
        if (person === null) return { type: 'unknown-person' };
        if (!scans().hasLane(laneId)) return { type: 'unknown-lane' };
        const [badge] = person.badges;
        const { name } = person;
        const number = shownNumber(person);
        if (number !== null) scans().submitManualEntry({ laneId, name, number, phone: null, note: KNOWN_BY_LIST });
        else if (badge !== undefined) scans().scan({ laneId, readerKind: 'manual', text: badge, encoding: 'utf-8' });
        else return { type: 'unknown-person' };
        return { type: 'shown' };
      },
    },
  };
}
