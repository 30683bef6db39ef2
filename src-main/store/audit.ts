/** Who did what at this gate that took more than a guard, and is none of it missing? */

import type { Database } from 'better-sqlite3';
import { CHAIN_START, linkHash } from '../core/entry/canonical.ts';
import type { Digest, Sealer } from '../core/ports.ts';
import { sealedDigest } from './entry-row.ts';

/** Kept so long: an inspection asks for a year, and the one before it. */
export const AUDIT_KEPT_MS = 2 * 365 * 86_400_000;
/** A row that a wrong clock dated into the future holds nothing up. */
const CLOCK_SLACK_MS = 86_400_000;

export type AuditDetail = Readonly<Record<string, string | number | boolean>>;

export type AuditNote = {
  readonly atUtcMs: number;
  readonly actor: string;
  readonly action: string;
  readonly detail: AuditDetail;
  readonly reason: string | null;
};

export type AuditReport = {
  readonly rows: number;
  /** Rows that do not fit: changed themselves, not the successor of the one before, or missing at the end. */
  readonly broken: number;
  readonly firstBrokenId: number | null;
};

export type StoredAudit = {
  /** Durable when it returns. Throws SQLite's error when the disk refuses. */
  readonly noteAudit: (note: AuditNote) => void;
  /** Newest first. The reason is `null` too where its key is lost. */
  readonly listAudit: (beforeId: number | null, limit: number) => (AuditNote & { readonly id: number })[];
  /** Lets go of what was kept long enough, and notes that it did; how many rows that were. */
  readonly purgeAudit: (nowUtcMs: number) => number;
  readonly verifyAudit: () => AuditReport;
};

type AuditRow = {
  readonly id: number;
  readonly atUtcMs: number;
  readonly actor: string;
  readonly action: string;
  readonly detail: string;
  readonly keyId: string | null;
  readonly sealedReason: Uint8Array | null;
  readonly previousHash: string;
  readonly hash: string;
};

const SELECT = `select id, at_utc_ms as atUtcMs, actor, action, detail, key_id as keyId, sealed_reason as sealedReason,
  previous_hash as previousHash, hash from audit`;
const NOT_THERE = { id: 0, hash: CHAIN_START };

