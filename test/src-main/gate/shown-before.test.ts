import { expect, test } from 'vitest';
import type { GateEvent } from '../../../src-main/contract/gate-api.ts';
import { emptyTally } from '../../../src-main/core/entry/tally.ts';
import { RECENT_VERDICTS } from '../../../src-main/core/entry/verdict.ts';
import { keepShownBefore } from '../../../src-main/gate/shown-before.ts';
import { ADMITTED } from '../../support/fake-gate.ts';

const tally = emptyTally(0);

function shown(seq: number | null, epoch = 'first'): GateEvent {
  const entry = seq === null ? null : { device: 'fake', epoch, seq };
  return { type: 'shown', shown: { ...ADMITTED, reasons: [], entry }, tally };
}

test('the last verdicts are kept, oldest first, each as old as it is', () => {
  let nowMs = 0;
  const before = keepShownBefore(() => nowMs);
  expect(before.list()).toEqual([]);
  for (let seq = 1; seq <= RECENT_VERDICTS + 2; seq += 1) {
    nowMs = seq * 1_000;
    before.hear(shown(seq));
  }
  nowMs += 500;
  const list = before.list();
  expect(list.map(({ shown: { entry } }) => entry?.seq)).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
  expect(list.map(({ agoMs }) => agoMs)).toEqual([7_500, 6_500, 5_500, 4_500, 3_500, 2_500, 1_500, 500]);
});

test('one that was taken back says why; its namesake of another log, and what is in none, stand', () => {
  const before = keepShownBefore(() => 0);
  for (const event of [shown(1, 'first'), shown(1, 'second'), shown(null)]) before.hear(event);
  const entry = { device: 'fake', epoch: 'second', seq: 1 };
  before.hear({ type: 'taken-back', laneId: 'lane-1', entry, why: 'not-passed', tally });
  expect(before.list().map(({ takenBack }) => takenBack)).toEqual([null, 'not-passed', null]);
});
