/** How does an entry get its place in the log, and what can the log say of earlier ones? */

import type { Database } from 'better-sqlite3';
import { CHAIN_START, canonicalText, linkHash } from '../core/entry/canonical.ts';
import type { EntryDraft, EntryId } from '../core/entry/entry.ts';
import type { Direction, Verdict } from '../core/entry/verdict.ts';
import type { AuthoritySealer, Commit, Digest, EntryLog, History, PassBook, Sealer } from '../core/ports.ts';
import type { VisitNote } from '../core/visit/visit-note.ts';
import { joinReasons, sealedDigest } from './entry-row.ts';
import type { CurrentEpoch } from './epoch.ts';
import { sealForAuthority, sealPersonal } from './personal.ts';
import { storeFailure } from './sqlite-trouble.ts';
import { IS_TAKEN_BACK } from './standing.ts';
import { prepareNoteWriter } from './visit-notes.ts';

export type EntryWriter = {
  /** Writes the next entry of the epoch and its outbox row. The caller has a write transaction open. */
  readonly append: (draft: EntryDraft, acknowledgedAtUtcMs?: number | null, notes?: readonly VisitNote[]) => EntryId;
};

/** A venue that seals for nobody. */
const NO_AUTHORITY: AuthoritySealer = { seal: () => null };

/** Prepares the statements that give an entry its seq, its hash and its rows. */
export function prepareEntryWriter(
  database: Database,
  current: CurrentEpoch,
  sealer: Sealer,
  digest: Digest,
  authority: AuthoritySealer = NO_AUTHORITY,
): EntryWriter {
  const readHead = database.prepare<[number], { seq: number; hash: string }>(
    'select seq, hash from entry where epoch_id = ? order by seq desc limit 1',
  );
  // Where nothing is left of the epoch, it goes on after what was purged: no seq is given out twice.
  const readPurgedHead = database.prepare<[string], { seq: number; hash: string }>(
    'select last_seq as seq, last_hash as hash from purge_receipt where epoch = ? order by last_seq desc limit 1',
  );
  const insertEntry = database.prepare(`
    insert into entry (epoch_id, seq, wall_utc_ms, monotonic_ms, boot_id, clock_offset_ms, clock_uncertainty_ms, lane_id,
      direction, inferred, reader_kind, code_kind, subject_tag, code_length, key_id, sealed_personal, verification,
      issuer, trust_version, verdict, reasons, rules_version, corrects, previous_hash, hash)
    values (@epochId, @seq, @wallUtcMs, @monotonicMs, @bootId, @clockOffsetMs, @clockUncertaintyMs, @laneId,
      @direction, @inferred, @readerKind, @codeKind, @subjectTag, @codeLength, @keyId, @sealedPersonal, @verification,
      @issuer, @trustVersion, @verdict, @reasons, @rulesVersion, @corrects, @previousHash, @hash)`);
  const insertForAuthority = database.prepare<[number | bigint, string, Uint8Array]>(
    'insert into entry_for_authority (entry_id, key_id, sealed) values (?, ?, ?)',
  );
  const insertTracing = database.prepare<[number | bigint, string, string]>(
    'insert into entry_tracing (entry_id, key_id, tag) values (?, ?, ?)',
  );
  const insertOutbox = database.prepare<[number | bigint, 'pending' | 'done', number | null]>(
    'insert into outbox (entry_id, state, acknowledged_at_utc_ms) values (?, ?, ?)',
  );

  const noteWriter = prepareNoteWriter(database, sealer);

  return {
    append: (draft, acknowledgedAtUtcMs = null, notes = []) => {
      const epoch = current.now();
      const head = readHead.get(epoch.id) ?? readPurgedHead.get(epoch.name) ?? { seq: 0, hash: CHAIN_START };
      const id: EntryId = { device: epoch.device, epoch: epoch.name, seq: head.seq + 1 };
      const sealedPersonal = sealPersonal(draft.personal, id, sealer);
      const keyId = sealedPersonal === null ? null : sealer.keyId;
      const forAuthority = sealForAuthority(draft.personal, id, authority);
      const canonical = canonicalText(
        id,
        draft,
        sealedDigest(sealedPersonal, keyId),
        sealedDigest(forAuthority?.sealed ?? null, forAuthority?.keyId ?? null),
      );
      const { at, personal: _sealed, tracing, ...plain } = draft;
      const { lastInsertRowid } = insertEntry.run({
        ...plain,
        ...at,
        epochId: epoch.id,
        seq: id.seq,
        inferred: draft.inferred ? 1 : 0,
        reasons: joinReasons(draft.reasons),
        keyId,
        sealedPersonal,
        previousHash: head.hash,
        hash: linkHash(digest, head.hash, canonical),
      });
      if (forAuthority !== null) insertForAuthority.run(lastInsertRowid, forAuthority.keyId, forAuthority.sealed);
      if (tracing !== null) insertTracing.run(lastInsertRowid, tracing.keyId, tracing.tag);
      insertOutbox.run(lastInsertRowid, acknowledgedAtUtcMs === null ? 'pending' : 'done', acknowledgedAtUtcMs);
      for (const note of notes) noteWriter.append(lastInsertRowid, id, note, draft.at.wallUtcMs);
      return id;
    },
  };
}

/**
 * The write transaction is taken before the head is read, so that another process cannot give out the same seq.
 * A disk that refuses is an answer; a fault of the program throws, and nothing of the entry remains.
 */
export function prepareEntryLog(database: Database, writer: EntryWriter): EntryLog {
  const append = database.transaction((draft: EntryDraft, notes: readonly VisitNote[]) =>
    writer.append(draft, null, notes),
  );
  return {
    commit: (draft, notes = []): Commit => {
      try {
        return { type: 'committed', id: append.immediate(draft, notes) };
      } catch (error) {
        const reason = storeFailure(error);
        if (reason === null) throw error;
        return { type: 'failed', reason };
      }
    },
  };
}

/** The last entry is the last committed that still stands, whatever the clock said. */
export function prepareHistory(database: Database): History {
  const lastEntry = database.prepare<[string, string, Direction], EntryId & { atUtcMs: number; verdict: Verdict }>(`
    select epoch.device, epoch.name as epoch, entry.seq, entry.wall_utc_ms as atUtcMs, entry.verdict
    from entry join epoch on epoch.id = entry.epoch_id
    where entry.subject_tag = ? and entry.lane_id = ? and entry.direction = ? and entry.corrects is null and not ${IS_TAKEN_BACK}
    order by entry.id desc limit 1`);
  return {
    lastEntry: (subjectTag, laneId, direction) => {
      const found = lastEntry.get(subjectTag, laneId, direction);
      if (found === undefined) return null;
      const { atUtcMs, verdict, ...id } = found;
      return { id, atUtcMs, verdict };
    },
  };
}

/** Answered from an index that holds admitted passes alone, however long the log. */
export function preparePassBook(database: Database): PassBook {
  const admitted = database.prepare<[string, Direction], { found: number }>(
    `select 1 as found from entry
     where subject_tag = ? and direction = ? and code_kind = 'pass' and verdict = 'admit' and not ${IS_TAKEN_BACK} limit 1`,
  );
  return { wasAdmitted: (subjectTag, direction) => admitted.get(subjectTag, direction) !== undefined };
}
