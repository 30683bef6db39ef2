/** What was shown, what is in the log, what is at the collector: does it agree, seen from outside? */

/** `id` is `device epoch seq`; `verdict` is `null` where a repeat pointed to an entry without saying what that was. */
export type ShownEntry = { readonly id: string; readonly verdict: string | null };
export type LoggedEntry = {
  readonly device: string;
  readonly epoch: string;
  readonly seq: number;
  readonly hash: string;
  readonly verdict: string;
  readonly outbox: 'pending' | 'done' | 'quarantined';
  /** `null` where the entry is of nobody who can come again: manual, unknown code. */
  readonly visit: { readonly who: string; readonly atUtcMs: number } | null;
};
export type HeldEntry = Pick<LoggedEntry, 'device' | 'epoch' | 'seq' | 'hash' | 'verdict'>;

export type Audit = {
  /** Verdicts that the screen's channel heard as recorded, each entry once. */
  readonly shown: number;
  readonly stored: number;
  readonly delivered: number;
  /** Of `lost`: shown and not in the log, or in it with another verdict; in the log and not at the collector with this hash. */
  readonly lost: number;
  readonly shownNotStored: number;
  readonly storedNotDelivered: number;
  /** Of `doubled`: at the collector twice, or not from the log; in the log twice for one visit. */
  readonly doubled: number;
  readonly deliveredTwice: number;
  readonly deliveredNotStored: number;
  readonly storedTwice: number;
  /** Of the entries in the log: refused by the collector and shown as such, or still waiting. */
  readonly setAside: number;
  readonly waiting: number;
};

/** Compares the three; `repeatWindowMs` is the time in which the same person is not recorded again. */
export function audit(
  shown: readonly ShownEntry[],
  logged: readonly LoggedEntry[],
  held: readonly HeldEntry[],
  repeatWindowMs: number,
): Audit {
  const log = new Map(logged.map((entry) => [idOf(entry), entry]));
  const arrived = new Map<string, HeldEntry>();
  let deliveredTwice = 0;
  for (const entry of held) {
    if (arrived.has(idOf(entry))) deliveredTwice += 1;
    arrived.set(idOf(entry), entry);
  }
  const isStored = ({ id, verdict }: ShownEntry): boolean => {
    const entry = log.get(id);
    return entry !== undefined && (verdict === null || verdict === entry.verdict);
  };
  const shownNotStored = new Set(shown.filter((entry) => !isStored(entry)).map(({ id }) => id)).size;
  const storedNotDelivered = logged.filter((entry) => arrived.get(idOf(entry))?.hash !== entry.hash).length;
  const deliveredNotStored = [...arrived.keys()].filter((id) => !log.has(id)).length;
  const storedTwice = countTwice(logged, repeatWindowMs) + (logged.length - log.size);
  return {
    shown: new Set(shown.map(({ id }) => id)).size,
    stored: logged.length,
    delivered: [...arrived.keys()].filter((id) => log.has(id)).length,
    lost: shownNotStored + storedNotDelivered,
    shownNotStored,
    storedNotDelivered,
    doubled: deliveredTwice + deliveredNotStored + storedTwice,
    deliveredTwice,
    deliveredNotStored,
    storedTwice,
    setAside: logged.filter(({ outbox }) => outbox === 'quarantined').length,
    waiting: logged.filter(({ outbox }) => outbox === 'pending').length,
  };
}

/** Entries of somebody who had been recorded with the same verdict within the window before. `logged` is in the order of the log. */
function countTwice(logged: readonly LoggedEntry[], repeatWindowMs: number): number {
  const last = new Map<string, { readonly verdict: string; readonly atUtcMs: number }>();
  let twice = 0;
  for (const { device, verdict, visit } of logged) {
    if (visit === null) continue;
    const who = `${device} ${visit.who}`;
    const before = last.get(who);
    // Another verdict is another entry: the log never says the opposite of the screen.
    if (before?.verdict === verdict && Math.abs(visit.atUtcMs - before.atUtcMs) <= repeatWindowMs) twice += 1;
    last.set(who, { verdict, atUtcMs: visit.atUtcMs });
  }
  return twice;
}

export function idOf({ device, epoch, seq }: Pick<LoggedEntry, 'device' | 'epoch' | 'seq'>): string {
  return `${device} ${epoch} ${seq}`;
}
