/** Who takes this gate's entries away, and how does that stand? */

import type { EnrolAnswer, OutboxStatus } from '../contract/gate-api.ts';
import type { Settings } from '../contract/settings.ts';
import type { Clock, Outbox } from '../core/ports.ts';
import type { ClockOffset } from '../devices/clock-trust.ts';
import { enrol } from '../upload/enrol.ts';
import { startUploader } from '../upload/uploader.ts';
import type { Vault } from '../vault/open-vault.ts';

export type UploadDesk = {
  readonly state: () => OutboxStatus['collector'];
  /** Uploads to this collector from now on; `null` = the gate works alone. */
  readonly apply: (collector: Settings['collector']) => void;
  /** Something was committed: no need to wait for the next turn. */
  readonly wake: () => void;
  readonly enrol: (
    setupCode: string,
    save: (collector: NonNullable<Settings['collector']>) => boolean,
  ) => Promise<EnrolAnswer>;
  /** Sends what the collector sent back once more, as soon as its turn comes. */
  readonly retryQuarantined: () => { readonly type: 'retried'; readonly count: number };
  readonly close: () => Promise<void>;
};

export type UploadDeskOptions = {
  readonly vault: Vault;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onChange: () => void;
  readonly onClockOffset: (offset: ClockOffset) => void;
  readonly log: (event: string, fields?: Record<string, number | string>) => void;
};

/** Keeps one uploader running for the collector of the settings, and none without one. */
export function openUploadDesk(options: UploadDeskOptions): UploadDesk {
  const { vault, outbox, clock, random, onChange, onClockOffset, log } = options;
  let state: OutboxStatus['collector'] = 'alone';
  let running: { url: string; uploader: ReturnType<typeof startUploader> } | null = null;

  function start(url: string): void {
    state = 'waiting';
    const uploader = startUploader({
      outbox,
      identity: { device: vault.deviceId },
      privateKey: vault.signer.privateKey,
      collectorUrl: url,
      clock,
      random,
      onState: (next) => {
        if (running?.uploader !== uploader) return;
        state = next;
        onChange();
      },
      onServerTime: onClockOffset,
      onQuarantine: onChange,
      log,
    });
    running = { url, uploader };
  }

  /** Enrolled anew, with the same collector or another: a wait that came of an earlier one's refusals is not served. */
  function startAfresh(url: string): void {
    outbox.saveUploadState({ ...outbox.uploadState(), failures: 0, nextAttemptAtUtcMs: 0 });
    if (running === null) return;
    void stop();
    start(url);
    onChange();
  }

  function stop(): Promise<void> {
    const stopping = running?.uploader.close() ?? Promise.resolve();
    running = null;
    state = 'alone';
    return stopping;
  }

  return {
    state: () => state,
    apply: (collector) => {
      if (collector?.url === running?.url) return;
      void stop();
      if (collector !== null) start(collector.url);
      onChange();
    },
    wake: () => running?.uploader.wake(),
    enrol: async (setupCode, save) => {
      const answer = await enrol({
        setupCode,
        device: vault.deviceId,
        publicKeyRaw: vault.signer.publicKeyRaw,
      });
      if (answer.type === 'refused') return answer;
      if (!save({ url: answer.url, name: answer.name })) return { type: 'refused', reason: 'cannot-write' };
      startAfresh(answer.url);
      return { type: 'enrolled', collectorName: answer.name };
    },
    retryQuarantined: () => {
      const count = outbox.retryQuarantined();
      log('quarantine-retried', { count });
      running?.uploader.wake();
      onChange();
      return { type: 'retried', count };
    },
    close: stop,
  };
}
