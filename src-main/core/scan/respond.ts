/** What is shown once the log has, or has not, taken the entry? */

import type { CodeKind } from '../code/code.ts';
import type { Decision } from '../entry/decide.ts';
import type { EntryDraft, Shown } from '../entry/entry.ts';
import type { RosterGroup } from '../entry/roster.ts';
import type { Commit } from '../ports.ts';

/**
 * The verdict for the screen. Shown = stored: a failed commit is *out of order*, whatever had been decided;
 * `commit` is `null` where the decision was to write nothing.
 */
export function respond(
  draft: EntryDraft,
  codeKind: CodeKind | null,
  decision: Decision,
  commit: Commit | null,
  group: RosterGroup | null = null,
): Shown {
  const shown = {
    laneId: draft.laneId,
    direction: draft.direction,
    readerKind: draft.readerKind,
    codeKind,
    maskedName: draft.personal?.maskedName ?? null,
    maskedNumber: draft.personal?.maskedNumber ?? null,
    verification: draft.verification,
    issuer: draft.issuer,
    ...(group === null ? {} : { group }),
    atUtcMs: draft.at.wallUtcMs,
  };
  if (commit?.type === 'failed') {
    return { ...shown, verdict: 'out-of-order', reasons: [commit.reason], entry: null, recordedAtUtcMs: null };
  }
  return {
    ...shown,
    verdict: decision.verdict,
    reasons: decision.reasons,
    entry: commit?.id ?? decision.standing?.id ?? null,
    recordedAtUtcMs: decision.standing?.atUtcMs ?? null,
  };
}
