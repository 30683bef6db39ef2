import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextReportWaitMs, reportWaitMs } from '../../../../src-main/core/outbox/report-plan.ts';

const share = fc.double({ min: 0, max: 0.999_999, noNaN: true });

test('a country that starts at once reports at the pace of every other day', () => {
  const GATES = 100_000;
  const everyDayPerS = GATES / (nextReportWaitMs(0.5) / 1_000);
  const perSecond = new Array<number>(300).fill(0);
  for (let gate = 0; gate < GATES; gate += 1) {
    const second = Math.floor(reportWaitMs('start', gate / GATES) / 1_000);
    perSecond[second] = (perSecond[second] ?? 0) + 1;
  }
  expect(Math.max(...perSecond)).toBeLessThanOrEqual(everyDayPerS);
});

test('whoever names the venue sees it within twenty seconds', () => {
  fc.assert(fc.property(share, (random) => reportWaitMs('change', random) < 20_000));
});

test('what a gate has to say of itself is heard within two seconds', () => {
  fc.assert(fc.property(share, (random) => reportWaitMs('news', random) < 2_000));
});

test('a gate that runs is heard of every four to five minutes, so that “away” after sixteen is true', () => {
  fc.assert(
    fc.property(share, (random) => {
      expect(nextReportWaitMs(random)).toBeGreaterThan(4 * 60_000 - 1);
      expect(nextReportWaitMs(random)).toBeLessThanOrEqual(5 * 60_000);
    }),
  );
});
