/** In which ways is a symbol held in the tests? */

import fc from 'fast-check';

/** Of 1.8 to 4.5 pixels a module, at any turn, tilted a little. */
export const poses = fc.record({
  scale: fc.double({ min: 1.8, max: 4.5, noNaN: true }),
  turn: fc.double({ min: 0, max: 6.28, noNaN: true }),
  shifts: fc.array(fc.double({ min: -0.07, max: 0.07, noNaN: true }), { minLength: 8, maxLength: 8 }),
});
