import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../../src-collector/database.ts';
import { noticeOutbox } from '../../../src-collector/delivery/outbox.ts';
import { migrate } from '../../../src-collector/migrations/migrate.ts';
import { raise } from '../../../src-collector/notices/collector-troubles.ts';
import { mailFrame } from '../../../src-collector/notices/run-notices.ts';
import type { NewTarget } from '../../../src-collector/notices/targets.ts';
import { addTarget } from '../../../src-collector/notices/targets.ts';
import { watchAlarms } from '../../../src-collector/notices/watch-alarms.ts';
import { consoleSecret } from '../../../src-collector/secret.ts';
import { openFreshDatabase } from '../../support/fresh-pglite.ts';
import { suiteDir } from '../../support/temporary-dir.ts';

const MINUTE_MS = 60_000;
const dataDir = suiteDir();
let database: Database;
let nowUtcMs = 0;
const outbox = noticeOutbox(
  mailFrame('Máy thu', () => 'https://thu.example.vn/'),
  'Máy thu',
);

beforeAll(async () => {
  database = await openFreshDatabase(null, dataDir);
  await migrate(database);
}, 120_000);
afterAll(() => database.close());
beforeEach(async () => {
  nowUtcMs = Date.now();
  for (const table of ['device', 'gate_profile', 'gate_status', 'notice_alarm', 'notice_event', 'notice_target']) {
    await database.query(`truncate ${table} cascade`);
  }
  await database.query('truncate notice_delivery, notice_raised');
  // Somebody has been looking all along.
  await database.query('update notice_clock set turned_at_utc_ms = $1::bigint, watching_since_utc_ms = 0', [nowUtcMs]);
});

/** So many gates of a unit; `heardMinutesAgo` is by the first look. */
async function gates(unit: string[], count: number, heardMinutesAgo: number, venue = 'Trường'): Promise<void> {
  await database.query(
    `with gate as (select gen_random_uuid() as id from generate_series(1, $1::int)),
     enrolled as (insert into device (device_id, public_key, enrolled_at) select id, '\\x00', now() - interval '30 days' from gate),
     placed as (insert into gate_profile (device_id, venue_id, venue_kind, venue_name, unit_path)
       select id, id::text, 'school', $4, $2::text[] from gate)
     insert into gate_status (device_id, made_at, received_at, report)
       select id, now(), to_timestamp($3::float8), '{}' from gate`,
    [count, unit, (nowUtcMs - heardMinutesAgo * MINUTE_MS) / 1_000, venue],
  );
}

async function look(minutes: number): Promise<number> {
  let told = 0;
  for (let minute = 0; minute < minutes; minute += 1) {
    nowUtcMs += MINUTE_MS;
    told += (await watchAlarms({ database, outbox, dataDir: null }, nowUtcMs)) ?? 0;
  }
  return told;
}

const target = (unit: string[], more: Partial<NewTarget> = {}) =>
  addTarget(
    database,
    consoleSecret('k'.repeat(43), ''),
    { unit, channel: 'email', address: 'truc@example.vn', kinds: ['away'], language: 'vi', ...more },
    1,
  );
const sent = () =>
  database.query<{ subject: string; body: string; address: string }>(
    'select subject, body, address from notice_delivery order by made_at_utc_ms, address',
  );

test('five thousand gates that go away within minutes are one mail, which says so and names some of them', async () => {
  await target(['Bắc Ninh']);
  for (let part = 0; part < 5; part += 1) await gates(['Bắc Ninh', `Phường ${part}`], 1_000, 16 - part);
  await gates(['Bắc Ninh'], 600, -60);
  expect(await look(12)).toBe(1);
  const [mail, ...others] = await sent();
  expect(others).toEqual([]);
  expect(mail?.subject).toBe('Cảnh báo: 5000 cổng mất liên lạc cùng lúc – Bắc Ninh');
  expect(mail?.body).toContain('5000 trong 5600 cổng');
  expect(mail?.body).toContain('Bắc Ninh / Phường 3: 1000 cổng');
  expect(mail?.body.match(/•/g)).toHaveLength(20);
  expect(mail?.body).toContain('https://thu.example.vn/console/#/notices');
  expect(mail?.body.length).toBeLessThan(8_000);
}, 120_000);

