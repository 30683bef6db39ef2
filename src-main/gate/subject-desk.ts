/** What becomes of a person's request to see, to have, or to be taken out of what this gate holds? */

import type { SubjectEntryItem, SubjectErased, SubjectExport, SubjectSummary } from '../contract/subject-api.ts';
import { typedNumberKey, typedPhoneKey } from '../core/code/subject-key.ts';
import type { Tagger } from '../core/ports.ts';
import type { Store } from '../store/open-store.ts';
import type { SubjectEntry } from '../store/subject-entries.ts';
import { subjectText } from './subject-text.ts';

export type SubjectDesk = {
  readonly findSubject: (input: { readonly number: string }) => SubjectSummary;
  readonly exportSubject: (input: { readonly number: string }) => SubjectExport;
  readonly eraseSubject: (input: { readonly number: string }) => SubjectErased;
};

export type SubjectDeskOptions = {
  readonly store: Pick<Store, 'entriesOf' | 'erase' | 'find'>;
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
      return { summary, entries, text: subjectText(summary, entries) };
    },
    eraseSubject: ({ number }) => {
      const tags = tagsOf(number);
      const isWatched = tags.some((tag) => store.find(tag) !== null);
      const erased = store.erase(tags, options.nowUtcMs());
      const common = { isWatched, damagedLogs: options.damagedLogs() };
      if (erased === null) return { type: 'nobody', ...common };
      options.renewBackup();
      options.dropRescuedLogs();
      const { entries, uploaded, sealedForAuthority, unsent, isJournalEmpty } = erased;
      log('subject-erased', { entries, uploaded, sealedForAuthority });
      options.onLetGo();
      options.onChange();
      return { type: 'erased', entries, uploaded, sealedForAuthority, unsent, isJournalEmpty, ...common };
    },
  };
}

function itemOf({ id, at, personal, state, ...entry }: SubjectEntry): SubjectEntryItem {
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
  };
}
