/** Which requests does the collector answer, and how? */

import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Fastify from 'fastify';
import type { UploadAnswer } from '../src-main/contract/upload-protocol.ts';
import { enrolRequest, MAX_BATCH_BYTES, uploadBatch } from '../src-main/contract/upload-protocol.ts';
import { adapterFigures } from './adapters/adapter-state.ts';
import { addConsole } from './console/console.ts';
import { wholeOpenApi } from './console-openapi.ts';
import { enrolDevice } from './devices.ts';
import { settingsKey } from './fleet/settings-key.ts';
import { addGateCalls } from './gate-calls.ts';
import { ingest } from './ingest.ts';
import type { Metrics } from './metrics.ts';
import { addMetrics } from './metrics.ts';
import { openApiDocument } from './openapi.ts';
import { busyRetryAfterS, MOST_BATCHES_AT_ONCE, openQuota, pauseMs } from './pace.ts';
import type { PageOptions } from './pages/page.ts';
import { addPage } from './pages/page.ts';
import { trustFigures } from './queries.ts';
import { bytesOf, parseJson, refuse } from './request.ts';
import { openHandover } from './revocation.ts';
import { verifyProof } from './verify-proof.ts';

/** What a gate sends is at most a batch before compression, and some air. */
const LARGEST_BODY_BYTES = MAX_BATCH_BYTES * 2;
const SLOWEST_REQUEST_MS = 20_000;
const CLOSE_IDLE_EVERY_MS = 100;

const inflate = promisify(gunzip);

/** The collector's HTTP interface, not yet listening. */
export function createServer(options: PageOptions): FastifyInstance {
  const { log } = options;
  const server = Fastify({
    bodyLimit: LARGEST_BODY_BYTES,
    requestTimeout: SLOWEST_REQUEST_MS,
    // Closing waits for the batches that are being stored, and for nobody who is only connected.
    forceCloseConnections: 'idle',
    trustProxy: options.trustedProxy ?? false,
  });
  // The signature is over the bytes as they came, so nothing may parse them before.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  // The message stays here: a database may quote in it what it was given.
  server.setErrorHandler((error, _request, reply) => {
    const status = statusOf(error);
    if (status >= 500) log('request-failed', { error: nameOf(error) });
    return refuse(reply, status, status >= 500 ? 'out-of-order' : 'malformed');
  });

  endConnections(server);
  addHealth(server, options);
  const metrics = addMetrics(server, async () => ({
    ...(await trustFigures(options.database)),
    adapters: await adapterFigures(options.database),
  }));
  server.get('/v1/openapi.json', async (_request, reply) =>
    reply.send(options.console === undefined ? openApiDocument() : wholeOpenApi()),
  );
  addEnrolment(server, options);
  addEntries(server, options, metrics);
  addGateCalls(server, options);
  addPage(server, options);
  if (options.console !== undefined) addConsole(server, options.console);
  return server;
}

/**
 * While it ends, a connection is closed as soon as its answer is out. Node closes those that are idle at that moment and would
 * wait more than a minute for each that was busy: its gate keeps it open for the next batch.
 */
