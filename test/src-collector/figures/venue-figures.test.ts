import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { venueFiguresAnswer } from '../../../src-collector/contract/figures-api.ts';
import type { Database } from '../../../src-collector/database.ts';
import { makeDays } from '../../../src-collector/days/partitions.ts';
import { unitFigures } from '../../../src-collector/figures/unit-figures.ts';
import { venueFigures } from '../../../src-collector/figures/venue-figures.ts';
import { migrate } from '../../../src-collector/migrations/migrate.ts';
import { countAll, gateAt, scansAt } from '../../support/counted-gates.ts';
import { openFreshDatabase } from '../../support/fresh-pglite.ts';
import { suiteDir } from '../../support/temporary-dir.ts';

const DAY = '2026-11-20';
const NOON_UTC_MS = Date.parse('2026-11-20T12:00:00+07:00');
const DAY_MS = 86_400_000;
const UNIT = ['Bắc Ninh', 'Phường Kinh Bắc'];
const person = (name: string) => ({ tracingTag: createHash('sha256').update(name).digest('hex') });

let database: Database;
const dataDir = suiteDir();

beforeAll(async () => {
  database = await openFreshDatabase(null, dataDir);
  await migrate(database);
  await makeDays(database);
});
afterAll(() => database.close());

test('a venue says what each of its gates did, by its lanes, and adds up to its line in the unit', async () => {
  const front = await gateAt(database, { unit: UNIT, venue: 'Nhà máy', lanes: ['Cổng trước', 'Cổng xe'] });
  const back = await gateAt(database, { unit: UNIT, venue: 'Nhà máy', lanes: ['Cổng sau'] }, '2026-11-02 00:00+07');
  await gateAt(database, { unit: UNIT, venue: 'Nhà máy' }, '2026-11-20 08:00+07');
  await gateAt(database, { unit: UNIT, venue: 'Chợ' });
  await gateAt(database, { unit: ['Bắc Ninh'], venue: 'Nhà máy' });
  await scansAt(database, front, NOON_UTC_MS, [person('a'), person('b'), { ...person('c'), verdict: 'refuse' }]);
  await scansAt(database, back, NOON_UTC_MS - DAY_MS, [person('a')]);
  await countAll(database);

  const commune = await unitFigures(database, { unit: UNIT, day: DAY, days: 14 });
  const line = commune.venues.find(({ name }) => name === 'Nhà máy');
  if (line === undefined) throw new Error('the venue has no line');
  const asked = { unit: UNIT, venueId: line.venueId, day: DAY, days: 14 };
  const venue = venueFiguresAnswer.parse(await venueFigures(database, asked));
  const { venueId: _, name, kind, ...counts } = line;
  expect([venue.name, venue.kind, venue.total]).toEqual([name, kind, counts]);
  expect(
    venue.gates.map(({ lanes, scans, refused, persons, isSilent }) => [lanes, scans, refused, persons.about, isSilent]),
  ).toEqual([
    [['Cổng trước', 'Cổng xe'], 3, 1, 2, false],
    [['Cổng sau'], 0, 0, 0, true],
    // New on the day: that it is silent says nothing yet.
    [[], 0, 0, 0, false],
  ]);
  expect(venue.series.map(({ day, scans, persons }) => [day, scans, persons.about])).toEqual([
    ['2026-11-19', 1, 1],
    [DAY, 3, 2],
  ]);
  expect(venue.dueGateDays).toBe(0);
  expect(await venueFigures(database, { ...asked, unit: ['Bắc Ninh', 'Phường Vũ Ninh'] })).toBeNull();
});
