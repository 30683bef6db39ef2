import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NODE } from '../../support/gate-shells.ts';
import { runProcess } from '../../support/run-process.ts';
import { protectedGate } from '../gate/access-gate.ts';
import { openTestStore, withRawDatabase } from '../store/open-test-store.ts';

test('a forgotten PIN is taken away at the PC while the gate runs, and the audit log has it', async () => {
  const gate = await protectedGate();
  const caller = gate.open();
  expect(caller.admits('saveSettings')).toBe(false);
  const command = runProcess(NODE, ['src-main/host/cli.ts', 'access', 'reset'], { GATE_DATA_DIR: gate.dir });
  const [line] = await command.waitFor(/^\{.*\}$/m);
  expect(JSON.parse(line)).toEqual({ type: 'reset', hadPins: true });
  expect(existsSync(join(gate.dir, 'access.json'))).toBe(false);
  expect(caller.accessState()).toMatchObject({ protection: 'off', role: 'administrator' });
  expect(gate.noted().at(-1)).toBe('command-line access-reset');
  expect(openTestStore(gate.dir).verifyAudit()).toMatchObject({ broken: 0 });
});

test('PINs stay where the audit log takes no note of their end', async () => {
  const gate = await protectedGate();
  withRawDatabase(gate.dir, (raw) =>
    raw.exec("create trigger no_room before insert on audit begin select raise(abort, 'full'); end"),
  );
  const command = runProcess(NODE, ['src-main/host/cli.ts', 'access', 'reset'], { GATE_DATA_DIR: gate.dir });
  const [line] = await command.waitFor(/^\{.*\}$/m);
  expect(JSON.parse(line)).toEqual({ refused: 'access', reason: 'cannot-note' });
  expect(existsSync(join(gate.dir, 'access.json'))).toBe(true);
});
