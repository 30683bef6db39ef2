/** Is this gate well, apart from its readers: disk, clock, log, and what waits for the collector? */

import type { BarrierStatus, GateStatus, OutboxStatus, ReaderStatus } from '../contract/status-api.ts';
import type { Moment } from '../core/entry/entry.ts';
import type { Outbox } from '../core/ports.ts';
import { isBelievable, isFarOff } from '../core/readiness/judge-clock.ts';
import { diskStateOf } from '../core/readiness/judge-data.ts';
import type { GateHealth } from '../core/settings/judge-trial.ts';

/** Free space in the words of the screen; unknown free space is not an alarm. */
export function diskStatus(freeBytes: number | null): GateStatus['disk'] {
  return { state: diskStateOf(freeBytes), freeBytes };
}

/** A clock is doubtful when it was set by somebody, is out of this product's lifetime or far from the collector's. */
export function clockStatus(now: Moment, hasBeenSet = false): GateStatus['clock'] {
  const isRight = isBelievable(now.wallUtcMs) && !isFarOff(now.clockOffsetMs) && !hasBeenSet;
  return { state: isRight ? 'ok' : 'doubtful', offsetMs: now.clockOffsetMs };
}

/** What waits for the collector. */
export function outboxStatus(
  outbox: Outbox,
  { collector, trouble }: Pick<OutboxStatus, 'collector' | 'trouble'>,
): OutboxStatus {
  const { pending, oldestPendingAtUtcMs, quarantined } = outbox.counts();
  const { lastAcknowledgedAtUtcMs } = outbox.uploadState();
  return { pending, oldestPendingAtUtcMs, quarantined, lastAcknowledgedAtUtcMs, collector, trouble };
}

/** What has to be as well after new settings as it was before. */
export function healthOf(
  readers: readonly Pick<ReaderStatus, 'id' | 'state'>[],
  barriers: readonly Pick<BarrierStatus, 'laneId' | 'state'>[],
  isLogWell: boolean,
): Omit<GateHealth, 'isCollectorHeard'> {
  const all = [
    ...readers.map(({ id, state }) => ({ name: `reader ${id}`, isWell: state === 'ready' })),
    ...barriers.map(({ laneId, state }) => ({
      name: `barrier ${laneId}`,
      isWell: state === 'closed' || state === 'open',
    })),
  ];
  return {
    isLogWell,
    devices: all.map(({ name }) => name),
    wellDevices: all.filter(({ isWell }) => isWell).map(({ name }) => name),
  };
}
