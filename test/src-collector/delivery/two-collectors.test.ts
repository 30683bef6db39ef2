import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../../src-collector/database.ts';
import { openDatabase } from '../../../src-collector/database.ts';
import { deliverDue } from '../../../src-collector/delivery/deliver.ts';
import type { Notice } from '../../../src-collector/delivery/outbox.ts';
import { noticeOutbox } from '../../../src-collector/delivery/outbox.ts';
import { addressRule } from '../../../src-collector/delivery/public-address.ts';
import type { Mailer } from '../../../src-collector/delivery/send-mail.ts';
import { migrate } from '../../../src-collector/migrations/migrate.ts';
import { raise } from '../../../src-collector/notices/collector-troubles.ts';
import { addTarget } from '../../../src-collector/notices/targets.ts';
import { watchAlarms } from '../../../src-collector/notices/watch-alarms.ts';
import { addSchedule, planReports } from '../../../src-collector/reports/schedules.ts';
import { consoleSecret } from '../../../src-collector/secret.ts';
import type { TestPostgres } from '../../support/postgres.ts';
import { missingPostgres, startPostgres } from '../../support/postgres.ts';

const missing = missingPostgres();
if (missing !== null) process.stderr.write(`skipped, two collectors that send over PostgreSQL: ${missing}\n`);

const keys = consoleSecret('k'.repeat(43), '');
const outbox = noticeOutbox((text) => text, 'Máy thu');
const DAY_MS = 86_400_000;
const VIETNAM_MS = 7 * 3_600_000;

describe.skipIf(missing !== null)('two collectors over one PostgreSQL', () => {
  let server: TestPostgres;
  let both: readonly Database[] = [];
  const sent: string[] = [];
  const mailer: Mailer = {
    send: async ({ id, address }) => {
      sent.push(`${id} ${address}`);
      return { type: 'sent' };
    },
    close: () => undefined,
  };
  let nowUtcMs = Date.now();

  beforeAll(async () => {
    server = await startPostgres();
    both = [await openDatabase(server.databaseUrl, ''), await openDatabase(server.databaseUrl, '')];
    await Promise.all(both.map((database) => migrate(database)));
  }, 120_000);
  afterAll(async () => {
    for (const database of both) await database.close();
    await server?.stop();
  });

  const deliverAll = () =>
    Promise.all(
      both.map(async (database) => {
        const courier = { database, keys, mailer, webhooks: { mayReach: addressRule([]) }, log: () => undefined };
        while ((await deliverDue(courier, () => nowUtcMs)) > 0);
      }),
    );

  test('send each mail once', async () => {
    const [database] = both;
    if (database === undefined) throw new Error('no database');
    const to: Notice['to'] = {
      id: randomUUID(),
      unit: ['Huế'],
      channel: 'email',
      address: 'a@example.vn',
      language: 'vi',
    };
    const ids: string[] = [];
    for (let mail = 0; mail < 60; mail += 1) {
      ids.push(await outbox.put(database, { about: 'alarms', to, subject: 's', text: 't', json: {} }, nowUtcMs));
    }
    await deliverAll();
    expect(sent.map((each) => each.split(' ')[0]).sort()).toEqual(ids.sort());
  });

  test('plan a report once, and tell of an alarm once', async () => {
    const [database] = both;
    if (database === undefined) throw new Error('no database');
    sent.length = 0;
    const schedule = {
      unit: [],
      format: 'csv',
      rhythm: 'daily',
      // Half a day from now: no second one is due within the minutes of this test, whenever it is run.
      hour: new Date(nowUtcMs + VIETNAM_MS + DAY_MS / 2).getUTCHours(),
      language: 'vi',
      addressees: ['b@example.vn'],
    } as const;
    await addSchedule(database, { ...schedule, unit: [], addressees: ['b@example.vn'] }, 1, nowUtcMs);
    const target = {
      unit: [],
      channel: 'email',
      address: 'c@example.vn',
      kinds: ['adapter-refused'],
      language: 'vi',
    } as const;
    await addTarget(database, keys, { ...target, unit: [], kinds: ['adapter-refused'] }, 1);
    nowUtcMs += DAY_MS;
    for (let minute = 0; minute < 8; minute += 1) {
      nowUtcMs += 60_000;
      await raise(database, 'adapter-refused', nowUtcMs);
      await Promise.all(
        both.map(async (each) => {
          await watchAlarms({ database: each, outbox, dataDir: null }, nowUtcMs);
          await planReports(
            { database: each, outbox, name: 'Máy thu', frame: (text) => text, log: () => undefined },
            nowUtcMs,
          );
        }),
      );
    }
    await deliverAll();
    expect(sent.map((each) => each.split(' ')[1]).sort()).toEqual(['b@example.vn', 'c@example.vn']);
  });
});
