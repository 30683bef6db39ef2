import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NODE } from '../../support/gate-shells.ts';
import { runProcess } from '../../support/run-process.ts';
import { protectedGate } from '../gate/access-gate.ts';
import { openTestStore } from '../store/open-test-store.ts';

test('a forgotten PIN is taken away at the PC while the gate runs, and the audit log has it', async () => {
  const gate = await protectedGate();
  const caller = gate.open();
  expect(caller.admits('saveSettings', {})).toBe(false);
  const command = runProcess(NODE, ['src-main/host/cli.ts', 'access', 'reset'], { GATE_DATA_DIR: gate.dir });
  const [line] = await command.waitFor(/^\{.*\}$/m);
  expect(JSON.parse(line)).toEqual({ type: 'reset', hadPins: true, isNoted: true });
  expect(existsSync(join(gate.dir, 'access.json'))).toBe(false);
  expect(caller.accessState()).toMatchObject({ protection: 'off', role: 'administrator' });
  expect(gate.noted().at(-1)).toBe('command-line access-reset');
  expect(openTestStore(gate.dir).verifyAudit()).toMatchObject({ broken: 0 });
});
