/** What does the visitor's screen hear of the gate, and how does a declaration filled in there find its person? */

import { randomBytes } from 'node:crypto';
import type { Settings } from '../contract/settings.ts';
import type { VisitorCalls, VisitorEvent } from '../contract/visitor-api.ts';
import { visitorViewOf } from '../contract/visitor-view.ts';
import type { Shown } from '../core/entry/entry.ts';
import type { EntryRef } from '../core/visit/visit-note.ts';
import { needsSeparateFlow } from '../core/visit/visit-note.ts';
import type { VisitDesk } from './visit-desk.ts';

/** So long may somebody fill in a declaration, in milliseconds. */
const TICKET_MS = 15 * 60_000;
const MOST_TICKETS = 64;

export type VisitorDesk = {
  readonly noteShown: (shown: Pick<Shown, 'entry' | 'laneId' | 'direction' | 'verdict'>) => void;
  readonly noteSettings: (settings: Settings) => void;
  readonly calls: VisitorCalls;
};

/** A ticket is random and names nobody; only this desk knows which entry it stands for. */
export function openVisitorDesk(options: {
  readonly settings: () => Settings;
  readonly declare: VisitDesk['declare'];
  readonly nowUtcMs: () => number;
}): VisitorDesk {
  const listeners = new Set<(event: VisitorEvent) => void>();
  let tickets = new Map<string, { readonly entry: EntryRef; readonly untilUtcMs: number }>();
  let key = 0;

  function publish(event: VisitorEvent): void {
    for (const listener of listeners) listener(event);
  }

  function ticketFor({ entry, direction, verdict }: Pick<Shown, 'entry' | 'direction' | 'verdict'>): string | null {
    const mayDeclare = options.settings().venue.kind === 'hospital' && direction === 'in' && verdict !== 'refuse';
    if (entry === null || !mayDeclare) return null;
    const ticket = randomBytes(16).toString('base64url');
    const nowUtcMs = options.nowUtcMs();
    const standing = [...tickets].filter(([, { untilUtcMs }]) => untilUtcMs > nowUtcMs).slice(1 - MOST_TICKETS);
    tickets = new Map([...standing, [ticket, { entry, untilUtcMs: nowUtcMs + TICKET_MS }]]);
    return ticket;
  }

  return {
    noteShown: (shown) => {
      if (listeners.size === 0) return;
      key += 1;
      const { laneId, verdict, direction } = shown;
      publish({ type: 'verdict', verdict: { key, laneId, verdict, direction, ticket: ticketFor(shown) } });
    },
    noteSettings: (settings) => publish({ type: 'view', view: visitorViewOf(settings) }),
    calls: {
      visitorView: () => visitorViewOf(options.settings()),
      subscribeVisitor: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      declareByVisitor: ({ ticket, declaration }) => {
        const found = tickets.get(ticket);
        if (found === undefined || found.untilUtcMs < options.nowUtcMs()) return { type: 'unknown-ticket' };
        const noted = options.declare(found.entry, declaration, 'visitor');
        if (noted.type === 'gone') return { type: 'unknown-ticket' };
        if (noted.type === 'not-stored') return { type: 'not-stored' };
        return { type: needsSeparateFlow(declaration) ? 'separate' : 'noted' };
      },
    },
  };
}
