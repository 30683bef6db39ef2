/** How does a test fill a collector with gates in units, and with what came to them? */

import { randomBytes } from 'node:crypto';
import type { Database } from '../../src-collector/database.ts';
import { refreshSome } from '../../src-collector/figures/refresh-figures.ts';
import { keepGateReport } from '../../src-collector/fleet/gate-report.ts';
import { ingest } from '../../src-collector/ingest.ts';
import type { FleetStanding } from '../../src-main/contract/fleet-settings.ts';
import type { UploadedEntry } from '../../src-main/contract/upload-protocol.ts';
import type { TestGate } from '../src-collector/test-gate.ts';
import { entryOf, newKeys } from '../src-collector/test-gate.ts';

export type CountedGate = TestGate & { readonly epoch: string; seq: number };
export type Said = Partial<Pick<UploadedEntry, 'verdict' | 'readerKind' | 'corrects' | 'subjectTag' | 'tracingTag'>>;
export type Standing = {
  readonly unit: readonly string[];
  readonly venue: string;
  readonly kind?: string;
  /** Names. */
  readonly lanes?: readonly string[];
  readonly fromAfar?: FleetStanding;
};

/** Long before any day that a test asks for. */
const ENROLLED_AT = '2026-11-01 00:00+07';

export async function gateAt(database: Database, standing: Standing, enrolledAt = ENROLLED_AT): Promise<CountedGate> {
  const gate = { ...newKeys(), epoch: randomBytes(16).toString('hex'), seq: 0 };
  await database.query(
    'insert into device (device_id, public_key, enrolled_at) values ($1::uuid, $2, $3::timestamptz)',
    [gate.device, Buffer.from(gate.publicKeyRaw), enrolledAt],
  );
  await reportStanding(database, gate, standing);
  return gate;
}

/** As a gate says where it stands, at first and whenever it is moved. */
export async function reportStanding(database: Database, gate: CountedGate, standing: Standing): Promise<void> {
  const { unit, venue, kind = 'factory', lanes = [], fromAfar } = standing;
  await keepGateReport(database, gate.device, {
    device: gate.device,
    atUtcMs: Date.now(),
    version: '1',
    venue: { kind, name: venue, unit: [...unit] },
    lanes: lanes.map((name, index) => ({ id: `lane-${index + 1}`, name, direction: 'in' })),
    readers: [],
    outbox: { pending: 0, oldestPendingAtUtcMs: null, quarantined: 0 },
    clock: { state: 'ok', offsetMs: 0 },
    disk: { state: 'ok', freeBytes: 1 },
    troubles: [],
    ...(fromAfar === undefined ? {} : { fromAfar }),
  });
}

/** One entry each, in one batch; gives the number of the last one. */
export async function scansAt(
  database: Database,
  gate: CountedGate,
  atUtcMs: number,
  said: readonly Said[],
): Promise<number> {
  const entries = said.map((each) => {
    gate.seq += 1;
    return { ...entryOf(gate.seq), wallUtcMs: atUtcMs, verdict: 'admit', ...each };
  });
  const { refused } = await ingest(database, { device: gate.device, epoch: gate.epoch, entries }, gate.device);
  if (refused.length > 0) throw new Error(`refused: ${refused.map(({ code }) => code).join(' ')}`);
  return gate.seq;
}

/** Until nothing is due. */
export async function countAll(database: Database): Promise<void> {
  while ((await refreshSome(database)) > 0);
}
