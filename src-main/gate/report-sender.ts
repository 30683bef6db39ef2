/** When does the collector hear how this gate is? */

import type { KeyObject } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { GateReport } from '../contract/gate-report.ts';
import type { NetworkSettings } from '../contract/network-settings.ts';
import type { Settings } from '../contract/settings.ts';
import type { Access } from '../contract/trace-notice.ts';
import { nextReportWaitMs, reportWaitMs } from '../core/outbox/report-plan.ts';
import type { Clock } from '../core/ports.ts';
import { askAccesses } from '../upload/ask-accesses.ts';
import { askSettings } from '../upload/ask-settings.ts';
import type { Environment } from '../upload/open-agent.ts';
import type { Line } from '../upload/post-json.ts';
import { openLine } from '../upload/post-json.ts';
import type { ProvenOptions } from '../upload/post-proven.ts';
import { sendReport } from '../upload/send-report.ts';
import type { FleetDesk } from './fleet-desk.ts';

/** With every so many reports it is asked who looked for entries. */
const ASKED_EVERY_REPORTS = 12;

export type ReportSenderOptions = {
  readonly report: () => GateReport;
  readonly privateKey: () => KeyObject;
  readonly clock: Clock;
  /** Names a proxy where the settings name none. */
  readonly env: Environment;
  /** In [0, 1). */
  readonly random: () => number;
  /** Which traces found entries of this gate: asked with the first report, and about every hour. */
  readonly onAccesses?: (accesses: readonly Access[]) => void;
  /** Who is handed what the collector has of settings; nobody without it. */
  readonly fleet?: FleetDesk['fromCollector'];
};

export type ReportSender = {
  /** Tells this collector from now on; `null` = none. */
  readonly apply: (settings: Pick<Settings, 'collector' | 'network' | 'venue' | 'lanes'>) => void;
  /** There is news: told within seconds rather than minutes. */
  readonly soon: () => void;
  readonly close: () => Promise<void>;
};

/**
 * Tells it every few minutes, and soon after venue, lanes or collector were changed. A report that does not get through is not sent
 * again: the next one says more. No entry waits for it.
 */
export function openReportSender(options: ReportSenderOptions): ReportSender {
  const { clock, random } = options;
  const stop = new AbortController();
  let to: { readonly url: string; readonly network: NetworkSettings } | null = null;
  let line: Line | null = null;
  let said: object | null = null;
  let reports = 0;
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
        tell({
          line: sending,
          privateKey: options.privateKey(),
          nowUtcMs: now.wallUtcMs - (now.clockOffsetMs ?? 0),
          stop: stop.signal,
        }),
      )
      .then(
        () => again(nextReportWaitMs(random())),
        // The log could not be asked, or the line was closed under it: said elsewhere, and tried again as ever.
        () => again(nextReportWaitMs(random())),
      );
  }

  async function tell(proven: ProvenOptions): Promise<void> {
    const report = options.report();
    const heard = await sendReport(report, proven);
    // While nobody hears it, the questions wait with it.
    if (heard === null) return;
    await askForSettings(report.device, heard.settingsVersion, proven);
    if (options.onAccesses === undefined) return;
    const isDue = reports % ASKED_EVERY_REPORTS === 0;
    reports += 1;
    if (!isDue) return;
    const accesses = await askAccesses(report.device, proven);
    if (accesses !== null && !stop.signal.aborted) options.onAccesses(accesses);
  }

  async function askForSettings(device: string, settingsVersion: number, proven: ProvenOptions): Promise<void> {
    const { fleet } = options;
    fleet?.noteHeard();
    if (fleet === undefined || fleet.heardVersion() === settingsVersion) return;
    const offered = await askSettings(device, fleet.publicKey(), proven);
    if (offered === null || stop.signal.aborted) return;
    fleet.take(offered.files, offered.settingsKey, settingsVersion);
  }

  return {
    soon: () => schedule(reportWaitMs('news', random())),
    apply: ({ collector, network, venue, lanes }) => {
      const next = collector === null ? null : { url: collector.url, network };
      const isSame = isDeepStrictEqual(next, to);
      if (isSame && isDeepStrictEqual(said, { venue, lanes })) return;
      if (!isSame) {
        line?.close();
        to = next;
        line = next === null ? null : openLine(next.url, network, options.env);
      }
      const isStart = said === null;
      said = { venue, lanes };
      schedule(reportWaitMs(isStart ? 'start' : 'change', random()));
    },
    close: async () => {
      stop.abort();
      if (timer !== null) clearTimeout(timer);
      await underWay;
      line?.close();
    },
  };
}
