/** Does a trace over the database find what it finds over all entries at once, and is it handed out by two persons only? */

import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCaseInput, traceParameters } from '../../../src-collector/contract/trace-api.ts';
import type { Database } from '../../../src-collector/database.ts';
import { makeDays } from '../../../src-collector/days/partitions.ts';
import { ingest } from '../../../src-collector/ingest.ts';
import { migrate } from '../../../src-collector/migrations/migrate.ts';
import { createServer } from '../../../src-collector/server.ts';
import { accessesOf } from '../../../src-collector/tracing/accesses.ts';
import { decideCase, listCases, openCase } from '../../../src-collector/tracing/cases.ts';
import { expireCases, handOut } from '../../../src-collector/tracing/hand-out.ts';
import { runTrace } from '../../../src-collector/tracing/run-trace.ts';
import { openFreshDatabase } from '../../support/fresh-pglite.ts';
import { suiteDir } from '../../support/temporary-dir.ts';
import type { TestGate } from '../test-gate.ts';
import { entryOf, newKeys, proofOf } from '../test-gate.ts';
import { MINUTE_MS, naiveEpisodes } from './minute-by-minute.ts';
import type { World } from './random-world.ts';
import { worldOf } from './random-world.ts';

const START_UTC_MS = Math.floor((Date.now() - 6 * 86_400_000) / MINUTE_MS) * MINUTE_MS;
const PARAMETERS = traceParameters.parse({});
const TRACER = { accountId: 'account-1', name: 'Người Truy Vết Giả', role: 'tracer' };
const SECOND = { accountId: 'account-2', name: 'Người Duyệt Giả', role: 'privacy-officer' };

