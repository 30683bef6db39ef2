/** How is an entry taken back, once and for good, in a log where nothing is ever changed? */

import type { Database } from 'better-sqlite3';
import type { Corrected } from '../core/entry/correction.ts';
import { correctionOf, guardCorrectionOf, isYoungEnough, turnedAround } from '../core/entry/correction.ts';
import type { EntryDraft, EntryId, Moment } from '../core/entry/entry.ts';
import type { Corrections, GuardCorrected, GuardOrder, Sealer, TakeBack } from '../core/ports.ts';
import type { EntryWriter } from './entries.ts';
import type { EntryRow } from './entry-row.ts';
import { SELECT_ENTRY, storedEntry } from './entry-row.ts';
import type { CurrentEpoch } from './epoch.ts';
import { storeFailure } from './sqlite-trouble.ts';

/** Looks and writes in one transaction, so that two who take back the same entry write one correction. */
export function prepareCorrections(
  database: Database,
  writer: EntryWriter,
  current: CurrentEpoch,
  sealer: Sealer,
): Corrections {
  const admitted = database.prepare<[number, number], Corrected>(`
    select seq, lane_id as laneId, direction, code_kind as codeKind, subject_tag as subjectTag, rules_version as rulesVersion
    from entry where epoch_id = ? and seq = ? and verdict = 'admit'`);
  const correction = database.prepare<[number, number], { found: number }>(
    'select 1 as found from entry where epoch_id = ? and corrects = ?',
  );
  const passed = database.prepare<[number, number], EntryRow>(`
    ${SELECT_ENTRY} where entry.epoch_id = ? and entry.seq = ? and entry.verdict in ('admit', 'check')`);

  const takeBack = database.transaction((id: EntryId, at: Moment): TakeBack => {
    const epoch = current.now();
    const corrected = id.epoch === epoch.name ? admitted.get(epoch.id, id.seq) : undefined;
    if (corrected === undefined || correction.get(epoch.id, id.seq) !== undefined) return { type: 'not-standing' };
    return { type: 'committed', id: writer.append(correctionOf(corrected, at)) };
  });

  const correct = database.transaction(({ entry, reason, note }: GuardOrder, at: Moment): GuardCorrected => {
    const epoch = current.now();
    const row = entry.epoch === epoch.name ? passed.get(epoch.id, entry.seq) : undefined;
    if (row === undefined || correction.get(epoch.id, entry.seq) !== undefined) return { type: 'not-standing' };
    if (!isYoungEnough(row.wallUtcMs, at.wallUtcMs)) return { type: 'too-old' };
    const written = writer.append(guardCorrectionOf(row, at, reason, note));
    const instead = reason === 'wrong-direction' ? turnedAround(draftOf(row, sealer), at) : null;
    return {
      type: 'committed',
      laneId: row.laneId,
      correction: written,
      instead: instead === null ? null : { id: writer.append(instead), direction: instead.direction },
    };
  });

  return {
    takeBack: (id, at) => orFailed(() => takeBack.immediate(id, at)),
    correct: (order, at) => orFailed(() => correct.immediate(order, at)),
  };
}

/** Only what the log was given; its place and links are the new entry's own. */
function draftOf(row: EntryRow, sealer: Sealer): EntryDraft {
  const { id: _id, forAuthority: _sealed, previousHash: _before, hash: _hash, ...entry } = storedEntry(row, sealer);
  return entry;
}

function orFailed<T>(write: () => T): T | Extract<TakeBack, { type: 'failed' }> {
  try {
    return write();
  } catch (error) {
    const reason = storeFailure(error);
    if (reason === null) throw error;
    return { type: 'failed', reason };
  }
}
