import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unitFiguresAnswer } from '../../../src-collector/contract/figures-api.ts';
import type { Database } from '../../../src-collector/database.ts';
import { makeDays } from '../../../src-collector/days/partitions.ts';
import { countGateDays } from '../../../src-collector/figures/count-gate-days.ts';
import { refreshSome } from '../../../src-collector/figures/refresh-figures.ts';
import { unitFigures } from '../../../src-collector/figures/unit-figures.ts';
import { migrate } from '../../../src-collector/migrations/migrate.ts';
import type { CountedGate, Said } from '../../support/counted-gates.ts';
import { countAll, gateAt, reportStanding, scansAt } from '../../support/counted-gates.ts';
import { openFreshDatabase } from '../../support/fresh-pglite.ts';
import type { TestPostgres } from '../../support/postgres.ts';
import { missingPostgres, startPostgres } from '../../support/postgres.ts';
import { suiteDir } from '../../support/temporary-dir.ts';

const DATABASES = [
  { name: 'PGlite', missing: null },
  { name: 'PostgreSQL', missing: missingPostgres() },
] as const;

for (const { name, missing } of DATABASES) {
  if (missing !== null) process.stderr.write(`skipped, figures of ${name}: ${missing}\n`);
}

const DAY = '2026-11-20';
const NOON_UTC_MS = Date.parse('2026-11-20T12:00:00+07:00');
const DAY_MS = 86_400_000;
const tagOf = (text: string): string => createHash('sha256').update(text).digest('hex');

