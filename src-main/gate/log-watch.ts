/** Is this log still the one that this gate has been writing, and does the collector hold the same? */

import { isDeepStrictEqual } from 'node:util';
import type { NetworkSettings } from '../contract/network-settings.ts';
import type { Settings } from '../contract/settings.ts';
import type { Checkpoint } from '../contract/statement-protocol.ts';
import type { GateStatus } from '../contract/status-api.ts';
import type { Clock } from '../core/ports.ts';
import type { SeenEntry } from '../store/epoch.ts';
import type { Store } from '../store/open-store.ts';
import type { Environment } from '../upload/open-agent.ts';
import type { Line } from '../upload/post-json.ts';
import { openLine } from '../upload/post-json.ts';
import { sendStatements, signStatement } from '../upload/send-statements.ts';
import type { Vault } from '../vault/open-vault.ts';
import type { LogMark } from './log-mark.ts';
import { writeLogMark } from './log-mark.ts';
import { receiptStatements } from './receipt-statements.ts';

const MARK_EVERY_MS = 10_000;
const CHECKPOINT_EVERY_MS = 60 * 60_000;
/** Soon after the start, before a restored machine has given many numbers twice; spread, for many gates start at once. */
const FIRST_WITHIN_MS = 20_000;
/** Half to once as long after a try that failed. */
const AGAIN_WITHIN_MS = 10 * 60_000;
const SOON_MS = 1_000;
const NOTICE_LASTS_MS = 3 * 24 * 3_600_000;

type Notice = NonNullable<LogMark['notice']>;
type CopiedLog = GateStatus['copiedLog'];

export type LogWatchOptions = {
  readonly dataDir: string;
  readonly store: Store;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly machine: readonly string[];
  /** What the mark said when the log was opened. */
  readonly notice: Notice | null;
  /** Names a proxy where the settings name none. */
  readonly env: Environment;
  /** In [0, 1). */
  readonly random: () => number;
  readonly onChange: () => void;
  readonly log: (event: string, fields?: Record<string, number | string>) => void;
};

export type LogWatch = {
  readonly status: () => CopiedLog;
  /** Tells this collector from now on; `null` = none. */
  readonly apply: (collector: Settings['collector'], network: NetworkSettings) => void;
  /** The collector contradicts what it was sent, or something was let go of: tells it and asks what it holds. */
  readonly checkSoon: () => void;
  readonly close: () => Promise<void>;
};

/**
 * Every few seconds notes outside of the log what it holds; about every hour signs how long it is, and what it let go of, and sends that to the
 * collector, which answers with its own newest entry of this epoch. One that this log does not hold was written by another copy of it:
 * then a new epoch is begun, so that no number is given twice from there on.
 */
