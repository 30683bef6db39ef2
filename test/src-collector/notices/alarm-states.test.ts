import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AlarmState, Present } from '../../../src-collector/notices/alarm-states.ts';
import { nextAlarmStates } from '../../../src-collector/notices/alarm-states.ts';

const MINUTE_MS = 60_000;
const away: Present = { subject: 'a', kind: 'away', unit: ['Huế'], label: 'Trường' };

/** Looks each minute: `isOn` says of each whether the alarm is there. */
function watch(isOn: readonly boolean[], isUnsure: (minute: number) => boolean = () => false) {
  let known: AlarmState[] = [];
  const told: string[] = [];
  for (const [minute, on] of isOn.entries()) {
    const unsure = new Set(isUnsure(minute) ? (['away'] as const) : []);
    const { changed, gone, events } = nextAlarmStates(known, on ? [away] : [], unsure, minute * MINUTE_MS);
    told.push(...events.map(({ change }) => `${change} ${minute}`));
    const isOther = ({ subject, kind }: AlarmState) =>
      ![...changed, ...gone].some((each) => each.subject === subject && each.kind === kind);
    known = [...known.filter(isOther), ...changed];
  }
  return { told, known };
}
const during = (minutes: number, on: boolean): boolean[] => Array<boolean>(minutes).fill(on);

test('what is there for two minutes began, and is over when it was gone for a quarter of an hour', () => {
  expect(watch([...during(10, true), ...during(30, false)]).told).toEqual(['began 2', 'ended 25']);
  expect(watch([...during(2, true), ...during(30, false)])).toEqual({ told: [], known: [] });
});

test('one that comes and goes every few minutes for a day began once, and is told to be over once', () => {
  const flaps = Array.from({ length: 1_440 }, (_, minute) => minute % 8 < 4);
  expect(watch([...flaps, ...during(60, false)]).told).toEqual(['began 2', 'ended 1451']);
});

test('one that comes back each half hour is told ever more seldom', () => {
  const flaps = Array.from({ length: 1_440 }, (_, minute) => minute % 30 < 5);
  expect(watch(flaps).told.length).toBeLessThanOrEqual(4);
});

test('where nobody can say whether it is so, nothing begins and nothing is over', () => {
  expect(watch(during(30, true), (minute) => minute < 20).told).toEqual(['began 22']);
  expect(watch([...during(10, true), ...during(60, false)], (minute) => minute >= 10).told).toEqual(['began 2']);
});

test('whatever comes and goes, each beginning has at most one end and the other way round', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 40 })), { maxLength: 30 }), (stretches) => {
      const { told } = watch(stretches.flatMap(([on, minutes]) => during(minutes, on)));
      const changes = told.map((each) => each.split(' ')[0]);
      expect(changes).toEqual(changes.map((_, index) => (index % 2 === 0 ? 'began' : 'ended')));
    }),
  );
});
