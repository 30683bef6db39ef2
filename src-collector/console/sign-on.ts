/** How does somebody come in by the house's single sign-on (OpenID Connect) instead of the password? */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as oidc from 'openid-client';
import { z } from 'zod';
import type { Log } from '../log.ts';
import { PAGE_HEADERS, transportHeaders } from './console-headers.ts';
import { credentialsByEmail } from './credentials.ts';
import type { DeskTools } from './desk.ts';
import { comeIn } from './session-desk.ts';
import type { SessionCookie } from './who-asks.ts';

export type SignOnOptions = { readonly issuer: string; readonly clientId: string; readonly clientSecret: string };

type Options = {
  readonly tools: DeskTools;
  readonly signOn: SignOnOptions;
  readonly cookie: SessionCookie;
  readonly isSecure: boolean;
  readonly log: Log;
};

const CALLBACK = '/console/sign-on/back';
const WITHIN_S = 5 * 60;
const ANSWER_WITHIN_S = 10;

/** What this browser set out with, sealed in its cookie: no instance has to remember it. */
const journey = z.strictObject({ state: z.string(), nonce: z.string(), verifier: z.string(), untilUtcMs: z.number() });
const claims = z.object({ email: z.email(), email_verified: z.literal(true) });

/** `GET /console/sign-on` goes to the issuer, who sends back to `/console/sign-on/back`. It opens accounts that are there, and makes none. */
export function addSignOn(server: FastifyInstance, { tools, signOn, cookie, isSecure, log }: Options): void {
  const headers = { ...PAGE_HEADERS, ...transportHeaders(isSecure) };
  const journeyCookie = cookieOfJourney(isSecure);
  const base = (): string => tools.url().replace(/\/+$/, '');
  const issuer = knowIssuer(signOn);

  server.get('/console/sign-on', async (_request, reply) => {
    const made = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
      untilUtcMs: tools.nowUtcMs() + WITHIN_S * 1_000,
    };
    try {
      const address = oidc.buildAuthorizationUrl(await issuer(), {
        redirect_uri: base() + CALLBACK,
        scope: 'openid email',
        state: made.state,
        nonce: made.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(made.verifier),
        code_challenge_method: 'S256',
      });
      journeyCookie.set(reply, tools.secret.seal(JSON.stringify(made), 'sign-on').toString('base64url'));
      return reply.headers(headers).redirect(address.href, 303);
    } catch (error) {
      log('sign-on-failed', { error: nameOf(error) });
      return back(reply, 'sign-on-failed');
    }
  });

  server.get(CALLBACK, async (request, reply) => {
    const begun = open(journeyCookie.read(request));
    journeyCookie.clear(reply);
    if (begun === null) return back(reply, 'sign-on-too-late');
    const email = await emailOf(request.url, begun);
    const account = email === null ? null : await credentialsByEmail(tools.database, email);
    if (account === null || account.isDisabled || account.password === null) return back(reply, 'sign-on-refused');
    const answer = await comeIn(tools, account, null);
    const actor = { kind: 'account', id: account.id, unit: account.unit } as const;
    const outcome = answer.type === 'done' ? 'done' : answer.reason;
    await tools.audit.note({ actor, call: 'session.sign-on', outcome, detail: {} });
    if (answer.type !== 'done' || typeof answer.session !== 'string') return back(reply, 'sign-on-refused');
    cookie.set(reply, answer.session);
    return back(reply, null);
  });

  function open(sealed: string | null): z.infer<typeof journey> | null {
    const text = sealed === null ? null : tools.secret.open(Buffer.from(sealed, 'base64url'), 'sign-on');
    const parsed = text === null ? null : journey.parse(JSON.parse(text));
    return parsed !== null && parsed.untilUtcMs > tools.nowUtcMs() ? parsed : null;
  }

  /** The address that the issuer vouches for; `null` where anything of the answer does not fit. */
  async function emailOf(path: string, { state, nonce, verifier }: z.infer<typeof journey>): Promise<string | null> {
    try {
      const answered = new URL(base() + CALLBACK);
      answered.search = new URL(path, 'http://here').search;
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier };
      const tokens = await oidc.authorizationCodeGrant(await issuer(), answered, checks);
      return claims.safeParse(tokens.claims()).data?.email ?? null;
    } catch (error) {
      log('sign-on-refused', { error: nameOf(error) });
      return null;
    }
  }

  /** To the console's page, which asks `session.current`; what went wrong stands after the `#`. */
  function back(reply: FastifyReply, reason: string | null): FastifyReply {
    return reply.headers(headers).redirect(`${base()}/console/${reason === null ? '' : `#/sign-on/${reason}`}`, 303);
  }
}

/** Asked once and kept; asked again where it did not answer. `http` only on this machine: for trials. */
function knowIssuer({ issuer, clientId, clientSecret }: SignOnOptions): () => Promise<oidc.Configuration> {
  let known: Promise<oidc.Configuration> | null = null;
  const address = new URL(issuer);
  const isHere = address.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(address.hostname);
  const options = { timeout: ANSWER_WITHIN_S, ...(isHere ? { execute: [oidc.allowInsecureRequests] } : {}) };
  return () => {
    known ??= oidc.discovery(address, clientId, clientSecret, undefined, options).catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
}

/** `Lax`: the way back is a link from the issuer's page. It opens nothing by itself. */
function cookieOfJourney(isSecure: boolean) {
  const name = isSecure ? '__Host-gac-cong-sign-on' : 'gac-cong-sign-on';
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  const set = (reply: FastifyReply, value: string, ageS: number): void =>
    void reply.header('set-cookie', `${name}=${value}; ${attributes}; Max-Age=${ageS}`);
  return {
    read: ({ headers }: FastifyRequest): string | null =>
      new RegExp(`(?:^|; )${name}=([\\w-]{1,1000})(?:;|$)`).exec(headers.cookie ?? '')?.[1] ?? null,
    set: (reply: FastifyReply, value: string): void => set(reply, value, WITHIN_S),
    clear: (reply: FastifyReply): void => set(reply, '', 0),
  };
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