export function openLogWatch(options: LogWatchOptions): LogWatch {
  const { dataDir, store, vault, clock, machine, random, onChange, log } = options;
  const stop = new AbortController();
  let notice = noticeAtStart();
  let marked: string | null = null;
  let used: { readonly url: string; readonly network: NetworkSettings } | null = null;
  let line: Line | null = null;
  let timer: NodeJS.Timeout | null = null;
  let underWay: Promise<void> = Promise.resolve();
  let isUnderWay = false;
  /** Asked for while a check was under way: begun when that is over. */
  let wishedMs: number | null = null;

  function noticeAtStart(): Notice | null {
    const origin = store.epochOrigin();
    if (origin !== 'older-copy' && origin !== 'other-machine') return options.notice;
    log('log-copied', { kind: origin });
    return { kind: origin, atUtcMs: clock.now().wallUtcMs };
  }

  function mark(): void {
    const next: LogMark = { last: store.head(), machine: [...machine], notice };
    const text = JSON.stringify(next);
    if (text === marked) return;
    try {
      writeLogMark(dataDir, next);
      marked = text;
    } catch {
      // A disk that is full or gone is said elsewhere; the mark of before is still true.
    }
  }

  function schedule(delayMs: number): void {
    if (isUnderWay) {
      wishedMs = Math.min(delayMs, wishedMs ?? delayMs);
      return;
    }
    if (timer !== null) clearTimeout(timer);
    timer = line === null || stop.signal.aborted ? null : setTimeout(run, delayMs);
  }

  function run(): void {
    if (line === null) return;
    isUnderWay = true;
    underWay = check(line)
      .catch((error: unknown) => {
        log('checkpoint-failed', { error: error instanceof Error ? error.name : 'unknown' });
        return againMs();
      })
      .then((delayMs) => {
        isUnderWay = false;
        schedule(wishedMs ?? delayMs);
        wishedMs = null;
      });
  }

  /** The delay until the next: what did not get through, or did not fit, is tried before long. */
  async function check(to: Line): Promise<number> {
    const now = clock.now();
    const last = store.head();
    const { privateKey } = vault.signer;
    const receipts = await receiptStatements(store, vault.deviceId, privateKey);
    // An empty log contradicts nobody, and has nothing to say but what it let go of.
    const jws = last === null ? null : await signStatement(checkpointOf(last, now.wallUtcMs), privateKey);
    const statements = [...(jws === null ? [] : [jws]), ...receipts.statements];
    if (statements.length === 0) return againMs();
    const answer = await sendStatements(
      { device: vault.deviceId, statements, ...(last === null ? {} : { epoch: last.epoch }) },
      {
        line: to,
        privateKey,
        nowUtcMs: now.wallUtcMs - (now.clockOffsetMs ?? 0),
        stop: stop.signal,
      },
    );
    if (answer === null || stop.signal.aborted) return againMs();
    const isKept = answer.fates.map((fate) => fate === 'kept');
    const isMoreWaiting = receipts.settle(isKept.slice(jws === null ? 0 : 1), answer.takesPersonsOut);
    if (isKept.includes(false)) log('statements-refused', { count: isKept.filter((each) => !each).length });
    if (last === null || jws === null) return isMoreWaiting ? SOON_MS : CHECKPOINT_EVERY_MS;
    if (isKept[0]) store.keepCheckpoint({ ...last, jws }, now.wallUtcMs);
    const { held } = answer;
    // Asked of the log as it is now: it may have grown, and have been uploaded, while the answer was on its way.
    if (held !== null && !store.holds({ epoch: last.epoch, ...held })) contradicted(last.epoch);
    return isMoreWaiting ? SOON_MS : CHECKPOINT_EVERY_MS;
  }

  function againMs(): number {
    return AGAIN_WITHIN_MS * (1 - random() / 2);
  }

  function checkpointOf({ epoch, seq, hash }: SeenEntry, atUtcMs: number): Checkpoint {
    const acknowledged = store.acknowledgedThrough();
    return { kind: 'checkpoint', device: vault.deviceId, atUtcMs, epoch, last: { seq, hash }, acknowledged };
  }

  function contradicted(epoch: string): void {
    // Another answer may have come to the same, and the new epoch has been begun already.
    if (store.identity().epoch !== epoch) return;
    store.beginEpoch();
    notice = { kind: 'contradicted', atUtcMs: clock.now().wallUtcMs };
    log('log-copied', { kind: notice.kind });
    mark();
    onChange();
  }

  mark();
  const marking = setInterval(mark, MARK_EVERY_MS);
  marking.unref();
  return {
    status: () => {
      if (notice === null) return 'none';
      return Math.abs(clock.now().wallUtcMs - notice.atUtcMs) < NOTICE_LASTS_MS ? notice.kind : 'none';
    },
    apply: (collector, network) => {
      const next = collector === null ? null : { url: collector.url, network };
      if (isDeepStrictEqual(next, used)) return;
      line?.close();
      used = next;
      line = next === null ? null : openLine(next.url, network, options.env);
      schedule(FIRST_WITHIN_MS * random());
    },
    checkSoon: () => schedule(SOON_MS),
    close: async () => {
      if (stop.signal.aborted) return;
      stop.abort();
      clearInterval(marking);
      if (timer !== null) clearTimeout(timer);
      await underWay;
      line?.close();
      mark();
    },
  };
}
