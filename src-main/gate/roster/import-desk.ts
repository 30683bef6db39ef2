/** How does a file on somebody's stick become the list of who is expected? */

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Gate } from '../../contract/gate.ts';
import type { ListTrouble } from '../../contract/roster-api.ts';
import { MOST_LIST_BYTES, MOST_LIST_ROWS } from '../../contract/roster-api.ts';
import type { RosterPerson } from '../../core/roster/person.ts';
import type { Store } from '../../store/open-store.ts';
import type { Audit } from '../audit-desk.ts';
import type { ListChoice } from './list-thread.ts';
import type { OpenList } from './open-list.ts';
import { openList } from './open-list.ts';
import { withCode } from './roster-desk.ts';
import type { RosterTags } from './roster-tags.ts';

export type ImportDesk = {
  readonly calls: Pick<Gate, 'beginImport' | 'sendImportPiece' | 'previewImport' | 'importRoster' | 'cancelImport'>;
  readonly close: () => void;
};

export type ImportDeskOptions = {
  readonly store: Pick<Store, 'beginList' | 'addToList' | 'publishList' | 'giveUpList' | 'dropGone' | 'dropSuperseded'>;
  readonly tags: RosterTags;
  readonly lanes: () => readonly { readonly id: string; readonly name: string }[];
  readonly nowUtcMs: () => number;
  readonly onImported: () => void;
  readonly note: Audit['note'];
  readonly log: (event: string, fields?: Record<string, number | string>) => void;
};

/** A file that came in, whole or in part. One at a time: another one takes its place. */
type Import = {
  readonly id: string;
  readonly bytes: Uint8Array;
  filled: number;
  pieces: number;
  list: OpenList | null;
  isBusy: boolean;
};

/** A file of which nobody asked any more is not kept. */
const KEPT_MS = 15 * 60_000;
/** What a scan may find in its way, and how long the way is free afterwards. */
const STEP_MS = 6;
const PAUSE_MS = 8;
const PEOPLE_A_MESSAGE = 250;
const FIRST_STEP_PEOPLE = 20;

