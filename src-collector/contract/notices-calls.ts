/** Which calls say who is told of alarms and sent reports, and what became of what was sent? */

import { z } from 'zod';
import { call, nothing } from './console-call.ts';
import { ALARMS } from './fleet-calls.ts';
import { documentFormat } from './report-calls.ts';
import { unitPath } from './unit-path.ts';

const instant = z.iso.datetime();
const id = z.uuid();
const email = z.email().max(200);

/** What the collector has to say of itself; whoever is told of everything is told of these too. */
export const COLLECTOR_ALARMS = [
  /** Days wait to be counted and nothing counts them. */
  'figures-behind',
  /** Little room is left where the collector keeps its data. */
  'collector-disk',
  /** What is to be passed on to another system waits for long. */
  'adapter-backlog',
  /** The other system refuses what is passed on. */
  'adapter-refused',
  /** Settings from afar were given back by too many gates, and are offered to no other. */
  'settings-halted',
] as const;
export const NOTICE_KINDS = [...ALARMS, ...COLLECTOR_ALARMS] as const;
export const noticeKind = z.enum(NOTICE_KINDS);
export type NoticeKind = z.infer<typeof noticeKind>;
export type CollectorAlarm = (typeof COLLECTOR_ALARMS)[number];

export const MOST_ADDRESSEES = 10;
const LONGEST_URL = 500;

/** By TLS, to nobody in particular: a password in an address would stand in logs. */
export const webhookUrl = z
  .url({ protocol: /^https$/ })
  .max(LONGEST_URL)
  .refine((text) => URL.canParse(text) && new URL(text).username === '' && new URL(text).password === '');

const language = z.enum(['vi', 'en']);
const kinds = z
  .array(noticeKind)
  .min(1)
  .max(NOTICE_KINDS.length)
  .transform((given) => [...new Set(given)]);

const target = z.strictObject({
  id,
  unit: unitPath,
  channel: z.enum(['email', 'webhook']),
  address: z.string(),
  kinds: z.array(noticeKind),
  language,
  createdAt: instant,
});
export type NoticeTarget = z.infer<typeof target>;

export const RHYTHMS = ['daily', 'weekly', 'monthly'] as const;
const schedule = z.strictObject({
  id,
  unit: unitPath,
  format: documentFormat,
  rhythm: z.enum(RHYTHMS),
  /** Of the day, in Vietnam, on which the period is over. */
  hour: z.number(),
  language,
  addressees: z.array(z.string()),
  /** `null` = it stands still, because the account that made it was disabled. */
  nextAt: instant.nullable(),
  createdAt: instant,
});
export type ReportSchedule = z.infer<typeof schedule>;

const delivery = z.strictObject({
  /** Also in the message: `Message-ID`, `webhook-id`. */
  id,
  about: z.enum(['alarms', 'report', 'test']),
  unit: unitPath,
  channel: z.enum(['email', 'webhook']),
  address: z.string(),
  state: z.enum(['waiting', 'sent', 'given-up']),
  tries: z.number(),
  /** Why the last try came to nothing. */
  reason: z.string().nullable(),
  madeAt: instant,
  nextTryAt: instant.nullable(),
  settledAt: instant.nullable(),
});
export type NoticeDelivery = z.infer<typeof delivery>;

const who = ['officer', 'operator'] as const;

export const noticesCalls = {
  'notice.targets': call({
    kind: 'read',
    who,
    input: nothing,
    /** Without mail, and with it: what can be added. */
    output: z.strictObject({ hasMail: z.boolean(), targets: z.array(target) }),
  }),
  /** `secret` is shown this once, and only of a webhook. */
  'notice.addTarget': call({
    kind: 'write',
    who,
    input: z.discriminatedUnion('channel', [
      z.strictObject({
        channel: z.literal('email'),
        address: email,
        unit: unitPath,
        kinds,
        language: language.default('vi'),
      }),
      z.strictObject({
        channel: z.literal('webhook'),
        address: webhookUrl,
        unit: unitPath,
        kinds,
        language: language.default('vi'),
      }),
    ]),
    output: z.strictObject({ id, secret: z.string().nullable() }),
  }),
  'notice.removeTarget': call({ kind: 'write', who, input: z.strictObject({ id }), output: nothing }),
  /** Sends it a message that says that it is a trial. */
  'notice.testTarget': call({
    kind: 'write',
    who,
    input: z.strictObject({ id }),
    output: z.strictObject({ deliveryId: id }),
  }),

  'notice.schedules': call({
    kind: 'read',
    who,
    input: nothing,
    output: z.strictObject({ hasMail: z.boolean(), schedules: z.array(schedule) }),
  }),
  'notice.addSchedule': call({
    kind: 'write',
    who,
    input: z.strictObject({
      unit: unitPath,
      format: documentFormat,
      rhythm: z.enum(RHYTHMS),
      hour: z.int().min(0).max(23),
      language: language.default('vi'),
      addressees: z
        .array(email)
        .min(1)
        .max(MOST_ADDRESSEES)
        .transform((given) => [...new Set(given)]),
    }),
    output: z.strictObject({ id, nextAt: instant }),
  }),
  'notice.removeSchedule': call({ kind: 'write', who, input: z.strictObject({ id }), output: nothing }),

  /** Newest first; the next page begins before the last one's `madeAt`. */
  'notice.deliveries': call({
    kind: 'read',
    who,
    input: z.strictObject({ before: instant.nullable().default(null), limit: z.int().min(1).max(200).default(50) }),
    output: z.strictObject({ deliveries: z.array(delivery) }),
  }),
} as const;