test('each is told of the own unit and the own kinds alone, and of an end too', async () => {
  await target(['Huế'], { address: 'hue@example.vn' });
  await target(['Huế', 'Phường Một'], { address: 'mot@example.vn' });
  await target(['Huế'], { address: 'disk@example.vn', kinds: ['disk'] });
  await target(['Đà Nẵng'], { address: 'danang@example.vn' });
  await gates(['Huế', 'Phường Hai'], 1, 20, 'Chợ Đông Ba');
  expect(await look(10)).toBe(1);
  expect((await sent()).map(({ address, subject }) => [address, subject])).toEqual([
    ['hue@example.vn', 'Cảnh báo: 1 việc cần xem – Huế'],
  ]);
  await database.query('update gate_status set received_at = to_timestamp($1::float8)', [nowUtcMs / 1_000 + 86_400]);
  await look(30);
  const [, ended] = await sent();
  expect(ended?.subject).toBe('Đã hết 1 cảnh báo – Huế');
  expect(ended?.body).toContain('Chợ Đông Ba');
});

test('a collector that was down itself says of no gate that it is away before each had time to report', async () => {
  await target([]);
  await gates(['Huế'], 30, 60);
  await database.query('update notice_clock set turned_at_utc_ms = $1::bigint', [nowUtcMs - 60 * MINUTE_MS]);
  expect(await look(7)).toBe(0);
  await database.query('update gate_status set received_at = to_timestamp($1::float8)', [nowUtcMs / 1_000]);
  expect(await look(12)).toBe(0);
});

test('what a part of the collector raises is told to who is told of everything, and is over when nobody raises it', async () => {
  await target([], { kinds: ['adapter-backlog'], address: 'all@example.vn' });
  await target(['Huế'], { kinds: ['adapter-backlog'], address: 'hue@example.vn' });
  await raise(database, 'adapter-backlog', nowUtcMs);
  expect(await look(8)).toBe(1);
  const [mail] = await sent();
  expect([mail?.address, mail?.body.includes('Máy thu – Toàn bộ máy thu')]).toEqual(['all@example.vn', true]);
  await look(30);
  expect((await sent())[1]?.subject).toContain('Đã hết 1 cảnh báo');
});

test('a venue whose name holds a break and a header has one line of subject, and one line in the list', async () => {
  await target(['Huế'], { channel: 'webhook', address: 'https://nhan.example.vn/', kinds: ['away'] });
  await target(['Huế']);
  await gates(['Huế'], 1, 20, 'Chợ\r\nBcc: ai.do@example.vn');
  await look(10);
  for (const { subject, body } of await sent()) {
    expect(subject).not.toMatch(/[\r\n]/);
    expect(body).not.toMatch(/^Bcc:/m);
  }
  const [hook] = await database.query<{ body: string }>(`select body from notice_delivery where channel = 'webhook'`);
  expect(JSON.parse(hook?.body ?? '{}')).toMatchObject({
    type: 'gac-cong.alarms',
    data: { unit: ['Huế'], isOutage: false, began: { count: 1, byKind: { away: 1 }, items: [{ kind: 'away' }] } },
  });
});

test('a database that has what came after these tables, and not these tables, gets them', async () => {
  const tables = ['target', 'alarm', 'event', 'clock', 'raised', 'delivery'].map((name) => `notice_${name}`);
  await database.query(`drop table ${tables.join(', ')}, report_schedule`);
  await database.query('delete from schema_version where version = 94');
  await migrate(database);
  expect(await sent()).toEqual([]);
});
