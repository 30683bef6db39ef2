/** What did a gate send, byte for byte, and how is it told that it was not taken? */

import type { FastifyReply } from 'fastify';

/** Every refusal tells the time: a gate with a wrong clock learns it. */
export function refuse(reply: FastifyReply, status: number, reason: string): FastifyReply {
  return reply.code(status).send({ reason, serverTimeUtcMs: Date.now() });
}

/** A request without a body has no bytes. */
export function bytesOf(body: unknown): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

/** `undefined` for what is no JSON: the schema refuses it. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
