import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import type { Server } from 'node:https';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { SMTPServer } from 'smtp-server';
import { SMTPServer as SmtpServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../../src-collector/database.ts';
import { GIVES_UP_AFTER_MS, nextTryInMs } from '../../../src-collector/delivery/back-off.ts';
import type { Courier } from '../../../src-collector/delivery/deliver.ts';
import { deliverDue } from '../../../src-collector/delivery/deliver.ts';
import { LEASE_MS, leaseDue, noticeOutbox } from '../../../src-collector/delivery/outbox.ts';
import { addressRule, isNetwork } from '../../../src-collector/delivery/public-address.ts';
import type { Mailer } from '../../../src-collector/delivery/send-mail.ts';
import { openMailer } from '../../../src-collector/delivery/send-mail.ts';
import { sendWebhook } from '../../../src-collector/delivery/send-webhook.ts';
import { migrate } from '../../../src-collector/migrations/migrate.ts';
import { addTarget } from '../../../src-collector/notices/targets.ts';
import { addSchedule, listSchedules, planReports } from '../../../src-collector/reports/schedules.ts';
import { consoleSecret } from '../../../src-collector/secret.ts';
import { MISSING_OPENSSL, makeAuthority } from '../../support/certificate-authority.ts';
import { openFreshDatabase } from '../../support/fresh-pglite.ts';
import { suiteDir } from '../../support/temporary-dir.ts';

if (MISSING_OPENSSL !== null) process.stderr.write(`skipped, webhooks over TLS: ${MISSING_OPENSSL}\n`);

const dataDir = suiteDir();
const keys = consoleSecret('k'.repeat(43), '');
const HOUR_MS = 3_600_000;
const LOOPBACK = ['127.0.0.0/8', '::1'];
const outbox = noticeOutbox((text) => text, 'Máy thu');
const logged: string[] = [];

let database: Database;
let smtp: SMTPServer;
let mailer: Mailer;
const mails: { readonly to: string; readonly raw: string }[] = [];
let onMail: () => void = () => undefined;
let nowUtcMs = Date.now();

beforeAll(async () => {
  database = await openFreshDatabase(null, dataDir);
  await migrate(database);
  smtp = new SmtpServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onMailFrom({ address }, _session, answer) {
      if (!address.startsWith('la')) return answer();
      answer(Object.assign(new Error('no such sender'), { responseCode: 550 }));
    },
    onRcptTo({ address }, _session, answer) {
      if (!address.startsWith('khong')) return answer();
      answer(Object.assign(new Error('no such mailbox'), { responseCode: 550 }));
    },
    onData(stream, session, answer) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address).join(',');
        mails.push({ to, raw: Buffer.concat(parts).toString('utf8') });
        onMail();
        answer();
      });
    },
  });
  await new Promise<void>((listening) => smtp.listen(0, '127.0.0.1', listening));
  const { port } = smtp.server.address() as AddressInfo;
  mailer = openMailer({ url: `smtp://127.0.0.1:${port}`, from: 'thu@example.vn' }, 'Máy thu');
}, 120_000);
afterAll(async () => {
  mailer.close();
  await new Promise<void>((closed) => smtp.close(closed));
  await database.close();
});
afterEach(async () => {
  mails.length = 0;
  onMail = () => undefined;
  await database.query('truncate notice_delivery, notice_target, report_schedule');
});

const courier = (more: Partial<Courier> = {}): Courier => ({
  database,
  keys,
  mailer,
  webhooks: { mayReach: addressRule(LOOPBACK) },
  log: (event, fields) => void logged.push(JSON.stringify({ event, ...fields })),
  ...more,
});
const deliver = (more: Partial<Courier> = {}) => deliverDue(courier(more), () => nowUtcMs);
const put = (to: { channel: 'email' | 'webhook'; address: string; id?: string }, subject = 'Cảnh báo') =>
  outbox.put(
    database,
    {
      about: 'alarms',
      to: { id: randomUUID(), unit: ['Huế'], language: 'vi', ...to },
      subject,
      text: 'Nội dung',
      json: { a: 1 },
    },
    nowUtcMs,
  );
const rowOf = async (id: string) =>
  (
    await database.query<{ state: string; tries: number; reason: string | null; body: string; due: number }>(
      'select state, tries, reason, body, due_at_utc_ms::float8 as due from notice_delivery where id = $1::uuid',
      [id],
    )
  )[0];
/** A header as a mail program shows it. */
const headerOf = (raw: string, name: string): string =>
  (new RegExp(`^${name}: ((?:.|\\r\\n[ \\t])*)`, 'im').exec(raw)?.[1] ?? '')
    .replace(/\r\n[ \t]/g, ' ')
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_whole, kind: string, text: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString('utf8')
        : Buffer.from(
            text
              .replaceAll('_', ' ')
              .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
            'latin1',
          ).toString('utf8'),
    );

