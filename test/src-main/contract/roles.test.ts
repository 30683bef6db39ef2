/** Does each call of a gate say who may make it, and does more power hold all of the less? */

import { expect, test } from 'vitest';
import { gateContract } from '../../../src-main/contract/gate-api.ts';
import { CALL_ROLES, mayDo, ROLES } from '../../../src-main/contract/roles.ts';

test('each call of the contract has a role, and no other has', () => {
  expect(Object.keys(CALL_ROLES).sort()).toEqual(Object.keys(gateContract).sort());
});

test('a role may do what it takes itself and what takes less, and nothing that takes more', () => {
  const allowed = ROLES.map((role) => ROLES.filter((wanted) => mayDo(role, wanted)));
  expect(allowed).toEqual([['guard'], ['guard', 'supervisor'], ['guard', 'supervisor', 'administrator']]);
});
