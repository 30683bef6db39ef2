/** Does the collector answer, and does what was recorded get there? */

import type { Finding } from './finding.ts';
import { doubtful, good } from './finding.ts';
import { OLD_PENDING_MS } from './limits.ts';

const MINUTE_MS = 60_000;

export type CollectorFacts = {
  /** `null` = the gate works alone. `tls`: its certificate is not in order. */
  readonly answer: { readonly type: 'answers'; readonly ms: number } | { readonly type: 'silent' | 'tls' } | null;
  readonly isEncrypted: boolean;
  /** What only a running gate knows. */
  readonly outbox: {
    readonly pending: number;
    readonly oldestPendingAtUtcMs: number | null;
    readonly quarantined: number;
    readonly lastAcknowledgedAtUtcMs: number | null;
    readonly isRefused: boolean;
  } | null;
};

/** Nothing here keeps anybody from being recorded: it goes out later. */
export function judgeCollector({ answer, isEncrypted, outbox }: CollectorFacts, nowUtcMs: number): readonly Finding[] {
  if (answer === null) return [good('collector', 'collector-none')];
  return [
    judgeAnswer(answer, isEncrypted, outbox?.isRefused === true),
    ...(outbox === null ? [] : [judgeOutbox(outbox, nowUtcMs)]),
  ];
}

function judgeAnswer(answer: NonNullable<CollectorFacts['answer']>, isEncrypted: boolean, isRefused: boolean): Finding {
  if (answer.type !== 'answers') {
    return doubtful('collector', answer.type === 'tls' ? 'collector-tls' : 'collector-silent');
  }
  if (isRefused) return doubtful('collector', 'collector-refuses');
  return good('collector', 'collector-answers', {
    ms: Math.max(1, Math.round(answer.ms)),
    line: isEncrypted ? 'https' : 'http',
  });
}

function judgeOutbox(outbox: NonNullable<CollectorFacts['outbox']>, nowUtcMs: number): Finding {
  const { pending, oldestPendingAtUtcMs, quarantined, lastAcknowledgedAtUtcMs } = outbox;
  const minutesSince = (atUtcMs: number): number => Math.max(0, Math.floor((nowUtcMs - atUtcMs) / MINUTE_MS));
  if (quarantined > 0) return doubtful('outbox', 'outbox-returned', { count: quarantined });
  if (oldestPendingAtUtcMs === null || pending === 0) {
    return good('outbox', 'outbox-sent', {
      minutes: lastAcknowledgedAtUtcMs === null ? '–' : minutesSince(lastAcknowledgedAtUtcMs),
    });
  }
  const values = { count: pending, minutes: minutesSince(oldestPendingAtUtcMs) };
  return nowUtcMs - oldestPendingAtUtcMs > OLD_PENDING_MS
    ? doubtful('outbox', 'outbox-old', values)
    : good('outbox', 'outbox-waiting', values);
}
