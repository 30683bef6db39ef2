/** Who takes this gate's entries away, and how does that stand? */

import { isDeepStrictEqual } from 'node:util';
import type { EnrolAnswer } from '../contract/machine-api.ts';
import type { NetworkSettings } from '../contract/network-settings.ts';
import type { Settings } from '../contract/settings.ts';
import type { OutboxStatus } from '../contract/status-api.ts';
import type { Clock, Outbox } from '../core/ports.ts';
import type { ClockOffset } from '../devices/clock-trust.ts';
import { enrol } from '../upload/enrol.ts';
import type { Environment } from '../upload/open-agent.ts';
import { openLine } from '../upload/post-json.ts';
import { startUploader } from '../upload/uploader.ts';
import type { Vault } from '../vault/open-vault.ts';
import type { BatchReader } from './batch-reader.ts';

export type UploadDesk = {
  readonly state: () => Pick<OutboxStatus, 'collector' | 'trouble'>;
  /** Uploads to this collector from now on; `null` = the gate works alone. */
  readonly apply: (collector: Settings['collector'], network: NetworkSettings) => void;
  /** Something was committed: no need to wait for the next turn. */
  readonly wake: () => void;
  readonly enrol: (
    setupCode: string,
    save: (
      collector: NonNullable<Settings['collector']>,
      network: NetworkSettings,
      settingsKey: string | null,
    ) => boolean,
    network: NetworkSettings,
  ) => Promise<EnrolAnswer>;
  /** Sends what the collector sent back once more, as soon as its turn comes. */
  readonly retryQuarantined: () => { readonly type: 'retried'; readonly count: number };
  readonly close: () => Promise<void>;
};

export type UploadDeskOptions = {
  readonly vault: Vault;
  readonly outbox: Omit<Outbox, 'pending'>;
  readonly batches: BatchReader;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onChange: () => void;
  /** The collector sent entries back. */
  readonly onQuarantine: () => void;
  readonly onClockOffset: (offset: ClockOffset) => void;
  /** Names a proxy where the settings name none. */
  readonly env: Environment;
  readonly log: (event: string, fields?: Record<string, number | string>) => void;
};

/** Keeps one uploader running for the collector of the settings, and none without one. */
export function openUploadDesk(options: UploadDeskOptions): UploadDesk {
  const { vault, outbox, batches, clock, random, onChange, onClockOffset, env, log } = options;
  let state: ReturnType<UploadDesk['state']> = { collector: 'alone', trouble: null };
  let running: { url: string; network: NetworkSettings; uploader: ReturnType<typeof startUploader> } | null = null;

  function start(url: string, network: NetworkSettings): void {
    state = { collector: 'waiting', trouble: null };
    const uploader = startUploader({
      outbox,
      readBatch: batches.read,
      identity: { device: vault.deviceId },
      privateKey: vault.signer.privateKey,
      line: openLine(url, network, env),
      clock,
      random,
      onState: (collector, trouble) => {
        if (running?.uploader !== uploader) return;
        state = { collector, trouble };
        onChange();
      },
      onServerTime: onClockOffset,
      onQuarantine: () => {
        options.onQuarantine();
        onChange();
      },
      log,
    });
    running = { url, network, uploader };
  }

  /** Enrolled anew, with the same collector or another: a wait that came of an earlier one's refusals is not served. */
  function startAfresh(): void {
    outbox.saveUploadState({ ...outbox.uploadState(), failures: 0, nextAttemptAtUtcMs: 0 });
    if (running === null) return;
    const { url, network } = running;
    void stop();
    start(url, network);
    onChange();
  }

  function stop(): Promise<void> {
    const stopping = running?.uploader.close() ?? Promise.resolve();
    running = null;
    state = { collector: 'alone', trouble: null };
    return stopping;
  }

  return {
    state: () => state,
    apply: (collector, network) => {
      const isSame = collector?.url === running?.url;
      if (isSame && isDeepStrictEqual(network, running?.network ?? network)) return;
      void stop();
      if (collector !== null) start(collector.url, network);
      // Another certificate or proxy for the same collector: whoever changed it need not wait out the old one's failures.
      if (collector !== null && isSame) startAfresh();
      onChange();
    },
    wake: () => running?.uploader.wake(),
    enrol: async (setupCode, save, network) => {
      const answer = await enrol({
        setupCode,
        device: vault.deviceId,
        publicKeyRaw: vault.signer.publicKeyRaw,
        network,
        env,
      });
      if (answer.type === 'refused') return answer;
      const { url, name, ca, settingsKey } = answer;
      if (!save({ url, name }, ca === null ? network : { ...network, ca }, settingsKey))
        return { type: 'refused', reason: 'cannot-write' };
      startAfresh();
      return { type: 'enrolled', collectorName: answer.name };
    },
    retryQuarantined: () => {
      const count = outbox.retryQuarantined();
      log('quarantine-retried', { count });
      running?.uploader.wake();
      onChange();
      return { type: 'retried', count };
    },
    close: async () => {
      await stop();
      await batches.close();
    },
  };
}
