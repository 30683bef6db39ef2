/** When does the collector hear how this gate is? */

import type { KeyObject } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { GateReport } from '../contract/gate-report.ts';
import type { NetworkSettings } from '../contract/network-settings.ts';
import type { Settings } from '../contract/settings.ts';
import type { Clock } from '../core/ports.ts';
import type { Environment } from '../upload/open-agent.ts';
import type { Line } from '../upload/post-json.ts';
import { openLine } from '../upload/post-json.ts';
import { sendReport } from '../upload/send-report.ts';

const EVERY_MS = 5 * 60_000;
/** Soon after the start, and after somebody has named the venue otherwise; spread, for many gates start at once. */
const FIRST_WITHIN_MS = 20_000;

export type ReportSenderOptions = {
  readonly report: () => GateReport;
  readonly privateKey: () => KeyObject;
  readonly clock: Clock;
  /** Names a proxy where the settings name none. */
  readonly env: Environment;
  /** In [0, 1). */
  readonly random: () => number;
  /** The longest that a first report waits, for tests. */
  readonly firstWithinMs?: number;
};

export type ReportSender = {
  /** Tells this collector from now on; `null` = none. */
  readonly apply: (settings: Pick<Settings, 'collector' | 'network' | 'venue' | 'lanes'>) => void;
  readonly close: () => Promise<void>;
};

/**
 * Tells it soon after the start, soon after venue or lanes were changed, and every few minutes. A report that does not get through is not sent
 * again: the next one says more. No entry waits for it.
 */
export function openReportSender(options: ReportSenderOptions): ReportSender {
  const { clock, random, firstWithinMs = FIRST_WITHIN_MS } = options;
  const stop = new AbortController();
  let to: { readonly url: string; readonly network: NetworkSettings } | null = null;
  let line: Line | null = null;
  let said: object | null = null;
  let timer: NodeJS.Timeout | null = null;
  let underWay: Promise<void> = Promise.resolve();

  function schedule(delayMs: number): void {
    if (timer !== null) clearTimeout(timer);
    timer = line === null || stop.signal.aborted ? null : setTimeout(run, delayMs);
    timer?.unref();
  }

  /** Somebody may have asked for a sooner one meanwhile. */
  function again(delayMs: number): void {
    if (timer === null) schedule(delayMs);
  }

  function run(): void {
    timer = null;
    const now = clock.now();
    const sending = line;
    if (sending === null) return;
    underWay = underWay
      .then(() =>
        sendReport(options.report(), {
          line: sending,
          privateKey: options.privateKey(),
          nowUtcMs: now.wallUtcMs - (now.clockOffsetMs ?? 0),
          stop: stop.signal,
        }),
      )
      .then(
        () => again(EVERY_MS * (1 - random() / 5)),
        // The log could not be asked, or the line was closed under it: said elsewhere, and tried again as ever.
        () => again(EVERY_MS),
      );
  }

  return {
    apply: ({ collector, network, venue, lanes }) => {
      const next = collector === null ? null : { url: collector.url, network };
      const isSame = isDeepStrictEqual(next, to);
      if (isSame && isDeepStrictEqual(said, { venue, lanes })) return;
      if (!isSame) {
        line?.close();
        to = next;
        line = next === null ? null : openLine(next.url, network, options.env);
      }
      said = { venue, lanes };
      schedule(firstWithinMs * random());
    },
    close: async () => {
      stop.abort();
      if (timer !== null) clearTimeout(timer);
      await underWay;
      line?.close();
    },
  };
}
