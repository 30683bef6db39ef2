/** What does each page behind the page key share? */

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AuditDetail } from '../console/audit.ts';
import type { Database } from '../database.ts';
import type { Log } from '../log.ts';

export type KeyedPageOptions = {
  readonly database: Database;
  readonly name: string;
  /** Whether this request may see the page at all; who may see it may do what it offers. */
  readonly isLetIn: (request: FastifyRequest) => boolean;
  readonly sendLocked: (reply: FastifyReply) => FastifyReply;
  readonly sendHtml: (reply: FastifyReply, html: string) => FastifyReply;
  readonly log: Log;
  /** Into the audit log, after what was done and before anybody is told: whoever has the page key has no account. */
  readonly note: (call: string, detail: AuditDetail) => Promise<void>;
};

/** A form as a browser sends it: all text; of a name that comes twice the last. */
export function fieldsOf(body: unknown): Record<string, string> {
  return Buffer.isBuffer(body) ? Object.fromEntries(new URLSearchParams(body.toString('utf8'))) : {};
}