export function openImportDesk(options: ImportDeskOptions): ImportDesk {
  const { store, tags, log } = options;
  let current: Import | null = null;
  let timer: NodeJS.Timeout | null = null;

  function letGo(): void {
    if (timer !== null) clearTimeout(timer);
    current?.list?.close();
    current = null;
  }

  function find(importId: string): Import | null {
    if (current?.id !== importId) return null;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(letGo, KEPT_MS);
    timer.unref();
    return current;
  }

  async function preview(importId: string, choice: ListChoice) {
    const found = find(importId);
    if (found === null || found.isBusy || found.filled !== found.bytes.length) return refusal('gone');
    found.isBusy = true;
    found.list ??= openList({ bytes: found.bytes, mostRows: MOST_LIST_ROWS });
    const answer = await found.list.ask({ type: 'preview', choice });
    found.isBusy = false;
    return answer.type === 'people' ? refusal('not-read') : answer;
  }

  function choiceOf({ columns, group, dayUtcMs }: Pick<ListChoice, 'columns' | 'group' | 'dayUtcMs'>): ListChoice {
    return { columns, group, dayUtcMs, lanes: [...options.lanes()], nowUtcMs: options.nowUtcMs() };
  }

  /** Writes in steps of a few milliseconds; whoever is scanned meanwhile meets the list as it was. */
  async function write(list: OpenList, listId: number, people: number): Promise<number> {
    const addedAtUtcMs = options.nowUtcMs();
    const steps = timedSteps();
    for (let from = 0; from < people; from += PEOPLE_A_MESSAGE) {
      const answer = await list.ask({ type: 'people', from, count: PEOPLE_A_MESSAGE });
      if (answer.type !== 'people') throw new Error('the list went away while it was written');
      let rest: readonly RosterPerson[] = answer.people;
      while (rest.length > 0) {
        const some = rest.slice(0, steps.size());
        rest = rest.slice(some.length);
        steps.run(
          () =>
            store.addToList(
              listId,
              some.map((person) => tags.tagged(withCode(person))),
              addedAtUtcMs,
            ),
          some.length,
        );
        await sleep(PAUSE_MS);
      }
    }
    return steps.longestMs();
  }

  /** What is not in force any more: it is found by nobody, so there is no hurry. */
  async function tidy(listId: number, how: 'replace' | 'add'): Promise<void> {
    for (let after: number | null = 0; how === 'add' && after !== null; await sleep(PAUSE_MS)) {
      after = store.dropSuperseded(listId, after, 100);
    }
    while (store.dropGone(60) > 0) await sleep(PAUSE_MS);
  }

  return {
    calls: {
      beginImport: ({ bytes }) => {
        letGo();
        const made: Import = {
          id: randomUUID(),
          bytes: new Uint8Array(Math.min(bytes, MOST_LIST_BYTES)),
          filled: 0,
          pieces: 0,
          list: null,
          isBusy: false,
        };
        current = made;
        find(made.id);
        return { importId: made.id };
      },
      sendImportPiece: ({ importId, index, base64 }) => {
        const found = find(importId);
        const piece = Buffer.from(base64, 'base64');
        if (found === null || index !== found.pieces || piece.length > found.bytes.length - found.filled) {
          return { type: 'gone' };
        }
        found.bytes.set(piece, found.filled);
        found.filled += piece.length;
        found.pieces += 1;
        return { type: 'taken' };
      },
      previewImport: async ({ importId, ...choice }) => {
        const answer = await preview(importId, choiceOf(choice));
        if (answer.type === 'refused') return answer;
        const { headers, columns, sample, troubles, ...rest } = answer;
        return {
          ...rest,
          headers: [...headers],
          columns: [...columns],
          sample: sample.map((row) => [...row]),
          troubles: [...troubles],
        };
      },
      importRoster: async ({ importId, how, ...choice }) => {
        const began = performance.now();
        const found = await preview(importId, choiceOf(choice));
        if (found.type === 'refused') return found;
        const list = current?.list ?? null;
        if (list === null) return refusal('gone');
        let listId: number | null = null;
        try {
          listId = store.beginList(choice.group, options.nowUtcMs());
          const longestStepMs = await write(list, listId, found.people);
          store.publishList(listId, how);
          letGo();
          options.onImported();
          await tidy(listId, how);
          const [people, leftOut, ms] = [found.people, found.troubleCount, performance.now() - began];
          log('roster-imported', { people, leftOut, ms: Math.round(ms), longestStepMs: Math.round(longestStepMs) });
          options.note('roster-imported', { people, leftOut });
          return { type: 'imported', people, leftOut, ms, longestStepMs };
        } catch (error) {
          // A full disk, or a file that was cancelled: the list that was in force is still.
          log('roster-not-imported', { code: codeOf(error) });
          if (listId !== null) giveUp(listId);
          return refusal('cannot-write');
        }
      },
      cancelImport: ({ importId }) => {
        if (current?.id === importId) letGo();
      },
    },
    close: letGo,
  };

  function giveUp(listId: number): void {
    try {
      store.giveUpList(listId);
    } catch {
      // It is given up at the next start.
    }
  }
}

/** As many at once as take `STEP_MS`, learned from the last step. */
function timedSteps() {
  let size = FIRST_STEP_PEOPLE;
  let longestMs = 0;
  return {
    size: () => size,
    longestMs: () => longestMs,
    run: (work: () => void, count: number): void => {
      const began = performance.now();
      work();
      const tookMs = performance.now() - began;
      longestMs = Math.max(longestMs, tookMs);
      if (count < size) return;
      size = Math.max(5, Math.min(200, tookMs > STEP_MS ? Math.floor(size * 0.7) : size + 10));
    },
  };
}

function refusal(reason: ListTrouble): { type: 'refused'; reason: ListTrouble } {
  return { type: 'refused', reason };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
