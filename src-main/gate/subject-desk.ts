/** What becomes of a person's request to see, to have, or to be taken out of what this gate holds? */

import type { SubjectEntryItem, SubjectErased, SubjectExport, SubjectSummary } from '../contract/subject-api.ts';
import { typedNumberKey, typedPhoneKey } from '../core/code/subject-key.ts';
import type { Tagger } from '../core/ports.ts';
import type { Store } from '../store/open-store.ts';
import type { SubjectEntry } from '../store/subject-entries.ts';
import type { Audit } from './audit-desk.ts';
import { subjectText } from './subject-text.ts';

export type SubjectDesk = {
  readonly findSubject: (input: { readonly number: string }) => SubjectSummary;
  readonly exportSubject: (input: { readonly number: string }) => SubjectExport;
  readonly eraseSubject: (input: { readonly number: string; readonly reason?: string | undefined }) => SubjectErased;
};

export type SubjectDeskOptions = {
  readonly store: Pick<Store, 'entriesOf' | 'erase' | 'find' | 'forgetNotesWith'>;
  readonly tagger: Tagger;
  /** Of the list of who is expected: everybody under these tags, and how many that were. */
  readonly eraseFromRoster?: (tags: readonly string[]) => number;
  readonly onRoster?: (tags: readonly string[]) => number;
  readonly nowUtcMs: () => number;
  readonly renewBackup: () => void;
  /** Originals of damaged logs that nobody has had rescued: whoever is asked for may stand in them. */
  readonly damagedLogs: () => number;
  /** Originals of damaged logs that were rescued: not needed any more. */
  readonly dropRescuedLogs: () => void;
  /** A person was taken out: there is a new receipt. */
  readonly onLetGo: () => void;
  readonly onChange: () => void;
  readonly note: Audit['note'];
  readonly log: (event: string, fields?: Record<string, number | string>) => void;
};

/** The number is turned into tags at once, and goes nowhere else: not into the log, not into a receipt. */
export function openSubjectDesk(options: SubjectDeskOptions): SubjectDesk {
  const { store, tagger, log } = options;

  /** A number may have been typed as a phone's where a person had no paper. */
  function tagsOf(number: string): string[] {
    const typed = number.replace(/[\s.-]/g, '');
    return [typedNumberKey(typed), typedPhoneKey(typed)].map((key) => tagger.tag(key));
  }

  function summaryOf(tags: readonly string[], entries: readonly SubjectEntry[]): SubjectSummary {
    return {
      entries: entries.length,
      uploaded: entries.filter(({ state }) => state === 'done').length,
      sealedForAuthority: entries.filter(({ forAuthority }) => forAuthority !== null).length,
      firstAtUtcMs: entries[0]?.at.wallUtcMs ?? null,
      lastAtUtcMs: entries.at(-1)?.at.wallUtcMs ?? null,
      isWatched: tags.some((tag) => store.find(tag) !== null),
      damagedLogs: options.damagedLogs(),
      rosterPeople: options.onRoster?.(tags) ?? 0,
    };
  }

  return {
    findSubject: ({ number }) => {
      const tags = tagsOf(number);
      return summaryOf(tags, store.entriesOf(tags));
    },
    exportSubject: ({ number }) => {
      const tags = tagsOf(number);
      const found = store.entriesOf(tags);
      const summary = summaryOf(tags, found);
      const entries = found.map(itemOf);
      log('subject-exported', { entries: entries.length });
      options.note('exported', { what: 'subject', entries: entries.length });
      return { summary, entries, text: subjectText(summary, entries) };
    },
    eraseSubject: ({ number, reason }) => {
      const tags = tagsOf(number);
      const isWatched = tags.some((tag) => store.find(tag) !== null);
      const rosterPeople = options.eraseFromRoster?.(tags) ?? 0;
      if (rosterPeople > 0) options.renewBackup();
      const erased = store.erase(tags, options.nowUtcMs());
      const notes = store.forgetNotesWith(number.replace(/[\s.-]/g, ''));
      if (notes > 0) log('hand-over-notes-emptied', { notes });
      const common = { isWatched, rosterPeople, damagedLogs: options.damagedLogs() };
      if (erased === null) return { type: 'nobody', ...common };
      options.renewBackup();
      options.dropRescuedLogs();
      const { entries, uploaded, sealedForAuthority, unsent, isJournalEmpty } = erased;
      log('subject-erased', { entries, uploaded, sealedForAuthority });
      options.note('person-erased', { entries, uploaded, sealedForAuthority }, reason ?? null);
      options.onLetGo();
      options.onChange();
      return { type: 'erased', entries, uploaded, sealedForAuthority, unsent, isJournalEmpty, ...common };
    },
  };
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
