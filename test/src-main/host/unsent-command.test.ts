/** Can somebody who takes a gate off a machine see what no collector has? */

import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cccdText, FAKE_PEOPLE } from '../../../src-main/devices/simulated/fake-people.ts';
import { unsentCommand } from '../../../src-main/host/unsent-command.ts';
import { gateAt } from '../../support/gate-at.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

test('entries of a gate that works alone are nowhere else, while it runs and after', async () => {
  const dataDir = temporaryDir();
  const gate = gateAt(dataDir);
  expect(unsentCommand(dataDir)).toEqual({ json: { entries: 0, unsent: 0 }, status: 0 });
  gate.scan({ readerKind: 'command', text: cccdText(FAKE_PEOPLE[0]), encoding: 'utf-8' });
  expect(unsentCommand(dataDir)).toEqual({ json: { entries: 1, unsent: 1 }, status: 0 });
  await gate.close();
  expect(unsentCommand(dataDir)).toEqual({ json: { entries: 1, unsent: 1 }, status: 0 });
});

test('a folder without a log has nothing to lose, and gets no log by being asked', () => {
  const dataDir = temporaryDir();
  expect(unsentCommand(dataDir)).toEqual({ json: { entries: 0, unsent: 0 }, status: 0 });
  expect(existsSync(join(dataDir, 'gate.sqlite'))).toBe(false);
});

test('a log that cannot be read is said to be one, and not empty', () => {
  const dataDir = temporaryDir();
  writeFileSync(join(dataDir, 'gate.sqlite'), 'nothing that SQLite knows'.repeat(100));
  expect(unsentCommand(dataDir)).toEqual({ json: { refused: 'log', reason: 'not-a-database' }, status: 1 });
});
