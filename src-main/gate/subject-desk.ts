/** What becomes of a person's request to see, to have, or to be taken out of what this gate holds? */

import { CANNOT_NOTE } from '../contract/access-api.ts';
import type {
  HeldOfSubject,
  SubjectEntryItem,
  SubjectErased,
  SubjectExport,
  SubjectSummary,
} from '../contract/subject-api.ts';
import { typedNumberKey, typedTags } from '../core/code/subject-key.ts';
import type { Tagger } from '../core/ports.ts';
import type { Store } from '../store/open-store.ts';
import type { KeptPerson } from '../store/roster.ts';
import type { SubjectEntry } from '../store/subject-entries.ts';
import type { Audit } from './audit-desk.ts';
import { subjectText } from './subject-text.ts';

export type SubjectDesk = {
  readonly calls: {
    readonly findSubject: (input: { readonly number: string }) => SubjectSummary;
    readonly exportSubject: (input: { readonly number: string }) => SubjectExport;
    readonly eraseSubject: (input: { readonly number: string; readonly reason?: string | undefined }) => SubjectErased;
  };
  /** For another desk, which notes it. */
  readonly readSubject: (input: { readonly number: string }) => HeldOfSubject;
};

export type SubjectDeskOptions = {
  readonly store: Pick<
    Store,
    'entriesOf' | 'erase' | 'rowsUnder' | 'eraseFromRoster' | 'watchedUnder' | 'linesWith' | 'forgetNotesWith'
  >;
  readonly tagger: Tagger;
  readonly nowUtcMs: () => number;
  readonly renewBackup: () => void;
  /** Originals of damaged logs that nobody has had rescued: whoever is asked for may stand in them. */
  readonly damagedLogs: () => number;
  /** Originals of damaged logs that were rescued: not needed any more. */
  readonly dropRescuedLogs: () => void;
  /** A person was taken out: there is a new receipt. */
  readonly onLetGo: () => void;
  readonly onChange: () => void;
  readonly noteFirst: Audit['noteFirst'];
  readonly log: (event: string, fields?: Record<string, number | string>) => void;
};

/** Whom a request is about: every number that the list of who is expected has for the one that was typed, and their tags. */
type Subject = { readonly numbers: readonly string[]; readonly tags: readonly string[] };

/** The numbers are turned into tags at once, and go nowhere else: not into the log, not into a receipt. */
export function openSubjectDesk(options: SubjectDeskOptions): SubjectDesk {
  const { store, tagger, noteFirst, log } = options;

  function subjectOf(typed: string): Subject {
    const tags = typedTags(typed, tagger);
    const listed = store.rowsUnder(tags).flatMap(({ person }) => (person === null ? [] : numbersOf(person)));
    const numbers = [...new Set([typed, ...listed])];
    // Badges are left out: one may have been another's before.
    return { numbers, tags: [...new Set([...tags, ...listed.map((number) => tagger.tag(typedNumberKey(number)))])] };
  }

  function read({ numbers, tags }: Subject): HeldOfSubject {
    const found = store.entriesOf(tags);
    const entries = found.map(itemOf);
    const roster = store.rowsUnder(tags).map(({ addedAtUtcMs, person }) => ({ addedAtUtcMs, person }));
    const watched = store.watchedUnder(tags).map(({ id: _, ...rest }) => rest);
    const handOvers = numbers
      .flatMap((number) => store.linesWith(number))
      .map(({ givenAtUtcMs, lines }) => ({ givenAtUtcMs, lines: [...lines] }));
    const summary: SubjectSummary = {
      ...countsOf(found),
      firstAtUtcMs: found[0]?.at.wallUtcMs ?? null,
      lastAtUtcMs: found.at(-1)?.at.wallUtcMs ?? null,
      isWatched: watched.length > 0,
      rosterPeople: roster.length,
      handOverNotes: handOvers.length,
      damagedLogs: options.damagedLogs(),
    };
    const held = { summary, entries, roster, watched, handOvers };
    return { ...held, text: subjectText(held) };
  }

  /** Entries before the list: it alone knows that two numbers are one person's, should this be cut off in the middle. */
  function erase({ numbers, tags }: Subject, isWatched: boolean): SubjectErased {
    const erased = store.erase(tags, options.nowUtcMs());
    const handOverNotes = numbers.reduce((sum, number) => sum + store.forgetNotesWith(number), 0);
    const rosterPeople = store.eraseFromRoster(tags);
    const kept = { isWatched, rosterPeople, handOverNotes, damagedLogs: options.damagedLogs() };
    if (erased !== null || handOverNotes + rosterPeople > 0) {
      log('subject-erased', { ...countsIn(erased), rosterPeople, handOverNotes });
      options.renewBackup();
      options.onChange();
    }
    if (erased === null) return { type: 'nobody', ...kept };
    options.dropRescuedLogs();
    options.onLetGo();
    const { unsent, isJournalEmpty } = erased;
    return { type: 'erased', ...countsIn(erased), unsent, isJournalEmpty, ...kept };
  }

  return {
    calls: {
      findSubject: ({ number }) => read(subjectOf(number)).summary,
      exportSubject: ({ number }) => {
        const held = read(subjectOf(number));
        const { entries } = held.summary;
        if (!noteFirst('exported', { what: 'subject', entries })) return { type: 'refused', reason: CANNOT_NOTE };
        log('subject-exported', { entries });
        return { type: 'exported', ...held };
      },
      eraseSubject: ({ number, reason }) => {
        const subject = subjectOf(number);
        const { summary } = read(subject);
        const { entries, uploaded, sealedForAuthority, rosterPeople, handOverNotes, isWatched } = summary;
        const detail = { entries, uploaded, sealedForAuthority, rosterPeople, handOverNotes };
        if (!noteFirst('person-erased', detail, reason ?? null)) return { type: 'refused', reason: CANNOT_NOTE };
        return erase(subject, isWatched);
      },
    },
    readSubject: ({ number }) => read(subjectOf(number)),
  };
}

/** Whether there is nothing of that person that this gate could hand over. */
export function isNothing({ entries, isWatched, rosterPeople, handOverNotes }: SubjectSummary): boolean {
  return entries + rosterPeople + handOverNotes === 0 && !isWatched;
}

function numbersOf({ number, insuranceNumber }: NonNullable<KeptPerson['person']>): string[] {
  return [number, insuranceNumber].filter((each) => each !== null);
}

function countsOf(found: readonly SubjectEntry[]) {
  return {
    entries: found.length,
    uploaded: found.filter(({ state }) => state === 'done').length,
    sealedForAuthority: found.filter(({ forAuthority }) => forAuthority !== null).length,
  };
}

function countsIn(erased: { entries: number; uploaded: number; sealedForAuthority: number } | null) {
  const { entries = 0, uploaded = 0, sealedForAuthority = 0 } = erased ?? {};
  return { entries, uploaded, sealedForAuthority };
}

function itemOf({ id, at, personal, state, notes, ...entry }: SubjectEntry): SubjectEntryItem {
  return {
    epoch: id.epoch,
    seq: id.seq,
    atUtcMs: at.wallUtcMs,
    laneId: entry.laneId,
    direction: entry.direction,
    readerKind: entry.readerKind,
    codeKind: entry.codeKind,
    verification: entry.verification,
    verdict: entry.verdict,
    reasons: [...entry.reasons],
    isUploaded: state === 'done',
    isSealedForAuthority: entry.forAuthority !== null,
    person: personal,
    notes: [...notes],
  };
}
