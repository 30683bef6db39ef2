/** What may a gate say and ask beside handing entries over: of its log, of itself, of who looked for its entries? */

import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { fleetFilesRequest } from '../src-main/contract/fleet-settings.ts';
import { gateReport } from '../src-main/contract/gate-report.ts';
import type { StatementsAnswer } from '../src-main/contract/statement-protocol.ts';
import { statementsRequest } from '../src-main/contract/statement-protocol.ts';
import type { AccessesAnswer } from '../src-main/contract/trace-notice.ts';
import { accessesRequest } from '../src-main/contract/trace-notice.ts';
import { keepGateReport } from './fleet/gate-report.ts';
import { keepOutcomes, offeredFiles, offeredVersion } from './fleet/offered-settings.ts';
import { settingsKey } from './fleet/settings-key.ts';
import type { PageOptions } from './pages/page.ts';
import { bytesOf, parseJson, refuse } from './request.ts';
import { keepStatements } from './statements.ts';
import { accessesOf } from './tracing/accesses.ts';
import { verifyProof } from './verify-proof.ts';

/** Each with the same proof as a batch, from a gate that is trusted, and of that gate alone. */
export function addGateCalls(server: FastifyInstance, options: PageOptions): void {
  const { database, tellsOfficerNames = false, console, log } = options;

  function add<T extends { readonly device: string }>(
    path: string,
    schema: z.ZodType<T>,
    answer: (said: T) => Promise<object>,
  ): void {
    server.post(path, async (request, reply) => {
      const sent = bytesOf(request.body);
      const sender = await verifyProof(database, request.headers.authorization, sent);
      if (sender === null) return refuse(reply, 401, 'not-proven');
      if (sender.standing !== 'trusted') return refuse(reply, 403, 'revoked');
      const parsed = schema.safeParse(parseJson(sent));
      // Nobody speaks of another gate.
      if (!parsed.success || parsed.data.device !== sender.device) return refuse(reply, 400, 'malformed');
      return reply.send(await answer(parsed.data));
    });
  }

  add('/v1/statements', statementsRequest, async (said): Promise<StatementsAnswer> => {
    const kept = await keepStatements(database, said.device, said);
    return { ...kept, serverTimeUtcMs: Date.now() };
  });
  add('/v1/report', gateReport, async (said) => {
    await keepGateReport(database, said.device, said);
    if (said.fromAfar !== undefined) await keepOutcomes(database, said.device, said.fromAfar, log);
    return { settingsVersion: await offeredVersion(database, said.device), serverTimeUtcMs: Date.now() };
  });
  add('/v1/settings', fleetFilesRequest, async (said) => ({
    files: await offeredFiles(database, said.device, said.settingsKey),
    settingsKey: console === undefined ? null : (await settingsKey(database, console.secret)).publicKey,
    serverTimeUtcMs: Date.now(),
  }));
  // The venue sees that its entries were looked for, when, why, and by whose office.
  add('/v1/accesses', accessesRequest, async ({ device }): Promise<AccessesAnswer> => {
    const accesses = await accessesOf(database, device, tellsOfficerNames);
    return { accesses, serverTimeUtcMs: Date.now() };
  });
}
