import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../src-collector/database.ts';
import { enrolDevice, issueSetupCode } from '../../src-collector/devices.ts';
import { migrate } from '../../src-collector/migrations/migrate.ts';
import { knownDevices, revokeDevice } from '../../src-collector/revocation.ts';
import { createServer } from '../../src-collector/server.ts';
import { parseSetupCode } from '../../src-main/upload/enrol.ts';
import { openFreshDatabase } from '../support/fresh-pglite.ts';
import type { TestPostgres } from '../support/postgres.ts';
import { missingPostgres, startPostgres } from '../support/postgres.ts';
import { suiteDir } from '../support/temporary-dir.ts';
import type { TestGate } from './test-gate.ts';
import { entryOf, newKeys, post, proofOf } from './test-gate.ts';

const DATABASES = [
  { name: 'PGlite', missing: null },
  { name: 'PostgreSQL', missing: missingPostgres() },
] as const;

for (const { name, missing } of DATABASES) {
  if (missing !== null) process.stderr.write(`skipped, revocation over ${name}: ${missing}\n`);
}

const sealedOf = (seq: number) => ({ ...entryOf(seq), sealed: 'AAAA', sealedKeyId: 'authority-1' });
const openOf = (seq: number) => ({ ...entryOf(seq), sealed: null, sealedKeyId: null });

describe.each(DATABASES.filter(({ missing }) => missing === null))(
  'a gate that was revoked, over $name',
  ({ name }) => {
    let postgres: TestPostgres | null = null;
    let database: Database;
    let server: ReturnType<typeof createServer>;
    let url = '';
    const dataDir = suiteDir();

    beforeAll(async () => {
      postgres = name === 'PostgreSQL' ? await startPostgres() : null;
      database = await openFreshDatabase(postgres?.databaseUrl ?? null, dataDir);
      await migrate(database);
      server = createServer({
        database,
        name: 'Máy thu',
        pageKey: 'page',
        newSetupCode: () => issueSetupCode(database, url, 'Máy thu'),
        log: () => undefined,
      });
      await server.listen({ host: '127.0.0.1', port: 0 });
      url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
    }, 120_000);
    afterAll(async () => {
      await server.close();
      await database.close();
      await postgres?.stop();
    });

    async function enrolled(gate: TestGate): Promise<string> {
      const token = parseSetupCode(await issueSetupCode(database, url, 'Máy thu'))?.token ?? '';
      return enrolDevice(database, {
        token,
        device: gate.device,
        publicKey: Buffer.from(gate.publicKeyRaw).toString('base64url'),
      });
    }

    async function newGate(): Promise<TestGate> {
      const gate = newKeys();
      expect(await enrolled(gate)).toBe('enrolled');
      return gate;
    }

    async function endHandover({ device }: TestGate): Promise<void> {
      await database.query(
        `update device_revocation set handover_opened_at = now() - interval '25 hours' where device_id = $1::uuid`,
        [device],
      );
    }

    test('hands over what it sealed, marked and once, and nothing else, until a day later', async () => {
      const gate = await newGate();
      await post(url, gate, [openOf(1)], {});
      expect(await revokeDevice(database, gate.device.slice(0, 8))).toEqual({ type: 'revoked', device: gate.device });

      const handover = await post(url, gate, [openOf(1), sealedOf(2), openOf(3), sealedOf(4)], {});
      expect(handover).toMatchObject({
        status: 200,
        acknowledged: [
          { from: 1, to: 2 },
          { from: 4, to: 4 },
        ],
        refused: [{ seq: 3, code: 'revoked', retryable: false }],
      });
      await post(url, gate, [sealedOf(2)], {});
      const rows = await database.query(
        'select seq::int, after_revocation as late from entry where device_id = $1::uuid order by seq',
        [gate.device],
      );
      expect(rows).toEqual([
        { seq: 1, late: false },
        { seq: 2, late: true },
        { seq: 4, late: true },
      ]);

      await endHandover(gate);
      expect(await post(url, gate, [sealedOf(5)], {})).toMatchObject({ status: 403, reason: 'revoked' });
    });

    test('speaks for no other gate and makes no statements, while others hand over its entries as ever', async () => {
      const gate = await newGate();
      const other = await newGate();
      await revokeDevice(database, gate.device);
      expect(await post(url, gate, [sealedOf(1)], { asDevice: other.device })).toMatchObject({ status: 403 });
      const statements = Buffer.from(JSON.stringify({ device: gate.device, statements: [] }));
      const said = await fetch(`${url}/v1/statements`, {
        method: 'POST',
        body: new Uint8Array(statements),
        headers: { 'content-type': 'application/json', authorization: await proofOf(gate, statements) },
      });
      expect(said.status).toBe(403);
      expect(await post(url, other, [openOf(1)], { asDevice: gate.device })).toMatchObject({
        status: 200,
        acknowledged: [{ from: 1, to: 1 }],
      });
    });

    test('is not let in again, under its id or another, whatever setup code it brings', async () => {
      const gate = await newGate();
      await revokeDevice(database, gate.device);
      expect(await enrolled(gate)).toBe('refused');
      expect(await enrolled({ ...gate, device: newKeys().device })).toBe('refused');
      await newGate();
    });

    test('is named by enough of its id, and listed as what it is', async () => {
      const gate = await newGate();
      expect(await revokeDevice(database, '00000000')).toEqual({ type: 'refused', reason: 'unknown' });
      expect(await revokeDevice(database, '')).toEqual({ type: 'refused', reason: 'ambiguous' });
      const standing = async () =>
        (await knownDevices(database)).find(({ device }) => device === gate.device)?.standing;
      expect(await standing()).toBe('trusted');
      await revokeDevice(database, gate.device);
      expect(await standing()).toBe('handing-over');
      await endHandover(gate);
      expect(await standing()).toBe('revoked');
    });
  },
);
