/** How does the first person come into the console, by the key that the collector prints at start? */

import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { addAccount, hasAccounts } from '../console/accounts.ts';
import type { ConsoleOptions } from '../console/console.ts';
import { invitationLink } from '../console/desk.ts';
import { accountName } from '../contract/keeper-calls.ts';
import { firstAccountHtml } from './first-account-html.ts';
import type { KeyedPageOptions } from './keyed-page.ts';
import { fieldsOf } from './keyed-page.ts';

const asked = z.object({ name: z.string().trim().pipe(accountName) });

/** `/first-account`, behind the page key, and only while there is no account: from then on the console has keepers of its own. */
export function addFirstAccountPage(
  server: FastifyInstance,
  options: KeyedPageOptions & { readonly console: ConsoleOptions },
): void {
  const { database, name, isLetIn, sendLocked, sendHtml, log, note, console } = options;
  server.get('/first-account', async (request, reply) => {
    if (!isLetIn(request)) return sendLocked(reply);
    const state = (await hasAccounts(database))
      ? ({ type: 'there' } as const)
      : ({ type: 'none', hasRefused: false } as const);
    return sendHtml(reply, firstAccountHtml(name, state));
  });
  server.post('/first-account', async (request, reply) => {
    if (!isLetIn(request)) return sendLocked(reply);
    const parsed = asked.safeParse(fieldsOf(request.body));
    if (!parsed.success) return sendHtml(reply.code(400), firstAccountHtml(name, { type: 'none', hasRefused: true }));
    const account = { name: parsed.data.name, roles: ['operator'], unit: [], email: null } as const;
    const invitation = await addAccount(database, account, true);
    if (invitation === 'taken') return sendHtml(reply.code(409), firstAccountHtml(name, { type: 'there' }));
    await note('account.add', { account: invitation.id });
    log('first-account', { account: invitation.id });
    return sendHtml(
      reply,
      firstAccountHtml(name, { type: 'invited', link: invitationLink(console.url(), invitation.token) }),
    );
  });
}
