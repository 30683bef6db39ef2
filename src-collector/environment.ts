/** What did the environment set, and is it usable? */

import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { SignOnOptions } from './console/sign-on.ts';
import { isNetwork } from './delivery/public-address.ts';
import type { CollectorOptions } from './open-collector.ts';

/** An empty variable is one that is not set. */
const optional = <T extends z.ZodType>(schema: T) => z.preprocess((value) => value || undefined, schema.optional());

const environment = z.object({
  PORT: optional(z.coerce.number().int().min(0).max(65_535)),
  HOST: optional(z.string()),
  DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/ })),
  COLLECTOR_DATA_DIR: optional(z.string()),
  COLLECTOR_NAME: optional(z.string().trim().min(1).max(80)),
  COLLECTOR_URL: optional(z.url({ protocol: /^https?$/ }).max(500)),
  COLLECTOR_KEEP_DAYS: optional(z.coerce.number().int().min(1).max(36_500)),
  COLLECTOR_PROXY: optional(z.string().regex(/^[0-9a-f.:/]+(,[0-9a-f.:/]+)*$/i)),
  /** As long as 32 random bytes are in base64, so that nobody sets a word. */
  COLLECTOR_SECRET: optional(z.string().min(43).max(200)),
  COLLECTOR_OIDC_ISSUER: optional(z.url({ protocol: /^https?$/ }).max(500)),
  COLLECTOR_OIDC_CLIENT_ID: optional(z.string().max(200)),
  COLLECTOR_OIDC_CLIENT_SECRET: optional(z.string().max(500)),
  COLLECTOR_TELL_OFFICERS: optional(z.enum(['roles', 'names'])),
  COLLECTOR_SMTP_URL: optional(z.url({ protocol: /^smtps?$/ }).max(500)),
  COLLECTOR_MAIL_FROM: optional(z.email().max(200)),
  /** Networks, with commas. */
  COLLECTOR_WEBHOOK_NETWORKS: optional(
    z
      .string()
      .max(2_000)
      .transform((text) => text.split(',').map((network) => network.trim()))
      .refine((networks) => networks.every(isNetwork)),
  ),
  XDG_DATA_HOME: optional(z.string()),
});

const SIGN_ON = ['COLLECTOR_OIDC_ISSUER', 'COLLECTOR_OIDC_CLIENT_ID', 'COLLECTOR_OIDC_CLIENT_SECRET'] as const;

const MAIL = ['COLLECTOR_SMTP_URL', 'COLLECTOR_MAIL_FROM'] as const;

export type EnvironmentAnswer =
  | { readonly type: 'options'; readonly options: CollectorOptions }
  /** The variables that cannot be used. */
  | { readonly type: 'refused'; readonly variables: readonly string[] };

/** The collector's options by `npm run collector`'s variables (docs/collector.md). */
export function optionsFromEnvironment(variables: Readonly<Record<string, string | undefined>>): EnvironmentAnswer {
  const parsed = environment.safeParse(variables);
  if (!parsed.success) {
    return { type: 'refused', variables: [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))] };
  }
  const { data } = parsed;
  const halves = SIGN_ON.filter((name) => data[name] === undefined);
  // Half of it would be a door that nobody knows to be shut.
  if (halves.length > 0 && halves.length < SIGN_ON.length) return { type: 'refused', variables: halves };
  const mailHalves = MAIL.filter((name) => data[name] === undefined);
  if (mailHalves.length === 1) return { type: 'refused', variables: mailHalves };
  return {
    type: 'options',
    options: {
      host: data.HOST ?? '127.0.0.1',
      port: data.PORT ?? 8787,
      databaseUrl: data.DATABASE_URL ?? null,
      dataDir:
        data.COLLECTOR_DATA_DIR ?? join(data.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'gac-cong-collector'),
      name: data.COLLECTOR_NAME ?? 'Máy thu Gác Cổng',
      publicUrl: data.COLLECTOR_URL ?? null,
      keepDays: data.COLLECTOR_KEEP_DAYS ?? null,
      trustedProxy: data.COLLECTOR_PROXY ?? null,
      secret: data.COLLECTOR_SECRET ?? null,
      signOn: signOnOf(data),
      mail: mailOf(data),
      webhookNetworks: data.COLLECTOR_WEBHOOK_NETWORKS ?? [],
      tellsOfficerNames: data.COLLECTOR_TELL_OFFICERS === 'names',
    },
  };
}

function signOnOf(data: z.infer<typeof environment>): SignOnOptions | null {
  const [issuer, clientId, clientSecret] = SIGN_ON.map((name) => data[name]);
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null;
  return { issuer, clientId, clientSecret };
}

function mailOf({ COLLECTOR_SMTP_URL: url, COLLECTOR_MAIL_FROM: from }: z.infer<typeof environment>) {
  return url === undefined || from === undefined ? null : { url, from };
}
