/** How does a call come in over HTTP, and what is asked of it before a desk sees it? */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { CallName } from '../contract/console-api.ts';
import { API_PATH, CALL_NAMES, consoleApi } from '../contract/console-api.ts';
import type { Call, ConsoleRefusal } from '../contract/console-call.ts';
import type { Log } from '../log.ts';
import type { AuditActor, AuditDetail } from './audit.ts';
import type { Answer, Caller, Handlers, NoteStep, Refusal, Visitor } from './caller.ts';
import { refuse } from './caller.ts';
import { API_HEADERS, transportHeaders } from './console-headers.ts';
import type { DeskTools } from './desk.ts';
import type { SessionCookie, WhoAsks } from './who-asks.ts';
import { hasCsrfToken, isOwnPage, sessionCookie, whoAsks } from './who-asks.ts';

const LARGEST_BODY_BYTES = 16 * 1024;

export type ServeOptions = DeskTools & {
  readonly handlers: Handlers;
  /** Of the console's own page. */
  readonly origins: () => readonly string[];
  /** Whether it is reached by TLS. */
  readonly isSecure: boolean;
  readonly log: Log;
};

/** As the frame calls it: by then the input is what the table says it is. */
type AnyHandler = (asker: Caller | Visitor, input: unknown, note: NoteStep) => Promise<Answer<unknown>>;

export function serveCalls(server: FastifyInstance, options: ServeOptions): void {
  const cookie = sessionCookie(options.isSecure);
  const headers = { ...API_HEADERS, ...transportHeaders(options.isSecure) };
  server.register(async (scope) => {
    scope.setErrorHandler((error: { statusCode?: number; code?: string; name?: string }, _request, reply) => {
      const status = error.statusCode ?? 500;
      // The message stays here: a database may quote in it what it was given.
      if (status >= 500) options.log('console-call-failed', { error: error.code ?? error.name ?? 'unknown' });
      return send(reply, status, { reason: REASONS[status] ?? (status >= 500 ? 'out-of-order' : 'malformed') });
    });
    scope.addHook('onRequest', async (request, reply) => {
      reply.headers(headers);
      if (!/^application\/json(;|$)/i.test(request.headers['content-type'] ?? '')) {
        return send(reply, 415, { reason: 'not-json' });
      }
    });
    for (const name of CALL_NAMES) {
      const call: Call = consoleApi[name];
      const handler = options.handlers[name] as AnyHandler;
      scope.post(API_PATH + name, { bodyLimit: call.largestBodyBytes ?? LARGEST_BODY_BYTES }, (request, reply) =>
        serve({ name, call, handler, cookie }, options, request, reply),
      );
    }
    scope.post(`${API_PATH}*`, (_request, reply) => send(reply, 404, { reason: 'no-such-call' }));
  });
}

const REASONS: Readonly<Record<number, string>> = { 413: 'too-large', 415: 'not-json' };

type Served = {
  readonly name: CallName;
  readonly call: Call;
  readonly handler: AnyHandler;
  readonly cookie: SessionCookie;
};

async function serve(
  { name, call, handler, cookie }: Served,
  options: ServeOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const who = await whoAsks(options.database, request, cookie);
  const asker = admit(call, who, request, options.origins());
  const note = (actor: AuditActor, outcome: string, detail: AuditDetail = {}): Promise<void> =>
    options.audit.note({ actor, call: name, outcome, detail });
  if (asker.kind === 'refusal') {
    // Who is in and tries another's door is worth knowing.
    if (asker.refusal.reason === 'not-allowed') await note(actorOf(who), 'not-allowed');
    return sendRefusal(reply, asker.refusal);
  }
  const input = call.input.safeParse(parseJson(request.body));
  if (!input.success) return send(reply, 400, { reason: 'malformed' });
  if (call.isSensitive) await note(actorOf(who), 'begun');
  const answer = await handler(asker.asker, input.data, (detail) => note(actorOf(who), 'noted', detail));
  const isNoted = call.kind === 'write' || call.isSensitive === true;
  if (answer.type === 'refused') {
    // Not those that only wait: a flood of tries would be a flood of rows.
    if (isNoted && answer.status !== 429 && answer.status !== 503) {
      await note(answer.actor ?? actorOf(who), answer.reason);
    }
    return sendRefusal(reply, answer);
  }
  if (isNoted) await note(answer.actor ?? actorOf(who), 'done', answer.detail);
  if (answer.session === null) cookie.clear(reply);
  else if (answer.session !== undefined) cookie.set(reply, answer.session);
  // Nothing leaves that the table does not name.
  return send(reply, 200, outputOf(call.output, answer.output));
}

type Admitted =
  | { readonly kind: 'asker'; readonly asker: Caller | Visitor }
  | { readonly kind: 'refusal'; readonly refusal: Refusal };

/** May this one make this call, and is it meant? */
export function admit(call: Call, who: WhoAsks, request: FastifyRequest, origins: readonly string[]): Admitted {
  const no = (status: Refusal['status'], reason: string): Admitted => ({
    kind: 'refusal',
    refusal: refuse(status, reason),
  });
  if (who === 'bad-token') return no(401, 'bad-token');
  if (who.kind === 'token') {
    const isHeld = call.scope !== undefined && who.scopes.includes(call.scope);
    return isHeld ? { kind: 'asker', asker: who } : no(403, 'not-allowed');
  }
  if (!isOwnPage(request, origins)) return no(403, 'foreign-page');
  const { session } = who;
  const visitor: Visitor = { kind: 'visitor', address: request.ip, session };
  if (call.who === 'anybody') return { kind: 'asker', asker: visitor };
  if (session === null) return no(401, 'not-signed-in');
  if (!hasCsrfToken(request, session)) return no(403, 'no-console-token');
  if (call.who === 'begun') {
    return session.stage === 'begun' ? { kind: 'asker', asker: visitor } : no(409, 'already-in');
  }
  if (session.stage !== 'full') return no(401, 'not-confirmed');
  const { who: wanted } = call;
  if (wanted !== 'everybody' && !session.roles.some((role) => wanted.includes(role))) return no(403, 'not-allowed');
  return { kind: 'asker', asker: { kind: 'account', ...session } };
}

function actorOf(who: WhoAsks): AuditActor {
  if (who === 'bad-token') return { kind: 'stranger', id: null, unit: [] };
  if (who.kind === 'token') return { kind: 'token', id: who.tokenId, unit: who.unit };
  const { session } = who;
  return session === null
    ? { kind: 'stranger', id: null, unit: [] }
    : { kind: 'account', id: session.accountId, unit: session.unit };
}

function outputOf(schema: z.ZodType, output: unknown): unknown {
  const parsed = schema.safeParse(output);
  // Where it is wrong, never what: an error is written down.
  if (!parsed.success)
    throw new Error(`an answer is not what the table says: ${parsed.error.issues[0]?.path.join('.')}`);
  return parsed.data;
}

function sendRefusal(reply: FastifyReply, { status, reason, retryAfterS }: Refusal): FastifyReply {
  if (retryAfterS === undefined) return send(reply, status, { reason });
  return send(reply.header('retry-after', String(retryAfterS)), status, { reason, retryAfterS });
}

function send(reply: FastifyReply, status: number, body: ConsoleRefusal | unknown): FastifyReply {
  return reply.code(status).send(body);
}

function parseJson(body: unknown): unknown {
  try {
    return JSON.parse(Buffer.isBuffer(body) ? body.toString('utf8') : '');
  } catch {
    return undefined; // Refused by the schema.
  }
}
