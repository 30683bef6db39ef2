/** Which passes did this gate make, and which did it take back? */

import type { Database } from 'better-sqlite3';
import type { PassPurpose } from '../core/code/credential.ts';
import type { Sealer } from '../core/ports.ts';

/** A pass as the desk lists it. `maskedName` is empty for a pass without a name, and where its key is lost. */
export type KeptPass = {
  readonly id: string;
  readonly purpose: PassPurpose;
  readonly isOneTime: boolean;
  readonly maskedName: string;
  readonly madeAtUtcMs: number;
  readonly expiresAtUtcMs: number;
  readonly revokedAtUtcMs: number | null;
};

export type StoredPasses = {
  /** All of them or none. Throws SQLite's error when the disk refuses: a pass that is not kept could not be taken back. */
  readonly addPasses: (passes: readonly Omit<KeptPass, 'revokedAtUtcMs'>[]) => void;
  /** Newest first, without those that had run out by this moment. */
  readonly listPasses: (nowUtcMs: number, limit: number) => KeptPass[];
  /** False where this gate never made such a pass. Taking back twice keeps the first time. */
  readonly revokePass: (id: string, atUtcMs: number) => boolean;
  readonly isPassRevoked: (id: string) => boolean;
  /** Those that were taken back and have not run out. */
  readonly revokedPasses: (nowUtcMs: number) => string[];
  /** Lets go of those that ran out more than a day before this moment, taken back or not; how many. */
  readonly forgetPasses: (nowUtcMs: number) => number;
};

type PassRow = Omit<KeptPass, 'isOneTime' | 'maskedName'> & {
  readonly isOneTime: 0 | 1;
  readonly keyId: string;
  readonly sealed: Uint8Array;
};

/** How long a pass that has run out is still known, in milliseconds; then nothing of it is left. */
const KEPT_AFTER_END_MS = 24 * 3_600_000;

export function prepareVenuePasses(database: Database, sealer: Sealer): StoredPasses {
  const forget = database.prepare<[number]>('delete from venue_pass where expires_at_utc_ms < ?');
  const add = database.prepare<Omit<PassRow, 'revokedAtUtcMs'>>(`
    insert into venue_pass (id, purpose, is_one_time, made_at_utc_ms, expires_at_utc_ms, key_id, sealed_masked_name)
    values (@id, @purpose, @isOneTime, @madeAtUtcMs, @expiresAtUtcMs, @keyId, @sealed)`);
  const list = database.prepare<[number, number], PassRow>(`
    select id, purpose, is_one_time as isOneTime, made_at_utc_ms as madeAtUtcMs, expires_at_utc_ms as expiresAtUtcMs,
      revoked_at_utc_ms as revokedAtUtcMs, key_id as keyId, sealed_masked_name as sealed
    from venue_pass where expires_at_utc_ms >= ? order by made_at_utc_ms desc, id limit ?`);
  const revoke = database.prepare<[number, string]>(
    'update venue_pass set revoked_at_utc_ms = coalesce(revoked_at_utc_ms, ?) where id = ?',
  );
  const revoked = database.prepare<[string], { found: number }>(
    'select 1 as found from venue_pass where id = ? and revoked_at_utc_ms is not null',
  );
  const allRevoked = database
    .prepare<[number], string>(
      'select id from venue_pass where revoked_at_utc_ms is not null and expires_at_utc_ms >= ? order by id',
    )
    .pluck();

  return {
    addPasses: database.transaction((passes: readonly Omit<KeptPass, 'revokedAtUtcMs'>[]) => {
      for (const { id, purpose, isOneTime, maskedName, madeAtUtcMs, expiresAtUtcMs } of passes) {
        forget.run(madeAtUtcMs - KEPT_AFTER_END_MS);
        const sealed = sealer.seal(maskedName, boundTo(id));
        add.run({
          id,
          purpose,
          isOneTime: isOneTime ? 1 : 0,
          madeAtUtcMs,
          expiresAtUtcMs,
          keyId: sealer.keyId,
          sealed,
        });
      }
    }),
    listPasses: (nowUtcMs, limit) =>
      list.all(nowUtcMs, limit).map(({ isOneTime, keyId, sealed, ...pass }) => ({
        ...pass,
        isOneTime: isOneTime === 1,
        maskedName: sealer.open(sealed, boundTo(pass.id), keyId) ?? '',
      })),
    revokePass: (id, atUtcMs) => revoke.run(atUtcMs, id).changes > 0,
    isPassRevoked: (id) => revoked.get(id) !== undefined,
    revokedPasses: (nowUtcMs) => allRevoked.all(nowUtcMs),
    forgetPasses: (nowUtcMs) => forget.run(nowUtcMs - KEPT_AFTER_END_MS).changes,
  };
}

function boundTo(id: string): string {
  return `venue-pass|${id}`;
}
