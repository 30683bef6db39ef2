/** What does a supervisor find in the log, and who opens what stands in it? */

import { CANNOT_NOTE } from '../contract/access-api.ts';
import type { FoundEntryView, RevealAnswer, RevealInput, SearchAnswer, SearchInput } from '../contract/report-api.ts';
import { typedTags } from '../core/code/subject-key.ts';
import type { Tagger } from '../core/ports.ts';
import type { FoundEntry } from '../store/report-log.ts';
import type { Audit } from './audit-desk.ts';
import type { ReportReader } from './report-reader.ts';

const PAGE = 50;

export type SearchDesk = {
  readonly searchEntries: (input: SearchInput) => Promise<SearchAnswer>;
  readonly revealEntry: (input: RevealInput) => Promise<RevealAnswer>;
};

export type SearchDeskOptions = {
  readonly reader: ReportReader;
  readonly tagger: Tagger;
  readonly noteFirst: Audit['noteFirst'];
  readonly log: (event: string, fields?: Record<string, number | string>) => void;
};

/** A number is turned into tags at once. What is shown is masked; the person is opened one entry at a time, with a reason. */
export function openSearchDesk({ reader, tagger, noteFirst, log }: SearchDeskOptions): SearchDesk {
  return {
    searchEntries: async ({ number, ...input }) => {
      const tags = number === null ? null : typedTags(number, tagger);
      const answer = await reader.ask<'search'>({ type: 'search', question: { ...input, tags, limit: PAGE } });
      if (answer.type === 'failed') {
        log('search-failed', { code: answer.code });
        return { type: 'refused', reason: 'failed' };
      }
      const { found, next, cutShortAtUtcMs } = answer.value;
      return { type: 'found', entries: found.map(viewOf), next, cutShortAtUtcMs };
    },
    revealEntry: async ({ epoch, seq, reason }) => {
      const answer = await reader.ask<'open'>({ type: 'open', epoch, seq });
      if (answer.type === 'failed') {
        log('reveal-failed', { code: answer.code });
        return { type: 'refused', reason: 'failed' };
      }
      if (answer.value === null) return { type: 'refused', reason: 'unknown-entry' };
      const person = answer.value.entry.personal;
      if (person === null) return { type: 'refused', reason: 'no-person' };
      if (!noteFirst('person-revealed', { seq }, reason)) return { type: 'refused', reason: CANNOT_NOTE };
      return { type: 'revealed', person };
    },
  };
}

function viewOf({ entry, isTakenBack, isUploaded }: FoundEntry): FoundEntryView {
  const { id, at, personal } = entry;
  return {
    epoch: id.epoch,
    seq: id.seq,
    atUtcMs: at.wallUtcMs,
    laneId: entry.laneId,
    direction: entry.direction,
    readerKind: entry.readerKind,
    codeKind: entry.codeKind,
    verdict: entry.verdict,
    reasons: [...entry.reasons],
    maskedName: personal?.maskedName ?? null,
    maskedNumber: personal?.maskedNumber ?? null,
    hasPerson: personal !== null,
    isTakenBack,
    isUploaded,
  };
}
