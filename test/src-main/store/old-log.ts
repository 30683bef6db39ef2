/** How does a test get the log of an older program, with entries that wait, that are done, and that were refused? */

import { statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { CHAIN_START, canonicalText, linkHash } from '../../../src-main/core/entry/canonical.ts';
import type { EntryId } from '../../../src-main/core/entry/entry.ts';
import { joinReasons, sealedDigest } from '../../../src-main/store/entry-row.ts';
import { migrate } from '../../../src-main/store/migrations/migrate.ts';
import { sealPersonal } from '../../../src-main/store/personal.ts';
import { testVault } from './open-test-store.ts';
import { draft } from './store-drafts.ts';

type State = 'pending' | 'done' | 'quarantined';

export type OldLog = {
  readonly path: string;
  /** In the order in which they were committed. */
  readonly entries: readonly (EntryId & { readonly state: State })[];
};

/** Of the newest epoch; the one before it has half as many. */
const STATES: readonly State[] = ['done', 'pending', 'quarantined', 'pending', 'done', 'pending', 'pending'];

/**
 * Makes `gate.sqlite` in `dataDir` as the program of `version` left it: tables by that program's own steps, hashes and seals
 * over what that version could say, two epochs, and `rounds` times seven entries in the newest of them.
 */
export function makeOldLog(dataDir: string, version: number, rounds: number): OldLog {
  const path = join(dataDir, 'gate.sqlite');
  const { deviceId, sealer, digest } = testVault(dataDir);
  const database = new Database(path);
  try {
    database.pragma('journal_mode = wal');
    migrate(database, version);
    const columns = database.prepare("select name from pragma_table_info('entry')").pluck().all() as string[];
    const entries: (EntryId & { readonly state: State })[] = [];
    database.transaction(() => {
      for (const [epochId, epoch, total] of [
        [1, 'a'.repeat(32), Math.ceil(rounds * 3.5)],
        [2, 'b'.repeat(32), rounds * 7],
      ] as const) {
        database
          .prepare('insert into epoch (id, name, device, file_id, created_at_utc_ms) values (?, ?, ?, ?, 0)')
          .run(epochId, epoch, deviceId, fileIdOf(path));
        let previousHash = CHAIN_START;
        for (let seq = 1; seq <= total; seq += 1) {
          const id = { device: deviceId, epoch, seq };
          const one = draft(seq % 5 === 0 ? { personal: null, codeKind: 'opaque', codeLength: 12 } : {});
          const sealed = sealPersonal(one.personal, id, sealer);
          const keyId = sealed === null ? null : sealer.keyId;
          const hash = linkHash(digest, previousHash, canonicalText(id, one, sealedDigest(sealed, keyId)));
          const { lastInsertRowid } = insert(database, 'entry', columns, {
            epoch_id: epochId,
            seq,
            wall_utc_ms: one.at.wallUtcMs,
            monotonic_ms: one.at.monotonicMs,
            boot_id: one.at.bootId,
            clock_offset_ms: one.at.clockOffsetMs,
            clock_uncertainty_ms: one.at.clockUncertaintyMs,
            lane_id: one.laneId,
            direction: one.direction,
            inferred: 0,
            reader_kind: one.readerKind,
            code_kind: one.codeKind,
            subject_tag: one.subjectTag,
            code_length: one.codeLength,
            key_id: keyId,
            sealed_personal: sealed,
            verification: one.verification,
            verdict: one.verdict,
            reasons: joinReasons(one.reasons),
            rules_version: one.rulesVersion,
            previous_hash: previousHash,
            hash,
          });
          const state = STATES[seq % STATES.length] ?? 'pending';
          database
            .prepare('insert into outbox (entry_id, state, refusal_code, acknowledged_at_utc_ms) values (?, ?, ?, ?)')
            .run(lastInsertRowid, state, state === 'quarantined' ? 'malformed' : null, state === 'done' ? 1 : null);
          entries.push({ ...id, state });
          previousHash = hash;
        }
      }
      database.exec('insert into upload_state values (1, 3, 0, 250, 1700000000000)');
    })();
    return { path, entries };
  } finally {
    database.close();
  }
}

/** Only what that version has a column for. */
function insert(
  database: Database.Database,
  table: string,
  columns: readonly string[],
  row: Readonly<Record<string, unknown>>,
): Database.RunResult {
  const names = Object.keys(row).filter((name) => columns.includes(name));
  return database
    .prepare(`insert into ${table} (${names.join(', ')}) values (${names.map((name) => `@${name}`).join(', ')})`)
    .run(row);
}

function fileIdOf(path: string): string {
  const { ino, birthtimeNs } = statSync(path, { bigint: true });
  return `${ino}-${birthtimeNs}`;
}
