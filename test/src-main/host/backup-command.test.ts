/** Does a spare machine go by the same rules as the one that died, from its first scan and without a network? */

import { expect, test } from 'vitest';
import { cccdText, FAKE_PEOPLE } from '../../../src-main/devices/simulated/fake-people.ts';
import { readFleetState } from '../../../src-main/gate/fleet-file.ts';
import type { OpenedGate } from '../../../src-main/gate/opened-gate.ts';
import { restoreBackupCommand, showBackupCode } from '../../../src-main/host/backup-command.ts';
import { gateAt } from '../../support/gate-at.ts';
import { setFromAfar } from '../../support/set-from-afar.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

function serving(dataDir: string): OpenedGate {
  return gateAt(dataDir, { isAttended: true });
}

test('its own settings and those from afar come along with the log, and whose word counts there', async () => {
  const [dataDir, stick, spareDir] = [temporaryDir(), temporaryDir(), temporaryDir()];
  setFromAfar(dataDir, { retention: { days: 7 } });
  const gate = serving(dataDir);
  // Before the folder is set: the first round is another thread's, and begins at once.
  gate.scan({ readerKind: 'command', text: cccdText(FAKE_PEOPLE[0]), encoding: 'utf-8' });
  const { settings } = gate.snapshot();
  expect(gate.saveSettings({ settings: { ...settings, backup: { folder: stick } } })).toEqual({ type: 'saved' });
  await expect.poll(() => gate.snapshot().status.backup.state, { timeout: 30_000 }).toBe('ok');
  await gate.close();

  const { backupCode } = showBackupCode(dataDir).json as { backupCode: string };
  expect(restoreBackupCommand(spareDir, [stick, backupCode])).toMatchObject({ status: 0, json: { entries: 1 } });
  expect(readFleetState(spareDir)).toEqual(readFleetState(dataDir));
  expect(readFleetState(spareDir).state.key).not.toBeNull();
  expect(serving(spareDir).snapshot().settings).toMatchObject({ retention: { days: 7 }, backup: { folder: stick } });
});
