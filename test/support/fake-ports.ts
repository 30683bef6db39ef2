/** How does the core run in a test, with a clock, a log and a watch list that stand in memory? */

import type { SubjectKey } from '../../src-main/core/code/code.ts';
import { SAYS_NOTHING } from '../../src-main/core/code/code.ts';
import type { CredentialCode } from '../../src-main/core/code/credential.ts';
import type { EntryDraft, StandingEntry } from '../../src-main/core/entry/entry.ts';
import type { StoreFailure } from '../../src-main/core/entry/verdict.ts';
import type { ScanPorts } from '../../src-main/core/ports.ts';

/** A Monday at eight in the morning in Vietnam. */
export const MORNING_UTC_MS = Date.UTC(2026, 10, 2, 1);

export type FakePorts = {
  readonly ports: ScanPorts;
  /** What the log holds, oldest first; entry `n` has seq `n + 1`. */
  readonly entries: readonly EntryDraft[];
  /** Lets time pass on both clocks. */
  readonly advance: (ms: number) => void;
  /** Sets the wall clock alone, as a person or a time server does. */
  readonly turnWallClock: (byMs: number) => void;
  /** From now on each commit fails so; `null` = the disk is well again. */
  readonly failCommits: (reason: StoreFailure | null) => void;
  /** From now on this signed text opens as this code; any other as one of an unknown issuer. */
  readonly opens: (text: string, code: CredentialCode) => void;
  readonly watch: (key: SubjectKey, action: 'check' | 'refuse' | null) => void;
};

/** Tags are the key in clear, so that a test can read them. */
export function fakeTag(key: SubjectKey): string {
  return `${key.scheme}:${key.value}`;
}

/** A certificate that nobody whom the gate trusts has signed. */
export function unknownCredential(text: string): CredentialCode {
  return {
    type: 'credential',
    kind: 'eu-dcc',
    key: { scheme: 'opaque', value: text },
    fields: SAYS_NOTHING,
    warnings: [],
    proof: { state: 'unknown-issuer', detail: 'no-key', issuer: null },
    trustVersion: 'none',
    rules: null,
    pass: null,
  };
}

export function createFakePorts(): FakePorts {
  const entries: EntryDraft[] = [];
  const opened = new Map<string, CredentialCode>();
  const watched = new Map<string, 'check' | 'refuse'>();
  let wallUtcMs = MORNING_UTC_MS;
  let monotonicMs = 60_000;
  let failure: StoreFailure | null = null;

  const idOf = (index: number) => ({ device: 'fake-device', epoch: 'fake-epoch', seq: index + 1 });

  const ports: ScanPorts = {
    clock: {
      now: () => ({ wallUtcMs, monotonicMs, bootId: 'fake-boot', clockOffsetMs: null, clockUncertaintyMs: null }),
    },
    tagger: { tag: fakeTag },
    history: {
      lastEntry: (subjectTag, laneId, direction): StandingEntry | null => {
        const index = entries.findLastIndex(
          (entry) => entry.subjectTag === subjectTag && entry.laneId === laneId && entry.direction === direction,
        );
        const entry = entries[index];
        return entry === undefined ? null : { id: idOf(index), atUtcMs: entry.at.wallUtcMs, verdict: entry.verdict };
      },
    },
    watchList: {
      find: (subjectTag) => {
        const action = watched.get(subjectTag);
        return action === undefined ? null : { action };
      },
    },
    credentials: { open: (text) => opened.get(text) ?? unknownCredential(text) },
    passBook: {
      wasAdmitted: (subjectTag, direction) =>
        entries.some(
          (entry) => entry.subjectTag === subjectTag && entry.direction === direction && entry.verdict === 'admit',
        ),
    },
    log: {
      commit: (draft) => {
        if (failure !== null) return { type: 'failed', reason: failure };
        entries.push(draft);
        return { type: 'committed', id: idOf(entries.length - 1) };
      },
    },
  };

  return {
    ports,
    opens: (text, code) => void opened.set(text, code),
    entries,
    advance: (ms) => {
      wallUtcMs += ms;
      monotonicMs += ms;
    },
    turnWallClock: (byMs) => {
      wallUtcMs += byMs;
    },
    failCommits: (reason) => {
      failure = reason;
    },
    watch: (key, action) => {
      if (action === null) watched.delete(fakeTag(key));
      else watched.set(fakeTag(key), action);
    },
  };
}
