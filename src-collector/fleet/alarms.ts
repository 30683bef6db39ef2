/** What of a gate has somebody to look into, by what is known of it? */

import type { GateReport } from '../../src-main/contract/gate-report.ts';
import type { Alarm } from '../contract/fleet-calls.ts';
import { ALARMS } from '../contract/fleet-calls.ts';

/** Three reports that did not come. */
export const AWAY_AFTER_MS = 16 * 60_000;
const WAITS_LONG_MS = 60 * 60_000;
const CLOCK_OFF_MS = 60_000;

export type KnownGate = {
  readonly enrolledAtUtcMs: number;
  readonly heardAtUtcMs: number | null;
  readonly report: Pick<GateReport, 'readers' | 'outbox' | 'clock' | 'disk' | 'troubles'> | null;
};

/**
 * The gravest first. Nothing is asked of the hours at which a venue is open: a gate that is switched off at night is away at night, and the
 * console says since when.
 */
export function alarmsOf({ enrolledAtUtcMs, heardAtUtcMs, report }: KnownGate, nowUtcMs: number): Alarm[] {
  const troubles = report?.troubles ?? [];
  const isOfLog = (word: string): boolean => word.startsWith('log-') || word.startsWith('copy-');
  const found: { readonly [alarm in Alarm]: boolean } = {
    log: troubles.some(isOfLog),
    keys: troubles.includes('keys-lost'),
    away: heardAtUtcMs !== null && nowUtcMs - heardAtUtcMs > AWAY_AFTER_MS,
    'never-heard': heardAtUtcMs === null && nowUtcMs - enrolledAtUtcMs > AWAY_AFTER_MS,
    'waits-long': nowUtcMs - (report?.outbox.oldestPendingAtUtcMs ?? nowUtcMs) > WAITS_LONG_MS,
    quarantine: (report?.outbox.quarantined ?? 0) > 0,
    clock: report !== null && (report.clock.state !== 'ok' || Math.abs(report.clock.offsetMs ?? 0) > CLOCK_OFF_MS),
    disk: report !== null && report.disk.state !== 'ok',
    reader: report?.readers.some(({ state }) => state === 'lost') ?? false,
    other: troubles.some((word) => word !== 'keys-lost' && !isOfLog(word)),
  };
  return ALARMS.filter((alarm) => found[alarm]);
}
