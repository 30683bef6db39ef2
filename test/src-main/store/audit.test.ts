import { describe, expect, test } from 'vitest';
import type { AuditNote } from '../../../src-main/store/audit.ts';
import { AUDIT_KEPT_MS } from '../../../src-main/store/audit.ts';
import type { Store } from '../../../src-main/store/open-store.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { openTestStore, withRawDatabase } from './open-test-store.ts';

const NOW_UTC_MS = Date.UTC(2026, 10, 29);
const OPEN_TO_CHANGE = 'drop trigger audit_never_changes; drop trigger audit_never_goes;';

function note(store: Store, changes: Partial<AuditNote> = {}): void {
  store.noteAudit({
    atUtcMs: NOW_UTC_MS,
    actor: 'administrator',
    action: 'called',
    detail: { call: 'saveSettings' },
    reason: null,
    ...changes,
  });
}

function storeOf(rows: number): { readonly dir: string; readonly store: Store } {
  const dir = temporaryDir();
  const store = openTestStore(dir);
  for (let row = 1; row <= rows; row += 1) note(store, { detail: { row } });
  return { dir, store };
}

describe('the audit log', () => {
  test('gives back what was noted, newest first, a page at a time', () => {
    const { store } = storeOf(5);
    note(store, { action: 'unlocked', detail: { role: 'administrator' }, reason: 'kiểm tra định kỳ' });
    expect(store.listAudit(null, 2)).toEqual([
      {
        id: 6,
        atUtcMs: NOW_UTC_MS,
        actor: 'administrator',
        action: 'unlocked',
        detail: { role: 'administrator' },
        reason: 'kiểm tra định kỳ',
      },
      expect.objectContaining({ id: 5, detail: { row: 5 }, reason: null }),
    ]);
    expect(store.listAudit(3, 200).map(({ id }) => id)).toEqual([2, 1]);
  });

  test('keeps a reason encrypted', () => {
    const { dir, store } = storeOf(0);
    note(store, { reason: 'theo yêu cầu của Nguyễn Văn Kiểm Thử' });
    const [row] = withRawDatabase(dir, (raw) => raw.prepare('select * from audit').all()) as Record<string, unknown>[];
    expect(Buffer.from(row?.sealed_reason as Uint8Array).toString('utf8')).not.toContain('Nguyễn');
    expect(JSON.stringify({ ...row, sealed_reason: null })).not.toContain('Nguyễn');
  });

  test('lets nobody change or remove a row', () => {
    const { dir } = storeOf(3);
    for (const sql of ["update audit set actor = 'guard' where id = 2", 'delete from audit where id = 2']) {
      expect(() => withRawDatabase(dir, (raw) => raw.exec(sql))).toThrow('append-only');
    }
  });

  test.each([
    ['nothing', 'select 1', 6, 0, null],
    ['a removed row', 'delete from audit where id = 3', 5, 1, 4],
    ['the first row removed', 'delete from audit where id = 1', 5, 1, 2],
    ['the last row removed', 'delete from audit where id = 6', 5, 1, 6],
    ['all rows removed', 'delete from audit', 0, 1, 1],
    ['a changed row', "update audit set actor = 'guard' where id = 2", 6, 1, 2],
    ['a changed detail', "update audit set detail = '{}' where id = 6", 6, 1, 6],
    ['a row dated back', 'update audit set at_utc_ms = 1 where id = 5', 6, 1, 5],
  ])('finds %s', (_what, sql, rows, broken, firstBrokenId) => {
    const { dir, store } = storeOf(6);
    withRawDatabase(dir, (raw) => raw.exec(`${OPEN_TO_CHANGE} ${sql}`));
    expect(store.verifyAudit()).toEqual({ rows, broken, firstBrokenId });
  });

  test('lets go of what was kept for two years, says so, and holds together afterwards', () => {
    const { store } = storeOf(0);
    const old = NOW_UTC_MS - AUDIT_KEPT_MS - 1;
    for (const atUtcMs of [old - 5, old - 3, old, NOW_UTC_MS]) note(store, { atUtcMs });
    expect(store.purgeAudit(NOW_UTC_MS)).toBe(3);
    expect(store.listAudit(null, 9)).toMatchObject([
      { id: 5, actor: 'gate', action: 'audit-purged', detail: { rows: 3, lastId: 3 } },
      { id: 4 },
    ]);
    expect(store.verifyAudit()).toEqual({ rows: 2, broken: 0, firstBrokenId: null });
    expect(store.purgeAudit(NOW_UTC_MS)).toBe(0);
    // And once more, when the note of the first time is due itself.
    const muchLaterUtcMs = NOW_UTC_MS + AUDIT_KEPT_MS + 1;
    expect(store.purgeAudit(muchLaterUtcMs)).toBe(2);
    note(store, { atUtcMs: muchLaterUtcMs });
    expect(store.verifyAudit()).toEqual({ rows: 2, broken: 0, firstBrokenId: null });
  });

  test('a row that a wrong clock dated back takes no later ones with it, and one from the future holds nothing up', () => {
    const { store } = storeOf(0);
    note(store);
    note(store, { atUtcMs: Date.UTC(2015, 0, 1) });
    expect(store.purgeAudit(NOW_UTC_MS)).toBe(0);
    const { store: other } = storeOf(0);
    note(other, { atUtcMs: Date.UTC(2099, 0, 1) });
    note(other);
    expect(other.purgeAudit(NOW_UTC_MS)).toBe(1);
  });
});
