/** How does a test bring entries of persons to a collector, at gates that stand somewhere? */

import { randomUUID } from 'node:crypto';
import type { Database } from '../../../src-collector/database.ts';
import { keepGateReport } from '../../../src-collector/fleet/gate-report.ts';
import { ingest } from '../../../src-collector/ingest.ts';
import { TEST_EPOCH } from '../../support/memory-outbox.ts';
import { entryOf } from '../test-gate.ts';

export type Came = { readonly seq: number; readonly tag: string | null; readonly sealed?: string | null };

/** A gate of `unit`, known by a report. */
export async function gateIn(database: Database, unit: string[], name: string): Promise<string> {
  const device = randomUUID();
  await database.query('insert into device (device_id, public_key) values ($1::uuid, $2)', [device, Buffer.alloc(32)]);
  await keepGateReport(database, device, {
    device,
    atUtcMs: Date.now(),
    version: '1.0.0',
    venue: { kind: 'factory', name, unit },
    lanes: [],
    readers: [],
    outbox: { pending: 0, oldestPendingAtUtcMs: null, quarantined: 0 },
    clock: { state: 'ok', offsetMs: 0 },
    disk: { state: 'ok', freeBytes: 5 },
    troubles: [],
  });
  return device;
}

/** With a tag of the week nothing else of the person; without one a mask, as a gate without keys sends it. */
export async function cameTo(database: Database, device: string, people: readonly Came[]): Promise<void> {
  const entries = people.map(({ seq, tag, sealed = null }) => ({
    ...entryOf(seq),
    wallUtcMs: Date.now() - 1_000 * seq,
    subjectTag: tag === null ? `own-${seq}` : null,
    maskedName: tag === null ? 'Trần Thử ***' : null,
    maskedNumber: null,
    sealed,
    sealedKeyId: sealed === null ? null : 'key-1',
    ...(tag === null ? {} : { tracingTag: tag, tracingKeyId: '2026-w48-abcd' }),
  }));
  const { acknowledged } = await ingest(database, { device, epoch: TEST_EPOCH, entries }, device);
  if (acknowledged.length === 0) throw new Error('the entries were not taken');
}
