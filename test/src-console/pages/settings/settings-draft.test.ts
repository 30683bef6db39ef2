import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changesOf, draftOf, partsOf, SETTINGS_FIELDS } from '../../../../src-console/pages/settings/settings-draft.ts';
import type { FleetParts } from '../../../../src-main/contract/fleet-parts.ts';
import { fleetParts } from '../../../../src-main/contract/fleet-parts.ts';

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((both) => both.map((n) => String(n).padStart(2, '0')).join(':'));
const line = fc.string({ minLength: 1, maxLength: 30 }).map((text) => `a${text.replace(/[\p{Cc}\s]/gu, '')}`);
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const parts: fc.Arbitrary<FleetParts> = fc
  .record(
    {
      venue: fc.record({ hours: fc.record({ opens: time, closes: time }) }),
      retention: fc.record({ days: some(fc.integer({ min: 1, max: 3_650 })) }),
      rules: fc.record({
        repeatWindowMs: some(fc.integer({ min: 0, max: 3_600 }).map((s) => s * 1_000)),
        signedCodes: some(fc.record({ expired: fc.constantFrom('admit', 'refuse') })),
      }),
      notice: fc.record({ contact: some(line) }),
      support: fc.record({ phone: some(line) }),
      trust: fc.record({
        urls: fc.array(fc.constantFrom('https://a.example/', 'http://b.example/x'), { minLength: 1 }),
      }),
      screen: fc.record({
        volume: some(fc.integer({ min: 0, max: 100 }).map((n) => n / 100)),
        theme: some(fc.constant('dark')),
      }),
      roster: fc.record({ keepDays: fc.integer({ min: 0, max: 365 }) }),
    },
    { requiredKeys: [] },
  )
  .map((said) => JSON.parse(JSON.stringify(said)) as FleetParts)
  .map((said) => Object.fromEntries(Object.entries(said).filter(([, part]) => Object.keys(part ?? {}).length > 0)));

test('what is set is what the form shows, and what the form shows is what is set', () => {
  fc.assert(
    fc.property(parts, (said) => {
      expect(fleetParts.safeParse(said).success).toBe(true);
      const read = partsOf(draftOf(said), false);
      expect(read).toEqual({ type: 'read', parts: said });
      expect(changesOf(said, read.type === 'read' ? read.parts : {})).toEqual([]);
    }),
  );
});

test('whatever is typed, what comes out is what gates take, or the field is named', () => {
  const typed = fc.record(
    Object.fromEntries([...SETTINGS_FIELDS.map(({ key }) => key), 'rest'].map((key) => [key, fc.string()])),
  );
  fc.assert(
    fc.property(typed, (draft) => {
      const read = partsOf(draft as Parameters<typeof partsOf>[0], true);
      if (read.type === 'read') expect(fleetParts.safeParse(read.parts).success).toBe(true);
      else expect(read.fields.length).toBeGreaterThan(0);
    }),
  );
});

test('what may not be set from afar is refused where it is typed', () => {
  const empty = draftOf({});
  for (const rest of [
    '{"collector":null}',
    '{"venue":{"name":"x"}}',
    '{"authority":{"keys":[]}}',
    '{"lanes":[]}',
    '[',
    '3',
  ]) {
    expect(partsOf({ ...empty, rest }, true), rest).toEqual({ type: 'wrong', fields: ['rest'] });
  }
  expect(partsOf({ ...empty, retentionDays: '0' }, true)).toEqual({ type: 'wrong', fields: ['retentionDays'] });
  expect(partsOf({ ...empty, hours: '25:00-18:00' }, true)).toEqual({ type: 'wrong', fields: ['hours'] });
  expect(partsOf({ ...empty, proxy: 'http://a:b@c' }, true)).toEqual({ type: 'wrong', fields: ['proxy'] });
});

test('what is plugged into one machine is set for one gate alone', () => {
  const readers = [{ kind: 'wedge', id: 'wedge-1', laneId: 'lane-1' }];
  const draft = { ...draftOf({}), rest: JSON.stringify({ readers }) };
  expect(partsOf(draft, true)).toEqual({ type: 'read', parts: { readers } });
  expect(partsOf(draft, false)).toEqual({ type: 'wrong', fields: ['rest'] });
});

test('before and after stand side by side, also what is set no more', () => {
  expect(
    changesOf(
      { retention: { days: 30 }, screen: { theme: 'dark' } },
      { retention: { days: 14 }, visits: { closeAfterHours: 8 } },
    ),
  ).toEqual([
    { path: 'retention.days', before: '30', after: '14' },
    { path: 'screen.theme', before: 'dark', after: null },
    { path: 'visits.closeAfterHours', before: null, after: '8' },
  ]);
});

test('what has a field is said as it is typed there, and what has none as JSON', () => {
  const after: FleetParts = {
    venue: { hours: { opens: '06:00', closes: '22:00' } },
    rules: { repeatWindowMs: 30_000, signedCodes: { expired: 'refuse' } },
    screen: { volume: 0.5 },
    visits: {},
  };
  expect(changesOf({}, after).map(({ path, after: text }) => `${path} ${text}`)).toEqual([
    'rules.repeatWindowMs 30',
    'rules.signedCodes.expired refuse',
    'screen.volume 50',
    'venue.hours 06:00-22:00',
  ]);
  expect(changesOf({}, { venue: { hours: null } })).toEqual([{ path: 'venue.hours', before: null, after: 'null' }]);
});
