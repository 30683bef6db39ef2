/** How does each room of the gate note what was done, and by whom, without knowing who asked? */

import { AsyncLocalStorage } from 'node:async_hooks';
import type { AuditAction, AuditActor, AuditPage, AuditPageInput } from '../contract/access-api.ts';
import { LONGEST_REASON } from '../contract/access-api.ts';
import type { AuditDetail, StoredAudit } from '../store/audit.ts';

type Note = (action: AuditAction, detail?: AuditDetail, reason?: string | null) => void;

/** What a desk is given that does what has to be answered for. */
export type Audit = {
  /**
   * Notes that the present caller does this: what kind of thing, how many, which fields. Words and numbers only; a name, a number or
   * any other sentence is withheld. `reason` is what somebody typed, and is kept encrypted, without any number. Never throws.
   */
  readonly note: Note;
  /**
   * The same, before what shows, hands out or erases somebody, or changes who may come in: false where it could not be written, and then
   * it must not be done.
   */
  readonly noteFirst: (...noted: Parameters<Note>) => boolean;
};

export type AuditDesk = Audit & {
  /** What is noted in `work`, and in all that it waits for, is noted as this actor's. */
  readonly runAs: <T>(actor: AuditActor, work: () => T) => T;
  readonly listAudit: (input: AuditPageInput) => AuditPage;
};

export type AuditDeskOptions = {
  readonly store: Pick<StoredAudit, 'noteAudit' | 'listAudit'>;
  readonly nowUtcMs: () => number;
  /** Whose what is that no caller does: the gate's own, or the command line's. */
  readonly otherwise: AuditActor;
  readonly log: (event: string, fields?: Record<string, number | string>) => void;
};

/** Words, several of them with commas between, never a sentence; no run of digits that could be somebody's number. */
const WORDS = /^(?!.*\d{5})[\p{L}\p{N}_.-]{1,60}(,[\p{L}\p{N}_.-]{1,60}){0,40}$/u;
const WITHHELD = 'withheld';
/** As people write numbers of papers and phones down: a reason must not keep what an erased person had taken out. */
const NUMBER = /\d(?:[ .-]?\d){8,}/g;

export function openAuditDesk({ store, nowUtcMs, otherwise, log }: AuditDeskOptions): AuditDesk {
  const actors = new AsyncLocalStorage<AuditActor>();

  function noteFirst(action: AuditAction, detail: AuditDetail = {}, reason: string | null = null): boolean {
    try {
      store.noteAudit({
        atUtcMs: nowUtcMs(),
        actor: actors.getStore() ?? otherwise,
        action,
        detail: screened(detail),
        reason: cleanReason(reason),
      });
      return true;
    } catch (error) {
      log('audit-failed', { action, error: error instanceof Error ? error.name : 'unknown' });
      return false;
    }
  }

  return {
    // A disk that refuses: what was asked goes on, because it may be what makes room again. The machine's log has that it did.
    note: (...noted) => void noteFirst(...noted),
    noteFirst,
    runAs: (actor, work) => actors.run(actor, work),
    listAudit: ({ beforeId, limit }) => {
      const rows = store.listAudit(beforeId, limit + 1);
      return { items: rows.slice(0, limit), isMore: rows.length > limit };
    },
  };
}

function screened(detail: AuditDetail): AuditDetail {
  return Object.fromEntries(
    Object.entries(detail).map(([name, value]) => [
      name,
      typeof value === 'string' && !WORDS.test(value) ? WITHHELD : value,
    ]),
  );
}

function cleanReason(reason: string | null): string | null {
  const cleaned = (reason ?? '')
    .replace(/\p{Cc}+/gu, ' ')
    .replace(NUMBER, (number) => `***${number.slice(-3)}`)
    .trim()
    .slice(0, LONGEST_REASON);
  return cleaned === '' ? null : cleaned;
}