export function prepareAudit(database: Database, sealer: Sealer, digest: Digest): StoredAudit {
  const readHead = database.prepare<[], Pick<AuditRow, 'id' | 'hash'>>(
    'select id, hash from audit order by id desc limit 1',
  );
  const insert = database.prepare<AuditRow>(`
    insert into audit (id, at_utc_ms, actor, action, detail, key_id, sealed_reason, previous_hash, hash)
    values (@id, @atUtcMs, @actor, @action, @detail, @keyId, @sealedReason, @previousHash, @hash)`);
  const page = database.prepare<[number, number], AuditRow>(`${SELECT} where id < ? order by id desc limit ?`);
  const all = database.prepare<[], AuditRow>(`${SELECT} order by id`);
  const lastGiven = database.prepare<[], number>("select seq from sqlite_sequence where name = 'audit'").pluck();
  const firstKept = database
    .prepare<[number, number], number>('select min(id) from audit where at_utc_ms >= ? and at_utc_ms <= ?')
    .pluck();
  const lastGoing = database.prepare<[number], Pick<AuditRow, 'id' | 'hash'>>(
    'select id, hash from audit where id < ? order by id desc limit 1',
  );
  const openDoor = database.prepare<[number]>('insert into audit_purging (up_to_id) values (?)');
  const remove = database.prepare<[number]>('delete from audit where id <= ?');
  const closeDoor = database.prepare<[]>('delete from audit_purging');

  /** The caller has a write transaction open. */
  function append({ atUtcMs, actor, action, detail, reason }: AuditNote): void {
    const head = readHead.get() ?? NOT_THERE;
    const id = head.id + 1;
    const sealedReason = reason === null ? null : sealer.seal(reason, boundTo(id));
    const keyId = sealedReason === null ? null : sealer.keyId;
    const row = { id, atUtcMs, actor, action, detail: JSON.stringify(detail), keyId, sealedReason };
    insert.run({ ...row, previousHash: head.hash, hash: linkHash(digest, head.hash, canonicalAudit(row)) });
  }

  const note = database.transaction(append);
  const purge = database.transaction((nowUtcMs: number): number => {
    const kept = firstKept.get(nowUtcMs - AUDIT_KEPT_MS, nowUtcMs + CLOCK_SLACK_MS) ?? null;
    const last = lastGoing.get(kept ?? Number.MAX_SAFE_INTEGER);
    if (last === undefined) return 0;
    // First, so that the table never stands empty: the next row is linked to this one.
    const detail = { rows: 0, lastId: last.id, lastHash: last.hash };
    const rows =
      database.prepare<[number], number>('select count(*) from audit where id <= ?').pluck().get(last.id) ?? 0;
    append({ atUtcMs: nowUtcMs, actor: 'gate', action: 'audit-purged', detail: { ...detail, rows }, reason: null });
    openDoor.run(last.id);
    remove.run(last.id);
    closeDoor.run();
    return rows;
  });

  return {
    noteAudit: (one) => note.immediate(one),
    listAudit: (beforeId, limit) =>
      page.all(beforeId ?? Number.MAX_SAFE_INTEGER, limit).map(({ id, atUtcMs, actor, action, ...row }) => ({
        id,
        atUtcMs,
        actor,
        action,
        detail: parseDetail(row.detail),
        reason: openReason(id, row, sealer),
      })),
    purgeAudit: (nowUtcMs) => purge.immediate(nowUtcMs),
    verifyAudit: () => {
      let [rows, broken, firstBrokenId] = [0, 0, null as number | null];
      let head: Pick<AuditRow, 'id' | 'hash'> | null = null;
      const purged = new Map<number, string>();
      let first: AuditRow | null = null;
      const miss = (id: number): void => {
        broken += 1;
        firstBrokenId = Math.min(firstBrokenId ?? id, id);
      };
      for (const row of all.iterate()) {
        rows += 1;
        first ??= row;
        const follows = head === null || (row.id === head.id + 1 && row.previousHash === head.hash);
        if (!follows || row.hash !== linkHash(digest, row.previousHash, canonicalAudit(row))) miss(row.id);
        if (row.action === 'audit-purged') notePurge(purged, parseDetail(row.detail));
        head = row;
      }
      if (first !== null && !isStart(first, purged)) miss(first.id);
      const given = lastGiven.get() ?? 0;
      if (given !== (head?.id ?? 0)) miss((head?.id ?? 0) + 1);
      return { rows, broken, firstBrokenId };
    },
  };
}

/** The one text of a row; the reason takes part by the digest of its sealed block, so that no key is needed to check it. */
function canonicalAudit(row: Omit<AuditRow, 'previousHash' | 'hash'>): string {
  const { id, atUtcMs, actor, action, detail, keyId, sealedReason } = row;
  const sealed = sealedDigest(sealedReason, keyId);
  return JSON.stringify([
    'gac-cong-audit-1',
    id,
    atUtcMs,
    actor,
    action,
    detail,
    sealed?.keyId ?? null,
    sealed?.sha256 ?? null,
  ]);
}

function isStart(first: AuditRow, purged: ReadonlyMap<number, string>): boolean {
  if (first.id === 1) return first.previousHash === CHAIN_START;
  return purged.get(first.id - 1) === first.previousHash;
}

function notePurge(purged: Map<number, string>, { lastId, lastHash }: AuditDetail): void {
  if (typeof lastId === 'number' && typeof lastHash === 'string') purged.set(lastId, lastHash);
}

function openReason(
  id: number,
  { keyId, sealedReason }: Pick<AuditRow, 'keyId' | 'sealedReason'>,
  sealer: Sealer,
): string | null {
  return keyId === null || sealedReason === null ? null : sealer.open(sealedReason, boundTo(id), keyId);
}

/** What was written by `append`, or by somebody else's hand: then it says nothing. */
function parseDetail(text: string): AuditDetail {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null) return {};
    return Object.fromEntries(
      Object.entries(parsed).filter((pair): pair is [string, string | number | boolean] =>
        ['string', 'number', 'boolean'].includes(typeof pair[1]),
      ),
    );
  } catch {
    return {};
  }
}

function boundTo(id: number): string {
  return `audit|${id}`;
}