const hex = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('over PGlite', () => {
  let database: Database;
  const dataDir = suiteDir();
  beforeAll(async () => {
    database = await openFreshDatabase(null, dataDir);
    await migrate(database);
    await makeDays(database);
    // As the console's figures have it.
    await database.query(`create table if not exists gate_profile (device_id uuid primary key, venue_id text, venue_kind text,
      venue_name text, unit_path text[])`);
  }, 240_000);
  afterAll(() => database.close());

  /** The world's gates under ids of their own; who is the index person has one tag or two. */
  async function bring(world: World, seed: number) {
    const deviceOf = new Map(
      [...new Set(world.entries.map(({ device }) => device))].map((name) => [name, randomUUID()]),
    );
    const tagOf = (person: string): string => hex(`${seed} ${person}`);
    for (const [name, device] of deviceOf) {
      await database.query('insert into gate_profile values ($1::uuid, $2, $3, $2, $4)', [
        device,
        `${seed} ${name.slice(0, 7)}`,
        'restaurant',
        ['Tỉnh Thử'],
      ]);
      const own = world.entries.filter((entry) => entry.device === name);
      const takenBack = world.corrections.filter((correction) => correction.device === name);
      const entries = own.map((entry) => ({
        ...entryOf(entry.seq),
        wallUtcMs: START_UTC_MS + entry.atUtcMs,
        laneId: entry.laneId,
        direction: entry.direction,
        verdict: 'admit',
        clockOffsetMs: null,
        tracingTag: tagOf(entry.person),
        tracingKeyId: '2026-W48-aaaaaaaa',
        ...(entry.isSealed ? { sealed: 'c2VhbGVk', sealedKeyId: 'key-1' } : {}),
      }));
      const back = takenBack.map(({ corrects }, index) => ({
        ...entryOf(own.length + 1 + index),
        wallUtcMs: START_UTC_MS + 9 * 86_400_000,
        verdict: 'refuse',
        corrects,
      }));
      await ingest(database, { device, epoch: 'e'.repeat(32), entries: [...entries, ...back] }, device);
    }
    return { deviceOf, tagOf };
  }

  test('50 random cases find what the reference finds', async () => {
    let episodes = 0;
    for (let seed = 2_001; seed <= 2_050; seed += 1) {
      const made = worldOf(seed);
      const { window } = made.rules;
      const world: World = {
        ...made,
        rules: {
          window,
          longestMs: 1_440 * MINUTE_MS,
          overlapMs: 15 * MINUTE_MS,
          afterMs: 20 * MINUTE_MS,
          laneMs: 2 * MINUTE_MS,
          stayMsOf: () => 120 * MINUTE_MS,
        },
      };
      const { tagOf } = await bring(world, seed);
      const absolute = { fromUtcMs: START_UTC_MS + window.fromUtcMs, toUtcMs: START_UTC_MS + window.toUtcMs };
      const answer = await runTrace(database, [tagOf('index')], absolute, { ...PARAMETERS, afterMinutes: 20 });
      const expected = naiveEpisodes(world.entries, world.corrections, 'index', world.rules, world.lastMinute);
      const found =
        answer.type === 'refused'
          ? []
          : answer.traced.contacts.flatMap(({ person, episodes: each }) =>
              each.map(({ rule, venue, ms, scannedMs }) => ({ person, rule, venue, ms, scannedMs })),
            );
      const expectedByTag = expected.map((each) => ({
        ...each,
        person: tagOf(each.person),
        venue: `${seed} ${each.venue}`,
      }));
      expect(found.map((each) => JSON.stringify(each)).sort(), `seed ${seed}`).toEqual(
        expectedByTag
          .map(({ person, rule, venue, ms, scannedMs }) => JSON.stringify({ person, rule, venue, ms, scannedMs }))
          .sort(),
      );
      episodes += found.length;
    }
    expect(episodes).toBeGreaterThan(100);
  }, 240_000);

  test('a case is handed out after a second account approved it, noted each time, seen by the gate, and gone in the end', async () => {
    const at = (minutes: number): number => (2 * 1_440 + minutes) * MINUTE_MS;
    const gate = {
      device: 'venue-0-gate-0',
      epoch: 'e'.repeat(32),
      venue: 'venue-0',
      laneId: 'lane-1',
      isSealed: true,
    };
    const entries = [
      { ...gate, seq: 1, person: 'index', direction: 'in' as const, atUtcMs: at(0) },
      { ...gate, seq: 2, person: 'friend', direction: 'in' as const, atUtcMs: at(10) },
      { ...gate, seq: 3, person: 'friend', direction: 'out' as const, atUtcMs: at(50) },
      { ...gate, seq: 4, person: 'index', direction: 'out' as const, atUtcMs: at(60) },
    ];
    const { deviceOf, tagOf } = await bring({ ...worldOf(1), entries, corrections: [] }, 9_001);
    const device = deviceOf.get(gate.device) ?? '';
    const input = openCaseInput.parse({
      purpose: 'Truy vết thử',
      legalBasis: 'Luật 03/2007/QH12, Điều 33',
      index: { tags: [tagOf('index')] },
      fromUtcMs: START_UTC_MS + at(-60),
      toUtcMs: START_UTC_MS + at(120),
    });
    const opened = await openCase(database, input, TRACER);
    if (opened.type === 'refused') throw new Error(opened.reason);
    const { caseId } = opened;
    expect(opened.counts).toMatchObject({ indexEntries: 2, stays: 1, contacts: 1, unopenable: 0, inferred: 0 });
    expect(await handOut(database, { caseId }, TRACER)).toEqual({ type: 'refused', reason: 'not-approved' });
    const approve = { caseId, decision: 'approve' as const };
    expect(await decideCase(database, approve, TRACER)).toEqual({ type: 'refused', reason: 'same-person' });
    expect(await decideCase(database, approve, SECOND)).toEqual({ type: 'decided' });
    expect(await decideCase(database, approve, SECOND)).toEqual({ type: 'refused', reason: 'already-decided' });

    const handed = await handOut(database, { caseId }, TRACER);
    if (handed.type === 'refused') throw new Error(handed.reason);
    expect(handed.file).toMatchObject({ askedBy: TRACER.name, approvedBy: SECOND.name, purpose: 'Truy vết thử' });
    expect(handed.file.contacts).toMatchObject([
      { place: 1, rule: 'presence', ms: 40 * MINUTE_MS, scannedMs: 40 * MINUTE_MS, device, seq: 2, sealed: 'c2VhbGVk' },
    ]);
    const [listed] = await listCases(database, { limit: 1 });
    expect(listed).toMatchObject({ caseId, state: 'approved', handOuts: 1, decidedName: SECOND.name });
    expect(await accessesOf(database, device, false)).toMatchObject([
      { caseId, entries: 3, askedRole: 'tracer', decidedRole: 'privacy-officer', askedName: null, state: 'approved' },
    ]);
    expect(await accessesOf(database, randomUUID(), true)).toEqual([]);
    // Neither the tags nor what they say of anybody is in the case.
    const kept = JSON.stringify(await database.query('select * from trace_case'));
    expect(kept).not.toContain(tagOf('index'));

    await database.query(`update trace_case set asked_at = now() - interval '91 days' where case_id = $1::uuid`, [
      caseId,
    ]);
    expect(await expireCases(database)).toBe(1);
    expect(await handOut(database, { caseId }, TRACER)).toEqual({ type: 'refused', reason: 'results-deleted' });
    expect(await database.query('select 1 from trace_result where case_id = $1::uuid', [caseId])).toEqual([]);
  }, 120_000);

  test('a gate asks under its own signature, and of itself alone', async () => {
    const [gate, stranger] = [newKeys(), newKeys()];
    await database.query('insert into device (device_id, public_key) values ($1::uuid, $2)', [
      gate.device,
      Buffer.from(gate.publicKeyRaw),
    ]);
    const newSetupCode = () => Promise.reject(new Error('nobody asks'));
    const server = createServer({ database, name: 'Máy thu thử', pageKey: 'x', newSetupCode, log: () => undefined });
    async function ask(device: string, by: TestGate) {
      const payload = Buffer.from(JSON.stringify({ device }));
      const headers = { 'content-type': 'application/json', authorization: await proofOf(by, payload) };
      const answer = await server.inject({ method: 'POST', url: '/v1/accesses', payload, headers });
      return { status: answer.statusCode, ...(answer.json() as object) };
    }
    expect(await ask(gate.device, gate)).toMatchObject({ status: 200, accesses: [] });
    expect(await ask(randomUUID(), gate)).toMatchObject({ status: 400 });
    expect(await ask(gate.device, { ...stranger, device: gate.device })).toMatchObject({ status: 401 });
    await server.close();
  });

  test('a number in the purpose, a window of more than 31 days, and more tags than a person has are refused', () => {
    const good = { purpose: 'Truy vết', legalBasis: 'Điều 33', index: { tags: [hex('x')] }, fromUtcMs: 0, toUtcMs: 1 };
    expect(openCaseInput.safeParse(good).success).toBe(true);
    for (const bad of [
      { ...good, purpose: 'tìm 001 099 000 000' },
      { ...good, toUtcMs: 32 * 86_400_000 },
      { ...good, index: { tags: Array.from({ length: 61 }, () => hex('x')) } },
      { ...good, asked_by: 'somebody else' },
    ]) {
      expect(openCaseInput.safeParse(bad).success).toBe(false);
    }
  });
});
