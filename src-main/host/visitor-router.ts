/** What may a visitor's screen call? Two things, and nothing of the guard's: a router of its own. */

import { implement } from '@orpc/server';
import type { Gate } from '../contract/gate.ts';
import type { VisitorEvent } from '../contract/visitor-api.ts';
import { visitorContract } from '../contract/visitor-api.ts';
import { watchFeed } from './watch-gate.ts';

export function createVisitorRouter(gate: Gate) {
  const api = implement(visitorContract);
  return api.router({
    watchVisitor: api.watchVisitor.handler(({ signal }) =>
      watchFeed<VisitorEvent>(() => [{ type: 'view', view: gate.visitorView() }], gate.subscribeVisitor, signal),
    ),
    declareByVisitor: api.declareByVisitor.handler(({ input }) => gate.declareByVisitor(input)),
  });
}
