/** Is each call refused to who may not make it, and made for who may? Every call of the contract, for every role. */

import { createRouterClient } from '@orpc/server';
import { describe, expect, test } from 'vitest';
import type { Caller } from '../../../src-main/contract/caller.ts';
import type { Gate } from '../../../src-main/contract/gate.ts';
import { gateContract } from '../../../src-main/contract/gate-api.ts';
import type { CallName, Role } from '../../../src-main/contract/roles.ts';
import { CALL_ROLES, mayDo, ROLES } from '../../../src-main/contract/roles.ts';
import { BACKGROUND, NOTED_BY_DESK } from '../../../src-main/gate/access-desk.ts';
import { createGateRouter } from '../../../src-main/host/router.ts';
import { createFakeGate } from '../../support/fake-gate.ts';
import { ADMINISTRATOR_PIN, protectedGate, SUPERVISOR_PIN } from '../gate/access-gate.ts';

const CALLS = Object.keys(gateContract) as CallName[];
const PRIVILEGED = CALLS.filter((call) => CALL_ROLES[call] !== 'guard');
const PINS: Readonly<Record<Exclude<Role, 'guard'>, string>> = {
  supervisor: SUPERVISOR_PIN,
  administrator: ADMINISTRATOR_PIN,
};

/** How the router answers one call with an input that no call takes: past the lock it fails by that, and does nothing. */
async function codeOf(gate: Gate, caller: Caller, call: CallName): Promise<string> {
  const client = createRouterClient(
    createGateRouter(gate, () => undefined),
    { context: { caller } },
  );
  try {
    await (client[call] as (input: unknown) => Promise<unknown>)({ notAnInput: true });
    return 'made';
  } catch (error) {
    return (error as { readonly code?: string }).code ?? 'unknown';
  }
}

describe.each(ROLES)('with the role %s', (role) => {
  test('the router makes what the table allows, and nothing else', async () => {
    const access = await protectedGate();
    const { gate } = createFakeGate();
    const caller = access.open();
    if (role !== 'guard') await caller.unlock({ pin: PINS[role] });
    const refused: CallName[] = [];
    // Locking ends what is tried here.
    for (const call of CALLS.filter((each) => each !== 'lock')) {
      if ((await codeOf(gate, caller, call)) === 'FORBIDDEN') refused.push(call);
    }
    expect(refused).toEqual(CALLS.filter((call) => !mayDo(role, CALL_ROLES[call])));
  });
});

test('with no PIN set, no call is refused', async () => {
  const { gate } = createFakeGate();
  const codes = await Promise.all(CALLS.map((call) => codeOf(gate, gate.openCaller(), call)));
  expect(codes).not.toContain('FORBIDDEN');
});

test('a refusal names the role that it takes, and reaches no room of the gate', async () => {
  const access = await protectedGate();
  const fake = createFakeGate();
  const client = createRouterClient(
    createGateRouter(fake.gate, () => undefined),
    { context: { caller: access.open() } },
  );
  await expect(client.saveSettings({ settings: {} })).rejects.toMatchObject({
    code: 'FORBIDDEN',
    data: { role: 'administrator' },
  });
  expect(fake.calls).toEqual([]);
});

test('every call that takes more than a guard, and that no desk notes by a word of its own, is noted by its name', async () => {
  const access = await protectedGate();
  const { gate } = createFakeGate();
  const caller = access.open();
  await caller.unlock({ pin: ADMINISTRATOR_PIN });
  for (const call of CALLS.filter((each) => each !== 'lock')) await codeOf(gate, caller, call);
  const { items } = access.audit.listAudit({ beforeId: null, limit: 200 });
  const noted = items.flatMap(({ action, detail }) => (action === 'called' ? [detail.call] : []));
  const unnoted: readonly string[] = [...NOTED_BY_DESK, ...BACKGROUND];
  expect(noted.reverse()).toEqual(PRIVILEGED.filter((call) => !unnoted.includes(call)));
});
