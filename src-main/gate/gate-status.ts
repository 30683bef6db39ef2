/** How is the gate doing now? What each of its rooms says of itself, as one. */

import type { GateStatus } from '../contract/status-api.ts';
import { hasLostKeys } from '../vault/open-vault.ts';
import type { GateRooms } from './gate-rooms.ts';
import { clockStatus, diskStatus, outboxStatus } from './live-status.ts';

/** `damagedLog`: as it was found when the log was opened. */
export function gateStatus(rooms: GateRooms, dataDir: string, damagedLog: GateStatus['damagedLog']): GateStatus {
  const { clock, reports } = rooms;
  const fromAfar = rooms.fleet.status();
  return {
    readers: rooms.readers.statuses(),
    barriers: rooms.barriers.statuses(),
    clock: clockStatus(clock.now(), clock.isDoubted()),
    disk: diskStatus(rooms.ticker.freeBytes()),
    outbox: outboxStatus(rooms.store, rooms.uploads.state()),
    log: rooms.scans.isLogFailing() ? 'failing' : 'ok',
    damagedLog,
    copiedLog: rooms.logWatch?.status() ?? 'none',
    backup: rooms.backup.status(),
    retention: rooms.retention.status(),
    exports: reports.exportStatus(),
    silentLanes: reports.silentLanes(),
    settings: rooms.settings.state(),
    trust: rooms.lists.status(),
    authority: rooms.authority.state(),
    tracing: rooms.tracer.state(),
    updates: rooms.updates.status(),
    keys: { state: hasLostKeys(dataDir) ? 'lost' : 'ok', kept: rooms.vault.kept },
    ...(fromAfar === undefined ? {} : { fromAfar }),
  };
}
