/** Do gates believe the passes of their collector, and only those that it has not taken back? */

import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Database } from '../../src-collector/database.ts';
import { migrate } from '../../src-collector/migrations/migrate.ts';
import { openCollector } from '../../src-collector/open-collector.ts';
import { listPasses, makePasses, passList, revokePass } from '../../src-collector/passes.ts';
import type { VenuePassList } from '../../src-main/contract/venue-pass.ts';
import { venuePassList } from '../../src-main/contract/venue-pass.ts';
import { passKeyOf, readPass } from '../../src-main/credentials/formats/pass.ts';
import type { Trust } from '../../src-main/credentials/trust/trust.ts';
import { NO_TRUST } from '../../src-main/credentials/trust/trust.ts';
import { freshPglite, openFreshDatabase } from '../support/fresh-pglite.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const HOUR_MS = 3_600_000;

async function testDatabase(): Promise<Database> {
  const database = await openFreshDatabase(null, temporaryDir());
  onTestFinished(() => database.close());
  await migrate(database);
  return database;
}

function trusting({ keys, issuer, revoked }: VenuePassList): Trust {
  const trusted = keys.map(({ publicKey }) => passKeyOf(Buffer.from(publicKey, 'base64url'), issuer));
  return {
    ...NO_TRUST,
    findKeys: (kind, kid) => trusted.filter((key) => key.kind === kind && key.kid === kid),
    isCardRevoked: ({ rid }) => revoked.includes(rid),
  };
}

const order = { name: null, purpose: 'driver', isOneTime: false, count: 2 } as const;

describe('passes of a collector', () => {
  test('are believed by a gate that has its list, until they are taken back', async () => {
    const database = await testDatabase();
    const passes = await makePasses(database, { ...order, expiresAtUtcMs: Date.now() + HOUR_MS });
    const [first, second] = passes;
    if (first === undefined || second === undefined) throw new Error('two passes were ordered');
    const list = venuePassList.parse(await passList(database, 'Khu Kiểm Thử'));
    expect(passes.map(({ text }) => readPass(text, trusting(list), Date.now()).proof)).toEqual([
      { state: 'verified', detail: 'verified', issuer: 'Khu Kiểm Thử' },
      { state: 'verified', detail: 'verified', issuer: 'Khu Kiểm Thử' },
    ]);
    await revokePass(database, first.id);
    const later = trusting(await passList(database, 'Khu Kiểm Thử'));
    expect(readPass(first.text, later, Date.now()).proof.state).toBe('revoked');
    expect(readPass(second.text, later, Date.now()).proof.state).toBe('verified');
    const listed = await listPasses(database);
    expect(listed.map(({ id, revokedAt }) => [id, revokedAt !== null]).sort()).toEqual(
      [
        [first.id, true],
        [second.id, false],
      ].sort(),
    );
  });

  test('are made on its page, by who has its key, eight to a sheet, and never of a wrong order', async () => {
    const dataDir = temporaryDir();
    await freshPglite(join(dataDir, 'pglite'));
    const collector = await openCollector({
      host: '127.0.0.1',
      port: 0,
      databaseUrl: null,
      dataDir,
      name: 'Khu <Kiểm Thử>',
      publicUrl: null,
    });
    onTestFinished(() => collector.close());
    const send = (path: string, fields: Record<string, string>, cookie: string) =>
      fetch(new URL(path, collector.pageAddress), {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { cookie },
        redirect: 'manual',
      });
    const cookie = `collector-page=${new URL(collector.pageAddress).searchParams.get('key')}`;
    const fields = { purpose: 'visitor', name: '', count: '9', hours: '12', uses: 'once' };

    expect((await send('/passes', fields, 'collector-page=guess')).status).toBe(403);
    const sheet = await (await send('/passes', fields, cookie)).text();
    expect(sheet.match(/<article>/g)).toHaveLength(9);
    expect(sheet).toContain('Khu &lt;Kiểm Thử&gt;');
    expect(sheet).not.toContain('GACCONG-VE');
    for (const wrong of [{ count: '81' }, { name: 'Lê Thử' }, { hours: '9999' }, { purpose: 'king' }]) {
      expect((await send('/passes', { ...fields, ...wrong }, cookie)).status).toBe(400);
    }
    const page = await (await fetch(new URL('/passes', collector.pageAddress), { headers: { cookie } })).text();
    const [, id = ''] = /name="id" value="([^"]+)"/.exec(page) ?? [];
    expect((await send('/passes/revoke', { id }, 'collector-page=guess')).status).toBe(403);
    await send('/passes/revoke', { id }, cookie);
    const list: unknown = await (await fetch(new URL('/v1/passes', collector.pageAddress))).json();
    expect(list).toMatchObject({ form: 'gac-cong-passes-1', issuer: 'Khu <Kiểm Thử>', revoked: [id] });
  });
});
