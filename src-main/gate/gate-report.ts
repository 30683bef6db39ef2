/** What does this gate say of itself to its collector, and what of it is not as it should be? */

import type { FleetStanding } from '../contract/fleet-settings.ts';
import type { GateReport } from '../contract/gate-report.ts';
import type { SelfTest } from '../contract/readiness-api.ts';
import type { Settings } from '../contract/settings.ts';
import type { GateStatus } from '../contract/status-api.ts';
import type { Finding } from '../core/readiness/finding.ts';

/** Nothing of a person: names that the venue gave, counts, states. Lists are cut where a collector takes no more. */
export function gateReportOf(
  gate: { readonly device: string; readonly version: string; readonly atUtcMs: number },
  { venue, lanes }: Pick<Settings, 'venue' | 'lanes'>,
  status: GateStatus,
  {
    fromAfar,
    lastTest = null,
  }: { readonly fromAfar?: FleetStanding | undefined; readonly lastTest?: SelfTest | null } = {},
): GateReport {
  const { pending, oldestPendingAtUtcMs, quarantined } = status.outbox;
  return {
    ...gate,
    venue: { kind: venue.kind, name: venue.name, unit: venue.unit.map(({ name }) => name) },
    lanes: lanes.map(({ id, name, direction }) => ({ id, name, direction })).slice(0, 16),
    readers: status.readers.map(({ kind, state }) => ({ kind, state })).slice(0, 32),
    outbox: { pending, oldestPendingAtUtcMs, quarantined },
    clock: status.clock,
    disk: status.disk,
    troubles: troublesOf(status),
    ...(fromAfar === undefined ? {} : { fromAfar }),
    selfTest: lastTest === null ? null : summaryOf(lastTest),
  };
}

/** Two readers of one kind are one word. */
function summaryOf({ atUtcMs, result, findings }: SelfTest): NonNullable<GateReport['selfTest']> {
  const inState = (wanted: Finding['state']): string[] => [
    ...new Set(findings.filter(({ state }) => state === wanted).map(({ check }) => check)),
  ];
  return { atUtcMs, result, bad: inState('bad'), doubtful: inState('doubtful') };
}

function troublesOf(status: GateStatus): string[] {
  const said: readonly (readonly [string, boolean])[] = [
    ['log-failing', status.log === 'failing'],
    [`log-${status.damagedLog}`, status.damagedLog !== 'none'],
    [`copy-${status.copiedLog}`, status.copiedLog !== 'none'],
    ['keys-lost', status.keys.state === 'lost'],
    ['settings-unreadable', status.settings === 'unreadable'],
    ['from-afar-unreadable', status.fromAfar?.isUnreadable === true],
    ['from-afar-forged', status.fromAfar?.refusal === 'forged'],
    [`trust-${status.trust.state}`, status.trust.state === 'stale' || status.trust.state === 'damaged'],
    ['lane-silent', status.silentLanes.length > 0],
    ['backup-failing', status.backup.state !== 'none' && status.backup.trouble !== null],
    ['barrier-trouble', status.barriers.some(({ trouble }) => trouble !== null)],
    ['update-rolled-back', status.updates.last?.outcome === 'rolled-back'],
    // What else may be wrong with a folder of releases is for who keeps it; this may be somebody's attempt.
    [`update-${status.updates.refusal}`, status.updates.refusal === 'forged' || status.updates.refusal === 'altered'],
    ['update-stale', status.updates.isStale],
  ];
  return said.flatMap(([word, isSo]) => (isSo ? [word] : []));
}
