/** How is an admission taken back, once and for good, in a log where nothing is ever changed? */

import type { Database } from 'better-sqlite3';
import type { Corrected } from '../core/entry/correction.ts';
import { correctionOf } from '../core/entry/correction.ts';
import type { EntryId, Moment } from '../core/entry/entry.ts';
import type { Corrections, TakeBack } from '../core/ports.ts';
import type { EntryWriter } from './entries.ts';
import type { CurrentEpoch } from './epoch.ts';
import { storeFailure } from './sqlite-trouble.ts';

/** Looks and writes in one transaction, so that two who take back the same entry write one correction. */
export function prepareCorrections(database: Database, writer: EntryWriter, current: CurrentEpoch): Corrections {
  const admitted = database.prepare<[number, number], Corrected>(`
    select seq, lane_id as laneId, direction, code_kind as codeKind, subject_tag as subjectTag, rules_version as rulesVersion
    from entry where epoch_id = ? and seq = ? and verdict = 'admit'`);
  const correction = database.prepare<[number, number], { found: number }>(
    'select 1 as found from entry where epoch_id = ? and corrects = ?',
  );

  const takeBack = database.transaction((id: EntryId, at: Moment): TakeBack => {
    const epoch = current.now();
    const corrected = id.epoch === epoch.name ? admitted.get(epoch.id, id.seq) : undefined;
    if (corrected === undefined || correction.get(epoch.id, id.seq) !== undefined) return { type: 'not-standing' };
    return { type: 'committed', id: writer.append(correctionOf(corrected, at)) };
  });

  return {
    takeBack: (id, at) => {
      try {
        return takeBack.immediate(id, at);
      } catch (error) {
        const reason = storeFailure(error);
        if (reason === null) throw error;
        return { type: 'failed', reason };
      }
    },
  };
}
