/** Which requests does the collector answer, and how? */

import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply } from 'fastify';
import Fastify from 'fastify';
import type { UploadAnswer } from '../src-main/contract/upload-protocol.ts';
import { enrolRequest, MAX_BATCH_BYTES, uploadBatch } from '../src-main/contract/upload-protocol.ts';
import type { Database } from './database.ts';
import { enrolDevice } from './devices.ts';
import { ingest } from './ingest.ts';
import { addPage } from './page.ts';
import { verifyProof } from './verify-proof.ts';

/** What a gate sends is at most a batch before compression, and some air. */
const LARGEST_BODY_BYTES = MAX_BATCH_BYTES * 2;
const SLOWEST_REQUEST_MS = 20_000;

export type ServerOptions = {
  readonly database: Database;
  readonly name: string;
  /** Opens the page; who has it sees masked names. */
  readonly pageKey: string;
};

const inflate = promisify(gunzip);

/** The collector's HTTP interface, not yet listening. */
export function createServer({ database, name, pageKey }: ServerOptions): FastifyInstance {
  const server = Fastify({
    bodyLimit: LARGEST_BODY_BYTES,
    requestTimeout: SLOWEST_REQUEST_MS,
    forceCloseConnections: true,
  });
  // The signature is over the bytes as they came, so nothing may parse them before.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  server.get('/healthz', async (_request, reply) => {
    await database.query('select 1');
    return reply.send({ status: 'ok', database: database.kind });
  });

  server.post('/v1/enrol', async (request, reply) => {
    const parsed = enrolRequest.safeParse(parseJson(request.body as Buffer));
    if (!parsed.success) return refuse(reply, 400, 'malformed');
    const enrolled = await enrolDevice(database, parsed.data);
    if (enrolled === 'refused') return refuse(reply, 403, 'code-used-or-expired');
    return reply.send({ name, serverTimeUtcMs: Date.now() });
  });

  server.post('/v1/entries', async (request, reply) => {
    const sent = request.body as Buffer;
    const device = await verifyProof(database, request.headers.authorization, sent);
    if (device === null) return refuse(reply, 401, 'not-proven');
    const body = await plainBody(sent, request.headers['content-encoding']);
    if (body === 'too-large') return refuse(reply, 413, 'too-large');
    const batch = uploadBatch.safeParse(body === null ? undefined : parseJson(body));
    if (!batch.success) return refuse(reply, 400, 'malformed');
    // A device speaks for itself only.
    if (batch.data.device !== device) return refuse(reply, 403, 'another-device');
    const answer: UploadAnswer = {
      ...mutable(await ingest(database, batch.data)),
      serverTimeUtcMs: Date.now(),
      settingsVersion: 0,
      nextUploadAfterMs: 0,
    };
    return reply.send(answer);
  });

  addPage(server, { database, name, pageKey });
  return server;
}

/** Every refusal tells the time: a gate with a wrong clock learns it. */
function refuse(reply: FastifyReply, status: number, reason: string): FastifyReply {
  return reply.code(status).send({ reason, serverTimeUtcMs: Date.now() });
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

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined; // Refused by the schema.
  }
}

function mutable(ingested: Awaited<ReturnType<typeof ingest>>): Pick<UploadAnswer, 'acknowledged' | 'refused'> {
  return { acknowledged: [...ingested.acknowledged], refused: [...ingested.refused] };
}
