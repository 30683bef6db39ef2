import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Bounds, DisplayPlace } from '../../../src-main/electron/visitor-display.ts';
import { sharedArea, visitorDisplay } from '../../../src-main/electron/visitor-display.ts';

const GUARDS: DisplayPlace = { id: 1, bounds: { x: 0, y: 0, width: 1280, height: 800 } };
const RIGHT: DisplayPlace = { id: 2, bounds: { x: 1280, y: 0, width: 800, height: 1280 } };
const LEFT: DisplayPlace = { id: 3, bounds: { x: -1920, y: 0, width: 1920, height: 1080 } };

test('one display alone is the guard’s, and none is nobody’s', () => {
  expect(visitorDisplay([GUARDS], GUARDS.bounds)).toBeNull();
  expect(visitorDisplay([], GUARDS.bounds)).toBeNull();
});

test('a second one is the visitors’, whichever of the two the guard’s window is on', () => {
  expect(visitorDisplay([GUARDS, RIGHT], GUARDS.bounds)).toBe(RIGHT);
  expect(visitorDisplay([GUARDS, RIGHT], RIGHT.bounds)).toBe(GUARDS);
});

test('of several the leftmost, in whatever order the system names them', () => {
  expect(visitorDisplay([RIGHT, GUARDS, LEFT], GUARDS.bounds)).toBe(LEFT);
  expect(visitorDisplay([LEFT, RIGHT, GUARDS], GUARDS.bounds)).toBe(LEFT);
});

test('a mirror of the guard’s display is none, and neither is one that the guard’s window reaches into', () => {
  expect(visitorDisplay([GUARDS, { ...RIGHT, bounds: GUARDS.bounds }], GUARDS.bounds)).toBeNull();
  expect(visitorDisplay([GUARDS, RIGHT], { x: 700, y: 0, width: 800, height: 600 })).toBeNull();
});

test('never covers a pixel of the guard’s window, wherever displays and window lie', () => {
  const bounds: fc.Arbitrary<Bounds> = fc.record({
    x: fc.integer({ min: -4000, max: 4000 }),
    y: fc.integer({ min: -4000, max: 4000 }),
    width: fc.integer({ min: 0, max: 4000 }),
    height: fc.integer({ min: 0, max: 4000 }),
  });
  const displays = fc.uniqueArray(fc.record({ id: fc.nat(), bounds }), { maxLength: 5, selector: ({ id }) => id });
  fc.assert(
    fc.property(displays, bounds, (all, guardWindow) => {
      const chosen = visitorDisplay(all, guardWindow);
      if (chosen !== null) expect(sharedArea(chosen.bounds, guardWindow)).toBe(0);
    }),
  );
});
