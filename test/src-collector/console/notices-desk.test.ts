import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallRequest } from '../../../src-collector/contract/console-api.ts';
import type { NewTarget } from '../../../src-collector/notices/targets.ts';
import { secretOf } from '../../../src-collector/notices/targets.ts';
import type { Browser, TestConsole } from '../../support/served-console.ts';
import { openTestConsole, post } from '../../support/served-console.ts';
import { suiteDir } from '../../support/temporary-dir.ts';

let served: TestConsole;
let hue: Browser;
let danang: Browser;
const dataDir = suiteDir();

beforeAll(async () => {
  served = await openTestConsole(dataDir, null, null, true);
  hue = await served.signedIn(await served.account('phụ.trách.huế', ['officer'], ['Huế']));
  danang = await served.signedIn(await served.account('phụ.trách.đà.nẵng', ['officer'], ['Đà Nẵng']));
}, 120_000);
afterAll(() => served.close());

const HOOK = {
  channel: 'webhook',
  address: 'https://nhan.example.vn/gac-cong',
  unit: ['Huế', 'Phường Một'],
  kinds: ['away', 'disk', 'away'],
} satisfies Partial<NewTarget>;
const SCHEDULE: CallRequest<'notice.addSchedule'> = {
  unit: ['Huế'],
  format: 'pdf',
  rhythm: 'monthly',
  hour: 7,
  addressees: ['a@example.vn', 'b@example.vn', 'a@example.vn'],
};

test('an officer adds, tries and removes a webhook of the own unit; its secret is shown once and kept sealed', async () => {
  const { id, secret } = (await hue.call('notice.addTarget', HOOK)).body;
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const listed = await hue.call('notice.targets', {});
  expect(listed.body).toMatchObject({
    hasMail: true,
    targets: [{ id, ...HOOK, kinds: ['away', 'disk'], language: 'vi' }],
  });
  const rows = await served.database.query<{ line: string }>('select t::text as line from notice_target as t');
  const key = secret?.slice('whsec_'.length) ?? '';
  const plain = [key, Buffer.from(key).toString('hex'), Buffer.from(key, 'base64').toString('hex')];
  for (const each of plain) expect(JSON.stringify([listed.body, rows])).not.toContain(each);
  expect(await secretOf(served.database, served.secret, id)).toBe(secret);

  const { deliveryId } = (await hue.call('notice.testTarget', { id })).body;
  expect((await hue.call('notice.testTarget', { id })).body).toEqual({ reason: 'wait', retryAfterS: 30 });
  const { deliveries } = (await hue.call('notice.deliveries', {})).body;
  expect(deliveries).toMatchObject([{ id: deliveryId, about: 'test', state: 'waiting', tries: 0, reason: null }]);
  expect((await hue.call('notice.removeTarget', { id })).status).toBe(200);
  expect((await hue.call('notice.deliveries', {})).body.deliveries).toEqual([]);
});

test('what is of another unit is not there, and nothing can be put there', async () => {
  const { id } = (await hue.call('notice.addTarget', HOOK)).body;
  const schedule = (await hue.call('notice.addSchedule', SCHEDULE)).body;
  await hue.call('notice.testTarget', { id });
  expect((await danang.call('notice.targets', {})).body.targets).toEqual([]);
  expect((await danang.call('notice.schedules', {})).body.schedules).toEqual([]);
  expect((await danang.call('notice.deliveries', {})).body.deliveries).toEqual([]);
  const answers = [
    await danang.call('notice.removeTarget', { id }),
    await danang.call('notice.testTarget', { id }),
    await danang.call('notice.removeSchedule', { id: schedule.id }),
  ];
  expect(answers.map(({ status, body }) => [status, body.reason])).toEqual(Array(3).fill([404, 'unknown']));
  for (const unit of [[], ['Huế']]) {
    expect((await danang.call('notice.addTarget', { ...HOOK, unit })).body.reason).toBe('beyond-unit');
    expect((await danang.call('notice.addSchedule', { ...SCHEDULE, unit })).body.reason).toBe('beyond-unit');
  }
  expect((await hue.call('notice.targets', {})).body.targets).toHaveLength(1);
});

test('a schedule says when the next report comes, and goes with what still waits of it', async () => {
  const { id, nextAt } = (await hue.call('notice.addSchedule', SCHEDULE)).body;
  const mine = (await hue.call('notice.schedules', {})).body.schedules.find((each) => each.id === id);
  expect(mine).toMatchObject({ nextAt, addressees: ['a@example.vn', 'b@example.vn'], language: 'vi' });
  expect(nextAt).toMatch(/^\d{4}-\d\d-01T00:00:00\.000Z$/);
  expect((await hue.call('notice.removeSchedule', { id })).status).toBe(200);
  expect((await hue.call('notice.removeSchedule', { id })).body.reason).toBe('unknown');
});

test('no key that was not asked for, no address that is none, and not more addressees than a few', async () => {
  const own = { origin: served.url, cookie: hue.cookie, 'x-console-token': hue.csrf };
  const wrong: readonly [string, object][] = [
    ['notice.addTarget', { ...HOOK, secret: 'whsec_AAAA' }],
    ['notice.addTarget', { ...HOOK, toldUpTo: 0 }],
    ['notice.addTarget', { ...HOOK, address: 'http://nhan.example.vn/' }],
    ['notice.addTarget', { ...HOOK, address: 'https://ai:do@nhan.example.vn/' }],
    ['notice.addTarget', { ...HOOK, address: 'file:///etc/passwd' }],
    ['notice.addTarget', { ...HOOK, channel: 'email', address: 'a@example.vn\r\nBcc: b@example.vn' }],
    ['notice.addTarget', { ...HOOK, channel: 'email', address: 'a@example.vn, b@example.vn' }],
    ['notice.addTarget', { ...HOOK, kinds: [] }],
    ['notice.addTarget', { ...HOOK, kinds: ['everything'] }],
    ['notice.addSchedule', { ...SCHEDULE, createdBy: 1 }],
    ['notice.addSchedule', { ...SCHEDULE, hour: 24 }],
    ['notice.addSchedule', { ...SCHEDULE, addressees: [] }],
    ['notice.addSchedule', { ...SCHEDULE, addressees: Array.from({ length: 11 }, (_, n) => `a${n}@example.vn`) }],
    ['notice.removeTarget', { id: "x' or 1=1" }],
  ];
  for (const [name, input] of wrong) {
    expect((await post(served.url, name, JSON.stringify(input), own)).body.reason, JSON.stringify(input)).toBe(
      'malformed',
    );
  }
});

test('where no mail is set up nobody is promised any', async () => {
  const { database } = served;
  const other = await openTestConsole(suiteDir());
  try {
    const officer = await other.signedIn(await other.account('huế', ['officer'], ['Huế']));
    expect((await officer.call('notice.addSchedule', SCHEDULE)).body.reason).toBe('mail-off');
    const mail = { ...HOOK, channel: 'email', address: 'a@example.vn' } as const;
    expect((await officer.call('notice.addTarget', mail)).body.reason).toBe('mail-off');
    expect((await officer.call('notice.addTarget', HOOK)).status).toBe(200);
  } finally {
    await other.close();
  }
  const notes = await database.query<{ detail: string }>('select detail from console_audit');
  expect(notes.length).toBeGreaterThan(5);
  // Of whom and what, in ids and words.
  expect(JSON.stringify(notes)).not.toContain('example.vn');
});