describe.each(DATABASES.filter(({ missing }) => missing === null))('figures over $name', ({ name }) => {
  let server: TestPostgres | null = null;
  let database: Database;
  const dataDir = suiteDir();
  let runs = 0;

  beforeAll(async () => {
    server = name === 'PostgreSQL' ? await startPostgres() : null;
    database = await openFreshDatabase(server?.databaseUrl ?? null, dataDir);
    await migrate(database);
    await makeDays(database);
  }, 120_000);
  afterAll(async () => {
    await database.close();
    await server?.stop();
  });

  /** Each test has a province of its own. */
  function province(): string {
    runs += 1;
    return `Tỉnh ${runs}`;
  }

  const gateIn = (unit: readonly string[], venue: string) => gateAt(database, { unit, venue });
  const report = (gate: CountedGate, unit: readonly string[], venue: string) =>
    reportStanding(database, gate, { unit, venue });
  const scan = (gate: CountedGate, atUtcMs: number, said: Said) => scansAt(database, gate, atUtcMs, [said]);

  async function figures(unit: readonly string[], day = DAY) {
    await countAll(database);
    return unitFiguresAnswer.parse(await unitFigures(database, { unit: [...unit], day, days: 7 }));
  }

  test('a province adds up its communes, and names who was silent', async () => {
    const top = province();
    const [east, west, north] = [
      [top, 'Phường Đông'],
      [top, 'Phường Tây'],
      [top, 'Phường Bắc'],
    ];
    const [mill, millBack, school] = [
      await gateIn(east, 'Nhà máy'),
      await gateIn(east, 'Nhà máy'),
      await gateIn(west, 'Trường'),
    ];
    await gateIn(north, 'Chợ');
    for (const person of ['a', 'b', 'c']) await scan(mill, NOON_UTC_MS, { tracingTag: tagOf(person) });
    await scan(millBack, NOON_UTC_MS, { tracingTag: tagOf('a') });
    await scan(school, NOON_UTC_MS, { tracingTag: tagOf('a'), readerKind: 'manual' });
    await scan(school, NOON_UTC_MS, { tracingTag: tagOf('d'), verdict: 'refuse' });
    await scan(school, NOON_UTC_MS - DAY_MS, { tracingTag: tagOf('e') });

    const { total, units, series, dueGateDays } = await figures([top]);
    expect(dueGateDays).toBe(0);
    expect(total).toMatchObject({
      registeredVenues: 3,
      registeredGates: 4,
      activeVenues: 2,
      activeGates: 3,
      scans: 6,
      meanScans: 1,
      refused: 1,
      manualShare: 1 / 6,
      isSilent: false,
      persons: { about: 3 },
    });
    expect(series.map(({ day, scans }) => [day, scans])).toEqual([
      ['2026-11-19', 1],
      [DAY, 6],
    ]);
    expect(units.map(({ unit, scans, isSilent }) => [unit.at(-1), scans, isSilent])).toEqual([
      ['Phường Bắc', 0, true],
      ['Phường Tây', 2, false],
      ['Phường Đông', 4, false],
    ]);
    const commune = await figures(east);
    expect(commune.venues).toMatchObject([
      { name: 'Nhà máy', registeredGates: 2, activeGates: 2, scans: 4, persons: { about: 3 } },
    ]);
    expect((await figures(west)).venues).toMatchObject([{ persons: { about: 1, errorShare: 0 } }]);
  });

  test('what is taken back days later is counted no more on its own day', async () => {
    const top = province();
    const gate = await gateIn([top], 'Bến xe');
    const seq = await scan(gate, NOON_UTC_MS - 3 * DAY_MS, { tracingTag: tagOf('f') });
    expect((await figures([top], '2026-11-17')).total.scans).toBe(1);
    await scan(gate, NOON_UTC_MS, { corrects: seq });
    expect((await figures([top], '2026-11-17')).total).toMatchObject({
      scans: 0,
      persons: { about: 0 },
      isSilent: true,
    });
    expect((await figures([top])).total.scans).toBe(0);
  });

  test('a gate that moves takes its days along', async () => {
    const [from, to] = [province(), province()];
    const gate = await gateIn([from, 'Xã'], 'Kho');
    await scan(gate, NOON_UTC_MS, { subjectTag: 'not hex at all' });
    expect((await figures([from])).total).toMatchObject({ scans: 1, persons: { about: 1 } });
    await report(gate, [to], 'Kho');
    expect((await figures([from])).total).toMatchObject({ scans: 0, registeredGates: 0 });
    expect((await figures([to])).total).toMatchObject({ scans: 1, registeredGates: 1 });
  });

  test('a gate without a name moves too, though it is the same venue', async () => {
    const [from, to] = [province(), province()];
    const gate = await gateIn([from], '');
    await scan(gate, NOON_UTC_MS, { tracingTag: tagOf('g') });
    expect((await figures([from])).total.scans).toBe(1);
    await report(gate, [to], '');
    expect((await figures([from])).total).toMatchObject({ scans: 0, registeredGates: 0 });
    expect((await figures([to])).total).toMatchObject({ scans: 1, registeredGates: 1 });
  });

  test('where more arrives than is counted, the gate that waited longest is next, and its units are counted meanwhile', async () => {
    const top = province();
    const gates = [await gateIn([top], 'Điểm 1'), await gateIn([top], 'Điểm 2'), await gateIn([top], 'Điểm 3')];
    gates.sort((left, right) => (left.device < right.device ? -1 : 1));
    await figures([top]);
    // Later than all other tests' days: the newest day is counted first.
    const day = '2026-11-28';
    const atUtcMs = NOON_UTC_MS + 8 * DAY_MS;
    for (const gate of gates) await scan(gate, atUtcMs, { tracingTag: tagOf('h') });
    const active = async () => (await unitFigures(database, { unit: [top], day, days: 7 })).total.activeGates;
    const seen: number[] = [];
    for (let turn = 0; turn < gates.length; turn += 1) {
      await refreshSome(database, 0, 1);
      seen.push(await active());
      // The first by its name is never without something new.
      await scan(gates[0] as CountedGate, atUtcMs, { tracingTag: tagOf('h') });
    }
    expect(seen).toEqual([1, 2, 3]);
    expect((await figures([top], day)).total.scans).toBe(6);
  });

  test('however few rows are fetched at a time, each gate is counted whole', async () => {
    const top = province();
    const gates = [await gateIn([top], 'Điểm 1'), await gateIn([top], 'Điểm 2'), await gateIn([top], 'Điểm 3')];
    for (const [index, gate] of gates.entries()) {
      for (const person of ['a', 'b', 'c', 'd'].slice(index))
        await scan(gate, NOON_UTC_MS, { tracingTag: tagOf(person) });
    }
    const asked = [DAY, '2026-11-19'].flatMap((day) => gates.map(({ device }) => ({ device, day })));
    const counted = (fetched?: number) => database.transaction((each) => countGateDays(each, asked, fetched));
    const all = await counted();
    expect(all.map(({ scans, persons }) => [scans, persons])).toEqual([
      [4, 4],
      [3, 3],
      [2, 2],
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
    for (const fetched of [1, 2, 3, 4, 9]) expect(await counted(fetched)).toEqual(all);
  });

  test('counted piece by piece, whatever comes in whatever order, it is what counting everything gives', async () => {
    const step = fc.record({
      gate: fc.nat({ max: 3 }),
      daysAgo: fc.nat({ max: 2 }),
      person: fc.nat({ max: 5 }),
      verdict: fc.constantFrom('admit', 'check', 'refuse'),
      isManual: fc.boolean(),
      takesBack: fc.option(fc.nat({ max: 20 })),
      countsNow: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), async (steps) => {
        const top = province();
        const units = [[top], [top, 'A'], [top, 'A'], [top, 'B', 'B1']];
        const gates = await Promise.all(units.map((unit, index) => gateIn(unit, `Điểm ${index}`)));
        const log: {
          gate: number;
          day: string;
          seq: number;
          person: string;
          verdict: string;
          readerKind: string;
          corrects: number | null;
        }[] = [];
        for (const { gate, daysAgo, person, verdict, isManual, takesBack, countsNow } of steps) {
          const to = gates[gate] as CountedGate;
          const earlier = log.filter((each) => each.gate === gate && each.corrects === null);
          const corrects = takesBack === null ? null : (earlier[takesBack % Math.max(1, earlier.length)]?.seq ?? null);
          const readerKind = isManual ? 'manual' : 'camera';
          const atUtcMs = NOON_UTC_MS - daysAgo * DAY_MS;
          const seq = await scan(to, atUtcMs, { verdict, readerKind, corrects, tracingTag: tagOf(`${person}`) });
          const day = new Date(atUtcMs + 7 * 3_600_000).toISOString().slice(0, 10);
          log.push({ gate, day, seq, person: `${person}`, verdict, readerKind, corrects });
          if (countsNow) await refreshSome(database);
        }
        for (const unit of [[top], [top, 'A'], [top, 'B']]) {
          const { series } = await figures(unit);
          const isIn = (gate: number): boolean => unit.every((part, depth) => units[gate]?.[depth] === part);
          const standing = log.filter(
            (each) =>
              isIn(each.gate) &&
              each.corrects === null &&
              !log.some((later) => later.gate === each.gate && later.corrects === each.seq),
          );
          const reference = [...new Set(standing.map(({ day }) => day))].sort().map((day) => {
            const ofDay = standing.filter((each) => each.day === day);
            const count = (is: (each: (typeof ofDay)[number]) => boolean): number => ofDay.filter(is).length;
            return {
              day,
              scans: ofDay.length,
              admitted: count(({ verdict }) => verdict === 'admit'),
              checked: count(({ verdict }) => verdict === 'check'),
              refused: count(({ verdict }) => verdict === 'refuse'),
              manual: count(({ readerKind }) => readerKind === 'manual'),
              activeGates: new Set(ofDay.map(({ gate }) => gate)).size,
              persons: new Set(ofDay.filter(({ verdict }) => verdict !== 'refuse').map(({ person }) => person)).size,
            };
          });
          const counted = series.flatMap(({ activeVenues: _, persons, ...rest }) =>
            rest.scans === 0 ? [] : [{ ...rest, persons: persons.about }],
          );
          expect(counted).toEqual(reference);
        }
      }),
      { numRuns: name === 'PGlite' ? 6 : 15 },
    );
  });
});