function endConnections(server: FastifyInstance): void {
  server.addHook('preClose', (done) => {
    const closing = setInterval(() => server.server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
    server.server.once('close', () => clearInterval(closing));
    done();
  });
}

/** Alive is who answers; ready is who is not about to end, so that a balancer sends the next request elsewhere. */
function addHealth(server: FastifyInstance, { database, log }: PageOptions): void {
  let isEnding = false;
  server.addHook('preClose', (done) => {
    isEnding = true;
    done();
  });
  const isWell = async (): Promise<boolean> => {
    try {
      await database.query('select 1');
      return true;
    } catch (error) {
      log('database-failed', { error: nameOf(error) });
      return false;
    }
  };
  server.get('/healthz', async (_request, reply) =>
    (await isWell()) ? reply.send({ status: 'ok', database: database.kind }) : refuse(reply, 503, 'out-of-order'),
  );
  server.get('/readyz', async (_request, reply) => {
    if (isEnding) return refuse(reply, 503, 'ending');
    return (await isWell()) ? reply.send({ status: 'ready' }) : refuse(reply, 503, 'out-of-order');
  });
}

function addEnrolment(server: FastifyInstance, { database, name, log, console }: PageOptions): void {
  server.post('/v1/enrol', async (request, reply) => {
    const parsed = enrolRequest.safeParse(parseJson(bytesOf(request.body)));
    if (!parsed.success) return refuse(reply, 400, 'malformed');
    const { device } = parsed.data;
    const enrolled = await enrolDevice(database, parsed.data);
    log(enrolled === 'enrolled' ? 'gate-enrolled' : 'enrolment-refused', { device });
    if (enrolled === 'refused') return refuse(reply, 403, 'code-used-or-expired');
    const key = console === undefined ? null : (await settingsKey(database, console.secret)).publicKey;
    return reply.send({ name, serverTimeUtcMs: Date.now(), ...(key === null ? {} : { settingsKey: key }) });
  });
}

function addEntries(server: FastifyInstance, { database, log }: PageOptions, metrics: Metrics): void {
  let underWay = 0;
  const quota = openQuota(() => performance.now());

  async function take(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const sent = bytesOf(request.body);
    const sender = await verifyProof(database, request.headers.authorization, sent);
    if (sender === null) return refuse(reply, 401, 'not-proven');
    const { device: sentBy, standing } = sender;
    if (standing === 'revoked') return refuse(reply, 403, 'revoked');
    const body = await plainBody(sent, request.headers['content-encoding']);
    if (body === 'too-large') return refuse(reply, 413, 'too-large');
    const batch = uploadBatch.safeParse(body === null ? undefined : parseJson(body));
    if (!batch.success) return refuse(reply, 400, 'malformed');
    const afterS = quota.take(sentBy, batch.data.entries.length);
    if (afterS !== null) {
      log('quota-spent', { device: sentBy });
      metrics.overQuota();
      return refuse(reply.header('retry-after', String(afterS)), 429, 'quota-spent');
    }
    const isHandover = standing === 'handing-over';
    // A gate that nobody trusts any more speaks for itself alone.
    if (isHandover && batch.data.device !== sentBy) return refuse(reply, 403, 'revoked');
    if (isHandover) await openHandover(database, sentBy);
    const { acknowledged, refused } = await ingest(database, batch.data, sentBy, isHandover);
    if (refused.length > 0) log('entries-refused', { device: sentBy, ...countOf(refused.map(({ code }) => code)) });
    const answer: UploadAnswer = {
      acknowledged,
      refused,
      serverTimeUtcMs: Date.now(),
      settingsVersion: 0,
      nextUploadAfterMs: pauseMs(underWay, Math.random()),
    };
    metrics.settled({ acknowledged: countRanges(acknowledged), refused: refused.length });
    return reply.send(answer);
  }

  server.post('/v1/entries', async (request, reply) => {
    if (underWay >= MOST_BATCHES_AT_ONCE) {
      // Said at once, while there is still breath to say it; each gate comes back at another time.
      reply.header('retry-after', String(busyRetryAfterS(Math.random())));
      return refuse(reply, 429, 'busy');
    }
    underWay += 1;
    metrics.batches(underWay);
    try {
      return await take(request, reply);
    } finally {
      underWay -= 1;
      metrics.batches(underWay);
    }
  });
}

function countRanges(ranges: readonly { readonly from: number; readonly to: number }[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
}

/** The body without its compression; inflated no further than the limit. `null` where it is no gzip. */
async function plainBody(sent: Buffer, encoding: string | undefined): Promise<Buffer | 'too-large' | null> {
  if (encoding === undefined || encoding === 'identity') return sent;
  if (encoding !== 'gzip') return null;
  try {
    return await inflate(sent, { maxOutputLength: LARGEST_BODY_BYTES });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : null;
  }
}

function countOf(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : 500;
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
