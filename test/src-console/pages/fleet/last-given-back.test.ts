import { expect, test } from 'vitest';
import { lastGivenBack } from '../../../../src-console/pages/fleet/last-given-back.ts';

const NOTHING = { inForce: [], trial: null, waiting: [], rolledBack: [] };
const [died, lost] = [
  { version: 5, reason: 'died' },
  { version: 7, reason: 'device-lost' },
];

test.each([
  ['a gate that nobody sets', null, null],
  ['one that gave nothing back', { ...NOTHING, inForce: [3] }, null],
  ['the newest of those that were given back', { ...NOTHING, inForce: [3, 4], rolledBack: [lost, died] }, lost],
  ['nothing, once a later one holds', { ...NOTHING, inForce: [3, 8], rolledBack: [lost, died] }, null],
  ['the one given back, while a later one is only tried', { ...NOTHING, trial: 8, rolledBack: [lost] }, lost],
])('%s', (_what, standing, expected) => {
  expect(lastGivenBack(standing)).toEqual(expected);
});
