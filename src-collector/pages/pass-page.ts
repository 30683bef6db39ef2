/** Where are passes made, printed and taken back by the people who run the collector? */

import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { MAX_PASS_NAME, passPurpose } from '../../src-main/contract/venue-pass.ts';
import { listPasses, makePasses, passList, revokePass } from '../passes.ts';
import { drawSetupQr } from '../setup-qr.ts';
import type { KeyedPageOptions } from './keyed-page.ts';
import { fieldsOf } from './keyed-page.ts';
import { passesPageHtml, passSheetHtml } from './pass-html.ts';

const HOUR_MS = 3_600_000;
const PASS_HOURS = [2, 12, 24 * 7, 24 * 30] as const;
const MOST_AT_ONCE = 80;

/** A form as a browser sends it: all text. */
const orderForm = z
  .object({
    purpose: passPurpose,
    name: z
      .string()
      .normalize('NFC')
      .trim()
      .max(MAX_PASS_NAME)
      .regex(/^\P{Cc}*$/u),
    count: z.coerce.number().int().min(1).max(MOST_AT_ONCE),
    hours: z.coerce.number().pipe(z.union(PASS_HOURS.map((hours) => z.literal(hours)))),
    uses: z.enum(['once', 'often']),
  })
  .refine(({ name, count }) => name === '' || count === 1);

export function addPassPages(server: FastifyInstance, options: KeyedPageOptions): void {
  const { database, name, isLetIn, sendLocked, sendHtml, note } = options;

  async function sendPasses(reply: FastifyReply, isWrong: boolean): Promise<FastifyReply> {
    return sendHtml(
      reply.code(isWrong ? 400 : 200),
      passesPageHtml({ name, isWrong, passes: await listPasses(database) }),
    );
  }

  server.get('/passes', (request, reply) => (isLetIn(request) ? sendPasses(reply, false) : sendLocked(reply)));
  server.post('/passes', async (request, reply) => {
    if (!isLetIn(request)) return sendLocked(reply);
    const form = orderForm.safeParse(fieldsOf(request.body));
    if (!form.success) return sendPasses(reply, true);
    const { hours, uses, name: holder, ...order } = form.data;
    const passes = await makePasses(database, {
      ...order,
      name: holder === '' ? null : holder,
      isOneTime: uses === 'once',
      expiresAtUtcMs: Date.now() + hours * HOUR_MS,
    });
    await note('pass.issue', { passes: passes.length, hours });
    const drawn = await Promise.all(passes.map(async (pass) => ({ ...pass, svg: (await drawSetupQr(pass.text)).svg })));
    return sendHtml(reply, passSheetHtml({ name, passes: drawn }));
  });
  server.post('/passes/revoke', async (request, reply) => {
    if (!isLetIn(request)) return sendLocked(reply);
    const isRevoked = await revokePass(database, fieldsOf(request.body).id ?? '');
    if (isRevoked) await note('pass.revoke', { passes: 1 });
    return reply.redirect('/passes', 303);
  });
  // For the gates, by the address of the collector or as a file on a stick. Nothing in it is secret.
  server.get('/v1/passes', async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(await passList(database, name)),
  );
}
