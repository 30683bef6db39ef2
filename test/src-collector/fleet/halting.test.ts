import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isToBeHalted, MOST_GIVEN_BACK } from '../../../src-collector/fleet/halting.ts';

test('two gates with a trouble of their own stop nothing; a third does, unless hundreds are well', () => {
  expect(isToBeHalted({ inForce: 0, givenBack: MOST_GIVEN_BACK })).toBe(false);
  expect(isToBeHalted({ inForce: 0, givenBack: 3 })).toBe(true);
  expect(isToBeHalted({ inForce: 26, givenBack: 3 })).toBe(true);
  expect(isToBeHalted({ inForce: 27, givenBack: 3 })).toBe(false);
});

test('one more that gives it back never makes it go on', () => {
  const count = fc.integer({ min: 0, max: 10_000 });
  fc.assert(
    fc.property(count, count, (inForce, givenBack) => {
      if (isToBeHalted({ inForce, givenBack })) {
        expect(isToBeHalted({ inForce, givenBack: givenBack + 1 })).toBe(true);
      }
    }),
  );
});