describe('a mail', () => {
  test('arrives with its id, once, and its text is kept no longer', async () => {
    const id = await put({ channel: 'email', address: 'truc@example.vn' }, 'Cảnh báo: 3 cổng – Huế');
    expect(await deliver()).toBe(1);
    expect(await deliver()).toBe(0);
    const [mail] = mails;
    expect(mails).toHaveLength(1);
    expect(mail?.to).toBe('truc@example.vn');
    expect(headerOf(mail?.raw ?? '', 'Message-ID')).toBe(`<${id}@example.vn>`);
    expect(headerOf(mail?.raw ?? '', 'Subject')).toBe('Cảnh báo: 3 cổng – Huế');
    expect(headerOf(mail?.raw ?? '', 'Auto-Submitted')).toBe('auto-generated');
    expect(await rowOf(id)).toMatchObject({ state: 'sent', tries: 1, reason: null, body: '' });
  });

  test('whose subject holds breaks and headers goes to its one address, with no header more', async () => {
    await put({ channel: 'email', address: 'truc@example.vn' }, 'Huế\r\nBcc: ai.do@example.vn\r\n\r\nchào');
    await deliver();
    expect(mails.map(({ to }) => to)).toEqual(['truc@example.vn']);
    const head = mails[0]?.raw.split('\r\n\r\n')[0] ?? '';
    expect(head).not.toMatch(/^Bcc:/im);
    expect(headerOf(head, 'Subject')).toContain('Huế');
  });

  test('that was sent by one who ended before noting it is sent again, with the same id', async () => {
    const id = await put({ channel: 'email', address: 'truc@example.vn' });
    const [leased] = await leaseDue(database, nowUtcMs);
    if (leased === undefined) throw new Error('nothing was due');
    await mailer.send(leased);
    // It holds its lease for as long as it may still be at it.
    expect(await deliver()).toBe(0);
    nowUtcMs += LEASE_MS;
    expect(await deliver()).toBe(1);
    expect(mails.map(({ raw }) => headerOf(raw, 'Message-ID'))).toEqual(Array(2).fill(`<${id}@example.vn>`));
    expect(await rowOf(id)).toMatchObject({ state: 'sent', tries: 2 });
  });

  test('is sent by one of several that look at once', async () => {
    for (let mail = 0; mail < 15; mail += 1) await put({ channel: 'email', address: `nguoi${mail}@example.vn` });
    const counts = await Promise.all([deliver(), deliver(), deliver(), deliver()]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(15);
    expect(new Set(mails.map(({ to }) => to)).size).toBe(15);
    expect(mails).toHaveLength(15);
  });

  test('to a mailbox that is not there is given up at once, and one for which there is no server waits', async () => {
    const gone = await put({ channel: 'email', address: 'khong.co@example.vn' });
    await deliver();
    expect(await rowOf(gone)).toMatchObject({ state: 'given-up', reason: 'mailbox-refused', body: '' });
    const { port } = smtp.server.address() as AddressInfo;
    const stranger = openMailer({ url: `smtp://127.0.0.1:${port}`, from: 'la@example.vn' }, 'Máy thu');
    const refused = await put({ channel: 'email', address: 'truc@example.vn' });
    await deliver({ mailer: stranger });
    expect(await rowOf(refused)).toMatchObject({ state: 'waiting', reason: 'mail-550' });
    await database.query('truncate notice_delivery');
    const off = await put({ channel: 'email', address: 'truc@example.vn' });
    await deliver({ mailer: null });
    expect(await rowOf(off)).toMatchObject({ state: 'waiting', reason: 'mail-off', body: 'Nội dung' });
    nowUtcMs += GIVES_UP_AFTER_MS;
    await deliver({ mailer: null });
    expect(await rowOf(off)).toMatchObject({ state: 'given-up', tries: 2, reason: 'mail-off' });
    expect(logged.join('\n')).not.toContain('example.vn');
  });

  test('waits longer from try to try, never as long as all others that failed with it', () => {
    const waits = Array.from({ length: 14 }, (_, tries) => nextTryInMs(tries + 1, null, 0.999));
    expect(waits.toSorted((left, right) => left - right)).toEqual(waits);
    expect([Math.round((waits[0] ?? 0) / 1_000), waits.at(-1)]).toEqual([30, Math.round(6 * HOUR_MS * 0.9995)]);
    expect(nextTryInMs(3, null, 0)).toBe(60_000);
    expect(nextTryInMs(1, 120_000, 0)).toBe(120_000);
    expect(nextTryInMs(1, 1_000 * HOUR_MS, 0)).toBe(6 * HOUR_MS);
  });
});

describe('a scheduled report', () => {
  const schedule = (addressees: string[]) =>
    addSchedule(
      database,
      { unit: ['Huế'], format: 'pdf', rhythm: 'daily', hour: 7, language: 'vi', addressees },
      1,
      nowUtcMs,
    );
  async function idOf(added: ReturnType<typeof schedule>): Promise<string> {
    const made = await added;
    if (made === 'too-many') throw new Error('no room');
    return made.id;
  }
  const plan = () =>
    planReports({ database, outbox, name: 'Máy thu', frame: (text) => text, log: () => undefined }, nowUtcMs);

  test('comes once to each, with its file, whoever plans it and however often', async () => {
    await schedule(['a@example.vn', 'b@example.vn']);
    expect(await plan()).toBe(0);
    nowUtcMs += 24 * HOUR_MS;
    const planned = await Promise.all([plan(), plan(), plan()]);
    expect(planned.reduce((sum, each) => sum + each, 0)).toBe(1);
    expect(await plan()).toBe(0);
    while ((await deliver()) > 0);
    expect(mails.map(({ to }) => to).sort()).toEqual(['a@example.vn', 'b@example.vn']);
    const raw = mails[0]?.raw ?? '';
    expect(headerOf(raw, 'Subject')).toMatch(/^Báo cáo số liệu ngày \d\d\/\d\d\/\d{4} – Huế$/);
    expect(raw).toMatch(/filename="?bao-cao-so-lieu_Hue_\d{4}-\d\d-\d\d\.pdf/);
    expect(raw.replaceAll('\r\n', '')).toContain(Buffer.from('%PDF-1.').toString('base64').slice(0, 8));
    const [{ bytes } = { bytes: -1 }] = await database.query<{ bytes: number }>(
      'select count(file)::int as bytes from notice_delivery',
    );
    expect(bytes).toBe(0);
  });

  test('that was missed for days is sent for the last of them, which says how many were not', async () => {
    await schedule(['a@example.vn']);
    nowUtcMs += 5 * 24 * HOUR_MS;
    expect(await plan()).toBe(1);
    const rows = await database.query<{ body: string }>('select body from notice_delivery');
    expect(rows).toHaveLength(1);
    expect(rows[0]?.body).toContain('Trước đó có 4 kỳ đến hẹn khi máy thu không chạy');
  });

  test('of somebody whose account was disabled goes to nobody any more, and its list says so', async () => {
    const [{ id } = { id: 0 }] = await database.query<{ id: number }>(
      `insert into console_account (name, roles, unit, disabled_at) values ('can-bo-cu', '{officer}', '{Huế}', now()) returning id`,
    );
    await database.query('update report_schedule set created_by = $1 where id = $2::uuid', [
      id,
      await idOf(schedule(['a@example.vn'])),
    ]);
    nowUtcMs += 24 * HOUR_MS;
    expect(await plan()).toBe(0);
    expect(await listSchedules(database, ['Huế'], nowUtcMs)).toMatchObject([{ nextAt: null }]);
    await database.query('update console_account set disabled_at = null where id = $1', [id]);
    expect(await plan()).toBe(1);
  });
});

describe.skipIf(MISSING_OPENSSL !== null)('a webhook', () => {
  type Got = { readonly headers: IncomingHttpHeaders; readonly body: string };
  const got: Got[] = [];
  let server: Server;
  let port = 0;
  let ca = '';
  let status = 200;
  let more: Record<string, string> = {};

  beforeAll(async () => {
    const authority = makeAuthority(dataDir, 'thu');
    const { certificatePath, keyPath } = authority.issue('localhost');
    ca = authority.pem;
    server = createServer({ cert: readFileSync(certificatePath), key: readFileSync(keyPath) }, (request, answer) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        got.push({ headers: request.headers, body: Buffer.concat(parts).toString('utf8') });
        answer.writeHead(status, more).end('x'.repeat(200_000));
      });
    });
    await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => new Promise<void>((closed) => void server.close(() => closed())));
  afterEach(() => {
    got.length = 0;
    status = 200;
    more = {};
  });

  const webhooks = () => ({ mayReach: addressRule(LOOPBACK), ca });
  async function target(): Promise<{ id: string; secret: string; address: string }> {
    const address = `https://localhost:${port}/nhan?a=1`;
    const added = await addTarget(
      database,
      keys,
      { unit: ['Huế'], channel: 'webhook', address, kinds: ['away'], language: 'vi' },
      1,
    );
    if (added === 'too-many' || added.secret === null) throw new Error('no target');
    return { id: added.id, secret: added.secret, address };
  }

  /** As a receiver does it by the standard, in no code of ours. */
  function isGenuine({ headers, body }: Got, secret: string): boolean {
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const expected = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
      .update(signed)
      .digest();
    return String(headers['webhook-signature'])
      .split(' ')
      .some((each) => {
        const given = Buffer.from(each.replace(/^v1,/, ''), 'base64');
        return given.length === expected.length && timingSafeEqual(given, expected);
      });
  }

  test('arrives signed, with an id that stays from try to try', async () => {
    const to = await target();
    const id = await put({ channel: 'webhook', ...to });
    status = 503;
    more = { 'retry-after': '600' };
    await deliver({ webhooks: webhooks() });
    const waiting = await rowOf(id);
    expect(waiting).toMatchObject({ state: 'waiting', reason: 'status-503', tries: 1 });
    expect((waiting?.due ?? 0) - nowUtcMs).toBeGreaterThanOrEqual(600_000);
    status = 204;
    nowUtcMs += HOUR_MS;
    await deliver({ webhooks: webhooks() });
    expect(await rowOf(id)).toMatchObject({ state: 'sent', tries: 2 });
    expect(got.map((each) => isGenuine(each, to.secret))).toEqual([true, true]);
    expect(got.map(({ headers }) => [headers['webhook-id'], headers['idempotency-key']])).toEqual(
      Array(2).fill([id, id]),
    );
    const [, last] = got;
    expect(Number(last?.headers['webhook-timestamp'])).toBe(Math.floor(nowUtcMs / 1_000));
    expect(last !== undefined && isGenuine({ ...last, body: `${last.body} ` }, to.secret)).toBe(false);
    const { secret: other } = await target();
    expect(last !== undefined && isGenuine(last, other)).toBe(false);
  });

  test('follows no redirect, stops at 410, and reads no endless answer', async () => {
    const to = await target();
    const moved = await put({ channel: 'webhook', ...to });
    status = 307;
    more = { location: `https://localhost:${port}/khac` };
    await deliver({ webhooks: webhooks() });
    expect(await rowOf(moved)).toMatchObject({ state: 'waiting', reason: 'redirect' });
    expect(got).toHaveLength(1);
    await database.query('truncate notice_delivery');
    const gone = await put({ channel: 'webhook', ...to });
    status = 410;
    await deliver({ webhooks: webhooks() });
    expect(await rowOf(gone)).toMatchObject({ state: 'given-up', reason: 'gone' });
  });

  test('reaches nothing of this house that was not opened, by no way to write it, and nobody without a certificate', async () => {
    const message = { id: randomUUID(), body: '{}' };
    const shut = { mayReach: addressRule([]), ca };
    const addresses = [
      `https://localhost:${port}/`,
      `https://127.0.0.1:${port}/`,
      `https://127.1:${port}/`,
      `https://2130706433:${port}/`,
      `https://0x7f.0.0.1:${port}/`,
      `https://[::1]:${port}/`,
      `https://[::ffff:127.0.0.1]:${port}/`,
      'https://169.254.169.254/latest/meta-data/',
      'https://10.0.0.1/',
      'https://[fd00::1]/',
      'https://[64:ff9b::7f00:1]/',
      `http://localhost:${port}/`,
    ];
    for (const address of addresses) {
      const outcome = await sendWebhook(shut, { ...message, address }, 'whsec_AAAA', nowUtcMs);
      expect([address, outcome]).toMatchObject([address, { type: 'failed', reason: 'address-refused' }]);
    }
    expect(got).toEqual([]);
    const address = `https://localhost:${port}/`;
    const untrusted = { mayReach: addressRule(LOOPBACK) };
    expect(await sendWebhook(untrusted, { ...message, address }, 'whsec_AAAA', nowUtcMs)).toMatchObject({
      reason: 'bad-certificate',
    });
    expect(got).toEqual([]);
  });
});

test('an address is the world or one of the house, and a network is one or is not', () => {
  const mayReach = addressRule([]);
  const world = ['8.8.8.8', '113.160.1.1', '2001:4860:4860::8888', '2606:4700::1111'];
  const house = [
    '0.0.0.0',
    '100.64.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    'fe80::1',
  ];
  const disguised = ['::ffff:8.8.8.8', '2002:7f00:1::', '2001:0:1::', 'ff02::1', 'localhost', ''];
  expect(world.filter((address) => !mayReach(address))).toEqual([]);
  expect([...house, ...disguised].filter(mayReach)).toEqual([]);
  expect(['10.0.0.0/8', '::1', 'fd00::/8'].filter((text) => !isNetwork(text))).toEqual([]);
  expect(['', '10.0.0.0/33', '10.0.0/8', 'a/8', '10.0.0.0/8/8', '10.0.0.0/-1'].filter(isNetwork)).toEqual([]);
  expect(addressRule(['10.1.0.0/16'])('10.1.2.3')).toBe(true);
  expect(addressRule(['10.1.0.0/16'])('10.2.2.3')).toBe(false);
});
