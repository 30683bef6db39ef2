import { expect, test } from 'vitest';
import { VERDICTS } from '../../../src-main/core/entry/verdict.ts';
import { answerHearing, missedTones, newHearingTest, toneNow } from '../../../src-renderer/sound/hearing-test.ts';

const CHANCES = [0.4, 0.1, 0.9, 0.2, 0.7, 0.3];

function begun() {
  const chances = [...CHANCES];
  return newHearingTest(() => chances.shift() ?? 0);
}

test('every verdict is played once, in an order that chance makes', () => {
  const { order } = begun();
  expect([...order].sort()).toEqual([...VERDICTS].sort());
  expect(order).not.toEqual(VERDICTS);
});

test('who hears all of them has missed none, and nothing comes after the last', () => {
  let hearing = begun();
  for (const verdict of hearing.order) {
    expect(toneNow(hearing)).toBe(verdict);
    hearing = answerHearing(hearing, verdict);
  }
  expect([toneNow(hearing), missedTones(hearing)]).toEqual([null, []]);
  expect(answerHearing(hearing, null)).toBe(hearing);
});

test('a tone that is not heard, or taken for another, is missed; one not yet played is not', () => {
  const hearing = begun();
  const [first, second, third] = hearing.order;
  if (first === undefined || second === undefined || third === undefined) throw new Error('too few verdicts');
  const answered = answerHearing(answerHearing(answerHearing(hearing, null), first), third);
  expect(missedTones(answered)).toEqual([first, second]);
});
