/** Whose signatures does this gate believe, and how do its lists stay fresh? */

import { setTimeout as delay } from 'node:timers/promises';
import type { Gate } from '../contract/gate.ts';
import type { Settings } from '../contract/settings.ts';
import type { GateStatus } from '../contract/status-api.ts';
import type { TrustImport, TrustListItem } from '../contract/trust-api.ts';
import { readRuleSet } from '../credentials/rules/rule-set.ts';
import type { RulesDesk } from '../credentials/rules/rules-desk.ts';
import { createRulesDesk } from '../credentials/rules/rules-desk.ts';
import { fetchList, isListAddress, nameOfAddress } from '../credentials/trust/fetch-list.ts';
import type { Trust } from '../credentials/trust/trust.ts';
import { openTrustFolder } from '../credentials/trust/trust-folder.ts';

const HOUR_MS = 3_600_000;
/** How often another process's imports are looked for: the command line writes into the same folder. */
const LOOK_EVERY_MS = 10_000;
/** How often lists with an address are fetched, and how soon again where that failed. */
const FETCH_EVERY_MS = 6 * HOUR_MS;
const RETRY_AFTER_MS = 10 * 60_000;

export type TrustDesk = {
  readonly calls: Pick<Gate, 'listTrust' | 'importTrust'>;
  readonly trust: () => Trust;
  /** `null` where no rule set has been imported. */
  readonly rules: () => RulesDesk | null;
  readonly status: () => GateStatus['trust'];
  /** Fetches the lists of these addresses from now on. */
  readonly apply: (settings: Settings['trust']) => void;
  readonly close: () => void;
};

export type TrustDeskOptions = {
  readonly folder: string;
  readonly nowUtcMs: () => number;
  /** False for the command line: nothing is fetched by itself. */
  readonly isAttended: boolean;
  readonly onChange: () => void;
  readonly log: (event: string, fields?: Record<string, number | string>) => void;
};

export function openTrustDesk(options: TrustDeskOptions): TrustDesk {
  const { folder, nowUtcMs, isAttended, onChange, log } = options;
  const lists = openTrustFolder(folder, nowUtcMs());
  let settings: Settings['trust'] = { staleAfterHours: 24, urls: [] };
  let rules = rulesOf(lists.ruleSetText());
  let fetching: AbortController | null = null;
  const looking = isAttended ? setInterval(look, LOOK_EVERY_MS) : null;
  looking?.unref();

  function look(): void {
    if (lists.refresh()) noteLists();
  }

  function noteLists(): void {
    rules = rulesOf(lists.ruleSetText());
    onChange();
  }

  function statuses(): ReturnType<typeof lists.status> {
    return lists.status(nowUtcMs(), settings.staleAfterHours * HOUR_MS);
  }

  function importBytes(name: string, bytes: Uint8Array): TrustImport {
    return lists.import(name, bytes, nowUtcMs());
  }

  async function importFrom(place: string, signal?: AbortSignal): Promise<readonly TrustImport[]> {
    if (!isListAddress(place)) return lists.importFolder(place, nowUtcMs());
    const fetched = await fetchList(place, signal === undefined ? {} : { signal });
    if (fetched.type === 'refused') return [{ type: 'refused', name: nameOfAddress(place), reason: fetched.reason }];
    return [importBytes(nameOfAddress(place), fetched.bytes)];
  }

  async function keepFresh(urls: readonly string[], signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      let isEveryOneFetched = true;
      for (const url of urls) {
        const outcomes = await importFrom(url, signal);
        if (signal.aborted) return;
        for (const outcome of outcomes) {
          if (outcome.type === 'imported') log('list-fetched', { form: outcome.form, keys: outcome.keys });
          else log('list-not-fetched', { reason: outcome.reason });
          isEveryOneFetched &&= outcome.type === 'imported';
        }
        noteLists();
      }
      // An ended wait is not a fault: the desk was closed, or has other addresses now.
      await delay(isEveryOneFetched ? FETCH_EVERY_MS : RETRY_AFTER_MS, undefined, { signal, ref: false }).catch(
        () => undefined,
      );
    }
  }

  return {
    calls: {
      listTrust: () => statuses().map(({ ageMs: _ageMs, ...list }): TrustListItem => list),
      importTrust: async (input) => {
        const outcomes =
          input.from === 'file'
            ? [importBytes(input.name, Buffer.from(input.base64, 'base64'))]
            : await importFrom(input.place);
        noteLists();
        return [...outcomes];
      },
    },
    trust: lists.trust,
    rules: () => rules,
    status: () => summaryOf(statuses()),
    apply: (next) => {
      const isSame = JSON.stringify(next.urls) === JSON.stringify(settings.urls);
      settings = next;
      if (isSame) return;
      fetching?.abort();
      fetching = null;
      if (!isAttended || next.urls.length === 0) return;
      fetching = new AbortController();
      void keepFresh(next.urls, fetching.signal);
    },
    close: () => {
      fetching?.abort();
      if (looking !== null) clearInterval(looking);
    },
  };
}

/** A file that was good when it was imported is good now; anything else leaves the gate without business rules. */
function rulesOf(text: string | null): RulesDesk | null {
  if (text === null) return null;
  const read = readRuleSet(text);
  return read.type === 'rules' ? createRulesDesk(read.ruleSet) : null;
}

/** The worst of all lists: one that is damaged, else the oldest. */
function summaryOf(lists: ReturnType<ReturnType<typeof openTrustFolder>['status']>): GateStatus['trust'] {
  if (lists.length === 0) return { state: 'none', oldestAtUtcMs: null };
  const oldestAtUtcMs = Math.min(...lists.map(({ importedAtUtcMs }) => importedAtUtcMs));
  if (lists.some(({ state }) => state === 'damaged')) return { state: 'damaged', oldestAtUtcMs };
  return { state: lists.some(({ isStale }) => isStale) ? 'stale' : 'fresh', oldestAtUtcMs };
}
