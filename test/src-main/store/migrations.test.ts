import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { KNOWN_VERSION, migrate, versionOf } from '../../../src-main/store/migrations/migrate.ts';

/** A database of an older version, as the program of that version left it. */
function databaseAt(version: number): Database.Database {
  const database = new Database(':memory:');
  onTestFinished(() => void database.close());
  migrate(database, version);
  return database;
}

function schemaOf(database: Database.Database): unknown[] {
  return database.prepare('select type, name, sql from sqlite_schema order by type, name').all();
}

describe('migrations', () => {
  test('take an empty file to the known version, and do nothing the second time', () => {
    const database = databaseAt(0);
    expect(versionOf(database)).toBe(0);
    expect(schemaOf(database)).toEqual([]);
    migrate(database);
    expect(versionOf(database)).toBe(KNOWN_VERSION);
    const schema = schemaOf(database);
    migrate(database);
    expect(schemaOf(database)).toEqual(schema);
  });

  test('leave no half of a step that fails', () => {
    const database = databaseAt(0);
    database.exec('create table watch_list (in_the_way text)');
    const before = schemaOf(database);
    expect(() => migrate(database)).toThrow('already exists');
    expect(versionOf(database)).toBe(0);
    expect(schemaOf(database)).toEqual(before);
  });
});

/** The pattern for each later step: stop one version before, insert rows, migrate, compare the tables. */
describe('migration to 10', () => {
  test('makes strict tables that accept an entry with its outbox row, and no entry without an epoch', () => {
    const database = databaseAt(0);
    migrate(database, 10);
    expect(database.pragma('table_list')).toEqual(
      expect.arrayContaining(
        ['epoch', 'entry', 'outbox', 'upload_state', 'watch_list'].map((name) =>
          expect.objectContaining({ name, strict: 1 }),
        ),
      ),
    );
    database.exec(`
      insert into epoch values (1, '${'e'.repeat(32)}', 'device', 'file', 0);
      insert into entry values (1, 1, 1, 0.5, 0, 'boot', null, null, 'lane-1', 'in', 0, 'serial', 'cccd', null, null,
        null, null, 'unsigned', 'admit', '', '1', '${'0'.repeat(64)}', '${'1'.repeat(64)}');
      insert into outbox values (1, 'pending', null, null);`);
    expect(database.prepare('select entry_id, state from outbox join entry on entry.id = entry_id').all()).toEqual([
      { entry_id: 1, state: 'pending' },
    ]);
    expect(() => database.exec('insert into entry select 2, 7, 1, wall_utc_ms from entry')).toThrow();
    expect(() => database.exec("insert into outbox values (2, 'pending', null, null)")).toThrow('FOREIGN KEY');
  });

  test.each(["update entry set verdict = 'refuse'", 'delete from entry'])(
    'forbids to change what was written: %s',
    (sql) => {
      const database = databaseAt(10);
      database.exec(`
        insert into epoch values (1, '${'e'.repeat(32)}', 'device', 'file', 0);
        insert into entry values (1, 1, 1, 0, 0, 'boot', null, null, 'lane-1', 'in', 0, 'serial', 'cccd', null, null,
          null, null, 'unsigned', 'admit', '', '1', '${'0'.repeat(64)}', '${'1'.repeat(64)}');`);
      expect(() => database.exec(sql)).toThrow('append-only');
    },
  );
});

const OLD_ENTRY = `
  insert into epoch values (1, '${'e'.repeat(32)}', 'device', 'file', 0);
  insert into entry values (1, 1, 1, 0.5, 0, 'boot', null, null, 'lane-1', 'in', 0, 'serial', 'cccd', null, null,
    null, null, 'unsigned', 'admit', '', '1', '${'0'.repeat(64)}', '${'1'.repeat(64)}');`;

