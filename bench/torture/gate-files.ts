/** What does a gate's log say, read from its file by another program? */

import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { ChainReport } from '../../src-main/store/chain.ts';
import { runProcess } from '../../test/support/run-process.ts';
import type { LoggedEntry } from './audit.ts';

type Row = Omit<LoggedEntry, 'visit'> & { readonly who: string | null; readonly atUtcMs: number };

const VERIFY_WITHIN_MS = 300_000;

/** Every entry of the gate in `dataDir`, in the order of its log. */
export function loggedEntries(dataDir: string): LoggedEntry[] {
  const database = new Database(join(dataDir, 'gate.sqlite'), { readonly: true });
  try {
    const rows = database
      .prepare<[], Row>(
        `select epoch.device, epoch.name as epoch, entry.seq, entry.hash, entry.verdict, outbox.state as outbox,
          case when entry.reader_kind <> 'manual'
            then entry.subject_tag || ' ' || entry.lane_id || ' ' || entry.direction end as who,
          entry.wall_utc_ms as atUtcMs
        from entry join epoch on epoch.id = entry.epoch_id join outbox on outbox.entry_id = entry.id order by entry.id`,
      )
      .all();
    return rows.map(({ who, atUtcMs, ...entry }) => ({ ...entry, visit: who === null ? null : { who, atUtcMs } }));
  } finally {
    database.close();
  }
}

/** The gate's own word for its chain. */
export async function verifyLog(dataDir: string): Promise<ChainReport> {
  const verifying = runProcess(process.execPath, ['src-main/host/cli.ts', 'verify-log'], { GATE_DATA_DIR: dataDir });
  const [report] = await verifying.waitFor(/\{"entries".*\}/, VERIFY_WITHIN_MS);
  return JSON.parse(report) as ChainReport;
}
