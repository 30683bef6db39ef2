/** Are days read as they are typed in Vietnam, and nothing else taken for one? */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { daysText, typedDays } from '../../../../src-console/pages/rights/typed-days.ts';

test('days are read one a line, each once, in their order', () => {
  expect(typedDays('2/9/2026\n\n 01/01/2027\n02-09-2026\r\n')).toEqual({
    type: 'days',
    days: ['2026-09-02', '2027-01-01'],
  });
});

test.each(['31/02/2026', '2026-09-02', '2/9', 'Quốc khánh', '00/01/2026', '1/13/2026'])('%s is no day', (line) => {
  expect(typedDays(`1/1/2026\n${line}`)).toEqual({ type: 'wrong', line: 2 });
});

test('what is shown is read as the same days', () => {
  const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2999-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(fc.uniqueArray(day.map((each) => each.toISOString().slice(0, 10))), (days) => {
      expect(typedDays(daysText(days))).toEqual({ type: 'days', days: [...days].sort() });
    }),
  );
});