describe('migration to 20', () => {
  test('leaves old entries as they are, of no issuer and no list', () => {
    const database = databaseAt(10);
    database.exec(OLD_ENTRY);
    const before = database.prepare('select * from entry').get() as object;
    migrate(database, 20);
    expect(database.prepare('select * from entry').get()).toEqual({ ...before, issuer: null, trust_version: null });
    expect(() => database.exec("update entry set issuer = 'XX'")).toThrow('append-only');
  });

  test('finds a used pass by one index', () => {
    const database = databaseAt(20);
    const plan = database
      .prepare(
        "explain query plan select 1 from entry where subject_tag = 'a' and direction = 'in' and code_kind = 'pass' and verdict = 'admit'",
      )
      .all();
    expect(JSON.stringify(plan)).toContain('entry_by_pass');
  });
});

describe('migration to 40', () => {
  const AT_30 = OLD_ENTRY.replace(/\);$/, ', null, null);');
  const ENTRY = `insert into entry select null, 1, seq + 1, wall_utc_ms, monotonic_ms, boot_id, clock_offset_ms,
    clock_uncertainty_ms, lane_id, direction, inferred, reader_kind, code_kind, subject_tag, code_length, key_id, sealed_personal,
    verification, verdict, reasons, rules_version, previous_hash, hash, issuer, trust_version`;

  test('leaves old entries as they are, taking nothing back', () => {
    const database = databaseAt(30);
    database.exec(AT_30);
    const before = database.prepare('select * from entry').get() as object;
    migrate(database, 40);
    expect(database.prepare('select * from entry').get()).toEqual({ ...before, corrects: null });
  });

  test('lets an entry be corrected once, by a later one', () => {
    const database = databaseAt(30);
    database.exec(AT_30);
    migrate(database, 40);
    expect(() => database.exec(`${ENTRY}, 2 from entry`)).toThrow('CHECK');
    database.exec(`${ENTRY}, 1 from entry`);
    expect(() => database.exec(`${ENTRY}, 1 from entry where seq = 2`)).toThrow('UNIQUE');
  });
});

describe('migration to 30', () => {
  test('makes room for passes, and leaves the entries alone', () => {
    const database = databaseAt(20);
    database.exec(OLD_ENTRY.replace(/\);$/, ', null, null);'));
    const before = database.prepare('select * from entry').all();
    migrate(database, 30);
    expect(database.prepare('select * from entry').all()).toEqual(before);
    expect(database.prepare('select * from venue_pass').all()).toEqual([]);
  });
});

describe('migration to 81', () => {
  test('makes room for hand-overs, and leaves the entries alone', () => {
    const database = databaseAt(70);
    database.exec(OLD_ENTRY.replace(/\);$/, ', null, null, null);'));
    const before = database.prepare('select * from entry').all();
    migrate(database, 81);
    expect(database.prepare('select * from entry').all()).toEqual(before);
    expect(database.prepare('select * from hand_over').all()).toEqual([]);
    const row = "insert into hand_over values (null, 1, 2, '{}', 'key', x'00', null, 'key', null)";
    expect(() => database.exec(row)).toThrow('CHECK');
  });
});

describe('migration to 83', () => {
  test('makes room for trips and notes, and leaves the entries alone', () => {
    const database = databaseAt(20);
    database.exec(OLD_ENTRY.replace(/\);$/, ', null, null);'));
    migrate(database, 70);
    const before = database.prepare('select * from entry').all();
    migrate(database, 83);
    expect(database.prepare('select * from entry').all()).toEqual(before);
    database.exec(`insert into visit_note values (1, 1, 1, 'declaration', 0.5, null, null, null, 'key', x'00')`);
    expect(() => database.exec('update visit_note set nth = 2')).toThrow('append-only');
    expect(() => database.exec('delete from visit_note')).toThrow('append-only');
    database.exec('insert into purging values (1, 1)');
    database.exec('delete from visit_note');
  });
});

