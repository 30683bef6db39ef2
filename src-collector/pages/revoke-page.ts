/** Where do the people who run the collector take a gate's right to send, and how are they kept from doing it by mistake? */

import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { knownDevice, revokeDevice, shownDevice } from '../revocation.ts';
import type { KeyedPageOptions } from './keyed-page.ts';
import { fieldsOf } from './keyed-page.ts';
import { revokePageHtml } from './revoke-html.ts';

const asked = z.object({ device: z.uuid() });

/** `GET /revoke?device=` asks once more, `POST /revoke` does it: it cannot be undone. Both behind the page key. */
export function addRevokePage(server: FastifyInstance, options: KeyedPageOptions): void {
  const { database, name, isLetIn, sendLocked, sendHtml, log, note } = options;

  server.get('/revoke', async (request, reply) => {
    if (!isLetIn(request)) return sendLocked(reply);
    const parsed = asked.safeParse(request.query);
    const gate = parsed.success ? await knownDevice(database, parsed.data.device) : null;
    return sendHtml(reply.code(gate === null ? 404 : 200), revokePageHtml({ name, gate }));
  });
  server.post('/revoke', async (request, reply) => {
    if (!isLetIn(request)) return sendLocked(reply);
    const parsed = asked.safeParse(fieldsOf(request.body));
    const answer = parsed.success ? await revokeDevice(database, parsed.data.device) : null;
    if (answer?.type !== 'revoked') return sendHtml(reply.code(404), revokePageHtml({ name, gate: null }));
    await note('fleet.revoke', { gate: shownDevice(answer.device) });
    log('gate-revoked', { device: answer.device });
    return reply.redirect('/', 303);
  });
}
