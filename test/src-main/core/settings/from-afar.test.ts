import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Afar, Held, Waiting } from '../../../../src-main/core/settings/from-afar.ts';
import {
  accepted,
  afterDeath,
  begun,
  nothingHeld,
  putOff,
  rolledBack,
  taken,
  withoutWithdrawn,
  withTrial,
} from '../../../../src-main/core/settings/from-afar.ts';

const NOW = 1_000;
const doc = (version: number, targetKey = 'a'): Afar => ({ version, targetKey });

function withTaken(held: Held<Afar>, given: Afar, isByHand = false): Held<Afar> {
  return taken(held, given, { isByHand, nowUtcMs: NOW }) ?? held;
}

function withBegun(held: Held<Afar>): Held<Afar> {
  const [next] = held.waiting;
  return held.trial !== null || next === undefined ? held : begun(held, next);
}

type Step = (held: Held<Afar>) => Held<Afar>;
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom('a', 'b'), fc.boolean()).map(
    ([version, key, isByHand]): Step =>
      (held) =>
        withTaken(held, doc(version, key), isByHand),
  ),
  fc.constant<Step>(withBegun),
  fc.constant<Step>(accepted),
  fc.constant<Step>((held) => rolledBack(held, 'device-lost', NOW)),
  fc.constant<Step>((held) => putOff(held)),
  fc.constant<Step>((held) => afterDeath(held, NOW)),
  fc.subarray([1, 2, 3, 4, 5, 6, 7, 8, 9]).map(
    (offered): Step =>
      (held) =>
        withoutWithdrawn(held, new Set(offered)),
  ),
);

test('whatever happens, no target has two versions, what holds never goes back, and what was given back never comes again', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let held = nothingHeld<Afar>();
      const begunOnce = new Set<Afar>();
      for (const next of steps) {
        const before = held;
        held = next(held);
        const inForce = withTrial(held);
        expect(new Set(inForce.map(({ targetKey }) => targetKey)).size).toBe(inForce.length);
        expect(new Set(held.waiting.map((each) => each.doc.targetKey)).size).toBe(held.waiting.length);
        // What was given back in this step is nowhere else: its number comes to this target no more.
        const isGivenBack = held.rolledBack.length > before.rolledBack.length && before.trial !== null;
        if (isGivenBack) {
          const { doc: bad } = before.trial as Waiting<Afar>;
          expect(held.trial).toBeNull();
          expect(taken(held, bad, { isByHand: true, nowUtcMs: NOW })).toBeNull();
        }
        for (const { targetKey, version } of before.inForce) {
          expect(held.inForce.find((each) => each.targetKey === targetKey)?.version).toBeGreaterThanOrEqual(version);
        }
        if (held.trial !== null) begunOnce.add(held.trial.doc);
        for (const { doc: waits } of held.waiting) {
          const newest = held.seen.find((each) => each.targetKey === waits.targetKey)?.version;
          // What was begun and put off may be older than one that came meanwhile, and was withdrawn before its turn.
          if (begunOnce.has(waits)) expect(newest).toBeGreaterThanOrEqual(waits.version);
          else expect(newest).toBe(waits.version);
        }
      }
    }),
  );
});

test('an older one is never taken, whatever became of the newer', () => {
  let held = accepted(withBegun(withTaken(nothingHeld(), doc(5))));
  expect(taken(held, doc(4), { isByHand: true, nowUtcMs: NOW })).toBeNull();
  expect(taken(held, doc(5), { isByHand: false, nowUtcMs: NOW })).toBeNull();
  held = rolledBack(withBegun(withTaken(held, doc(7))), 'device-lost', NOW);
  expect(held.inForce.map(({ version }) => version)).toEqual([5]);
  expect(taken(held, doc(6), { isByHand: false, nowUtcMs: NOW })).toBeNull();
  expect(taken(held, doc(7), { isByHand: true, nowUtcMs: NOW })).toBeNull();
  // Another target counts by itself: a gate that moved is told what its new unit said long ago.
  expect(taken(held, doc(2, 'b'), { isByHand: false, nowUtcMs: NOW })).not.toBeNull();
});

test('what was given back does not come again by hand because another target waits for the same number', () => {
  const tried = withBegun(withTaken(withTaken(nothingHeld(), doc(1, 'b')), doc(1)));
  const held = rolledBack(tried, 'device-lost', NOW);
  expect(held.waiting.map((each) => each.doc)).toEqual([doc(1)]);
  expect(taken(held, doc(1, 'b'), { isByHand: true, nowUtcMs: NOW })).toBeNull();
  expect(taken(held, doc(1), { isByHand: true, nowUtcMs: NOW })?.waiting).toMatchObject([{ isByHand: true }]);
});

test('one death is a cut of power, two are the settings', () => {
  const tried = withBegun(withTaken(nothingHeld(), doc(5)));
  const once = afterDeath(tried, NOW);
  expect([once.trial, once.waiting.length, withTrial(once)]).toEqual([null, 1, []]);
  const twice = afterDeath(withBegun(once), NOW);
  expect(twice).toMatchObject({ trial: null, waiting: [], rolledBack: [{ version: 5, reason: 'died' }] });
  // Switched off in an orderly way it may be as often as anybody likes.
  const off = putOff(withBegun(putOff(withBegun(putOff(tried)))));
  expect(off.waiting).toMatchObject([{ deaths: 0 }]);
});

test('what was put off is tried again where a newer one came meanwhile and was withdrawn before its turn', () => {
  const tried = withBegun(withTaken(nothingHeld(), doc(5)));
  const held = putOff(withoutWithdrawn(withTaken(tried, doc(6)), new Set([5])));
  expect(held.waiting.map((each) => each.doc)).toEqual([doc(5)]);
});

test('what is no longer offered is not begun, but for what somebody brought', () => {
  const held = withTaken(withTaken(nothingHeld(), doc(5)), doc(6, 'b'), true);
  expect(withoutWithdrawn(held, new Set()).waiting.map((each) => each.doc.version)).toEqual([6]);
  expect(withoutWithdrawn(held, new Set([5]))).toBe(held);
});
