/** Which calls say who has an account or a token, and what was done with them? */

import { z } from 'zod';
import { call, nothing } from './console-call.ts';
import { role, scope } from './console-roles.ts';
import { unitPath } from './unit-path.ts';

const id = z.number().int().min(1).max(2_147_483_647);
const instant = z.iso.datetime();
const LONGEST_TOKEN_DAYS = 366;
const MOST_AUDIT_ROWS = 200;

/** What an account signs in with: any script, no blanks, and nothing that a page or a shell could take for its own. */
export const accountName = z
  .string()
  .max(60)
  .transform((name) => name.normalize('NFC').toLowerCase())
  .refine((name) => /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._@+-]{1,59}$/u.test(name));

/** `isWaiting`: the link opens nothing until a privacy officer has agreed. */
const invitation = z.strictObject({ id, link: z.string(), validUntil: instant, isWaiting: z.boolean() });

const account = z.strictObject({
  id,
  name: z.string(),
  roles: z.array(role),
  unit: unitPath,
  /** `waiting`: a privacy officer has still to agree. */
  state: z.enum(['invited', 'active', 'waiting', 'disabled']),
  hasSecondStep: z.boolean(),
  createdAt: instant,
});
export type AccountRow = z.infer<typeof account>;

const apiToken = z.strictObject({
  id,
  name: z.string(),
  scopes: z.array(scope),
  unit: unitPath,
  state: z.enum(['active', 'revoked', 'expired']),
  issuedAt: instant,
  validUntil: instant,
  usedAt: instant.nullable(),
});
export type ApiTokenRow = z.infer<typeof apiToken>;

const auditRow = z.strictObject({
  id: z.number().int(),
  at: instant,
  /** An account's name, or who else it was: `token`, `command`, `page`, `stranger`. */
  by: z.string(),
  call: z.string(),
  outcome: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type AuditRow = z.infer<typeof auditRow>;

/** Each that is given has to fit. */
const auditFilter = {
  /** An account's name, or `token`, `command`, `page`, `stranger`. */
  by: z
    .string()
    .min(1)
    .max(60)
    .transform((name) => name.normalize('NFC').toLowerCase())
    .optional(),
  /** `account.add`, or `account` for all of that kind. */
  call: z
    .string()
    .regex(/^[a-z]{1,30}(\.[a-zA-Z-]{1,40})?$/)
    .optional(),
  /** In Vietnam, `YYYY-MM-DD`. */
  day: z.iso.date().optional(),
  isRefused: z.boolean().optional(),
};
export type AuditFilter = {
  readonly by?: string | undefined;
  readonly call?: string | undefined;
  readonly day?: string | undefined;
  readonly isRefused?: boolean | undefined;
};
/** Else the outcome is the word by which it was refused. */
export const OUTCOMES_NOT_REFUSED = ['done', 'begun', 'noted'] as const;

export const keeperCalls = {
  'account.list': call({
    kind: 'read',
    who: ['operator'],
    input: nothing,
    output: z.strictObject({ accounts: z.array(account) }),
  }),
  /** The link is for one person, once, for a day. */
  'account.add': call({
    kind: 'write',
    who: ['operator'],
    input: z.strictObject({
      name: accountName,
      roles: z.array(role).min(1).max(5),
      unit: unitPath,
      /** By which a single sign-on knows the person. */
      email: z.email().max(200).toLowerCase().nullable(),
    }),
    output: invitation,
  }),
  'account.disable': call({ kind: 'write', who: ['operator'], input: z.strictObject({ id }), output: nothing }),
  /** Password and second step are forgotten, sessions end; a new invitation. It also brings back who was disabled. */
  'account.reset': call({ kind: 'write', who: ['operator'], input: z.strictObject({ id }), output: invitation }),

  /** Its sessions end. Who becomes a tracer or a privacy officer by it waits until a privacy officer agrees. */
  'account.change': call({
    kind: 'write',
    who: ['operator'],
    input: z.strictObject({ id, roles: z.array(role).min(1).max(5), unit: unitPath }),
    output: z.strictObject({ isWaiting: z.boolean() }),
  }),
  'account.waiting': call({
    kind: 'read',
    who: ['privacy'],
    input: nothing,
    output: z.strictObject({
      accounts: z.array(
        z.strictObject({
          id,
          name: z.string(),
          roles: z.array(role),
          unit: unitPath,
          /** Who asked for it; agrees to it nobody who did. */
          askedBy: z.string().nullable(),
          since: instant,
        }),
      ),
    }),
  }),
  'account.approve': call({
    kind: 'write',
    who: ['privacy'],
    isSensitive: true,
    input: z.strictObject({ id }),
    output: nothing,
  }),

  'token.list': call({
    kind: 'read',
    who: ['operator'],
    input: nothing,
    output: z.strictObject({ tokens: z.array(apiToken) }),
  }),
  /** `token` is shown this once. */
  'token.issue': call({
    kind: 'write',
    who: ['operator'],
    input: z.strictObject({
      name: z.string().trim().min(1).max(80),
      scopes: z.array(scope).min(1).max(10),
      unit: unitPath,
      days: z.number().int().min(1).max(LONGEST_TOKEN_DAYS),
    }),
    output: z.strictObject({ id, token: z.string(), validUntil: instant }),
  }),
  'token.revoke': call({ kind: 'write', who: ['operator'], input: z.strictObject({ id }), output: nothing }),

  /** Newest first; the next page begins before the last one's `id`. */
  'audit.list': call({
    kind: 'read',
    who: ['privacy', 'operator'],
    scope: 'audit:read',
    input: z.strictObject({
      beforeId: z.number().int().min(1).nullable(),
      limit: z.number().int().min(1).max(MOST_AUDIT_ROWS),
      ...auditFilter,
    }),
    output: z.strictObject({ rows: z.array(auditRow) }),
  }),
} as const;