describe('migration to 80', () => {
  test('makes room for the audit log, lets nobody change it, and leaves the entries alone', () => {
    const database = databaseAt(70);
    database.exec(`
      insert into epoch values (1, '${'e'.repeat(32)}', 'device', 'file', 0);
      insert into purge_receipt values (1, 'device', 'epoch', 1, 2, '${'0'.repeat(64)}', '${'1'.repeat(64)}', 2, 0, 0, 5, 30, 'k', 's', 'pending');`);
    const before = database.prepare('select * from purge_receipt').all();
    migrate(database, 80);
    expect(database.prepare('select * from purge_receipt').all()).toEqual(before);
    database.exec(
      `insert into audit values (1, 5, 'gate', 'unlocked', '{}', null, null, '${'0'.repeat(64)}', '${'1'.repeat(64)}')`,
    );
    expect(() => database.exec("update audit set actor = 'guard'")).toThrow('append-only');
    expect(() => database.exec('delete from audit')).toThrow('append-only');
    database.exec('insert into audit_purging values (1); delete from audit; delete from audit_purging;');
    expect(database.prepare("select seq from sqlite_sequence where name = 'audit'").pluck().get()).toBe(1);
  });
});

describe('migration to 75', () => {
  test('remembers which entries were emptied before the collector could be told', () => {
    const database = databaseAt(70);
    const columns = database.prepare("select name from pragma_table_info('entry')").pluck().all();
    database.exec(OLD_ENTRY.replace(/\);$/, `${', null'.repeat(columns.length - 23)});`));
    database.exec(`insert into entry_erased values (1, '${'f'.repeat(64)}', 5.5, 'key', 'signature')`);
    migrate(database, 75);
    expect(database.prepare('select * from erasure_notice').all()).toEqual([
      { device: 'device', epoch: 'e'.repeat(32), seq: 1, erased_at_utc_ms: 5.5 },
    ]);
  });
});

describe('migration to 76', () => {
  test('leaves whom somebody put on the watch list there, without an end', () => {
    const database = databaseAt(75);
    database.exec("insert into watch_list values (1, 'tag', 'check', 'key', x'00', 5)");
    const before = database.prepare('select * from watch_list').get() as object;
    migrate(database, 76);
    expect(database.prepare('select * from watch_list').get()).toEqual({ ...before, keep_days: null });
  });
});

describe('migration to 84', () => {
  const AT_70 = `${OLD_ENTRY.replace(/\);$/, ', null, null, null);')}`;

  test('leaves old entries as they are, and nothing counted', () => {
    const database = databaseAt(70);
    database.exec(AT_70);
    const before = database.prepare('select * from entry').all();
    migrate(database, 84);
    expect(database.prepare('select * from entry').all()).toEqual(before);
    expect(database.prepare('select * from day_summary').all()).toEqual([]);
  });

  test('a new entry stales the day that it says, and one that corrects the day of the other', () => {
    const database = databaseAt(84);
    database.exec(AT_70);
    // The old entry is of the first day of 1970 in Vietnam, which began seven hours before the epoch.
    const DAYS = [-25_200_000, 61_200_000, 147_600_000];
    for (const day of DAYS) database.prepare("insert into day_summary values (?, '{}', 0, 0)").run(day);
    const stale = () =>
      database.prepare('select day_start_utc_ms from day_summary where is_stale = 1 order by 1').pluck().all();
    const add = (seq: number, wallUtcMs: number, corrects: number | null) =>
      database
        .prepare(
          `insert into entry select null, 1, ?, ?, monotonic_ms, boot_id, clock_offset_ms, clock_uncertainty_ms, lane_id,
            direction, inferred, reader_kind, code_kind, subject_tag, code_length, key_id, sealed_personal, verification, verdict,
            reasons, rules_version, previous_hash, hash, issuer, trust_version, ? from entry where seq = 1`,
        )
        .run(seq, wallUtcMs, corrects);
    add(2, 61_200_000 - 1, null);
    expect(stale()).toEqual([DAYS[0]]);
    database.exec('update day_summary set is_stale = 0');
    add(3, 61_200_000, null);
    expect(stale()).toEqual([DAYS[1]]);
    database.exec('update day_summary set is_stale = 0');
    add(4, 147_600_000, 1);
    expect(stale()).toEqual([DAYS[0], DAYS[2]]);
  });
});
