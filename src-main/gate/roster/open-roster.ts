/** What do the desks of the list of who is expected make together? */

import type { RosterGate } from '../../contract/roster-api.ts';
import type { Settings } from '../../contract/settings.ts';
import type { EntryLog, Tagger } from '../../core/ports.ts';
import type { Store } from '../../store/open-store.ts';
import type { Audit } from '../audit-desk.ts';
import type { Log } from '../opened-gate.ts';
import { openImportDesk } from './import-desk.ts';
import type { LinkDesk, LinkDeskOptions } from './link-desk.ts';
import { openLinkDesk } from './link-desk.ts';
import { openLoadDesk } from './load-desk.ts';
import { openRosterDesk } from './roster-desk.ts';
import { createRosterTags } from './roster-tags.ts';

export type OpenRoster = {
  readonly calls: RosterGate;
  /** Into the log; who was let in is counted. */
  readonly commit: EntryLog['commit'];
  readonly noteTakenBack: () => void;
  readonly noteTried: LinkDesk['noteTried'];
  readonly forget: (nowUtcMs: number) => void;
  readonly close: () => void;
};

export function openRoster(
  options: Pick<LinkDeskOptions, 'tests' | 'scans' | 'onChange'> & {
    readonly store: Store;
    /** Where entries go once they are counted. */
    readonly entryLog: EntryLog;
    readonly tagger: Tagger;
    readonly settings: () => Settings;
    readonly nowUtcMs: () => number;
    readonly isAttended: boolean;
    readonly note: Audit['note'];
    readonly noteFirst: Audit['noteFirst'];
    readonly log: Log;
  },
): OpenRoster {
  const { store, settings, nowUtcMs, tests, scans, onChange, noteFirst, log } = options;
  let isClosed = false;
  const tags = createRosterTags(options.tagger);
  const loads = openLoadDesk({ store, settings, nowUtcMs });
  const people = openRosterDesk({
    store,
    tags,
    loads,
    settings,
    nowUtcMs,
    isClosed: () => isClosed,
    onChange,
    noteFirst,
    log,
  });
  const links = openLinkDesk({ store, tags, tests, scans, onChange });
  const imports = openImportDesk({
    store,
    tags,
    lanes: () => settings().lanes,
    nowUtcMs,
    onImported: onChange,
    note: options.note,
    log,
  });
  const safely = (work: Promise<void>, event: string): void =>
    void work.catch((error: unknown) => {
      // A disk that refuses: it says so itself, and this is tried again at the next turn or start.
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      if (!isClosed) log(event, { code });
    });
  // The command line only looks.
  if (options.isAttended) safely(people.tidy(), 'roster-not-tidied');

  return {
    calls: { ...people.calls, ...links.calls, ...imports.calls, ...loads.calls },
    commit: (draft, notes = []) => {
      const commit = options.entryLog.commit(draft, notes);
      if (commit.type === 'committed') loads.note(draft);
      return commit;
    },
    noteTakenBack: loads.forget,
    noteTried: links.noteTried,
    forget: (sureUtcMs) => safely(people.forget(sureUtcMs), 'roster-not-forgotten'),
    close: () => {
      isClosed = true;
      imports.close();
    },
  };
}
