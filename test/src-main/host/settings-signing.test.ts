/** Are settings signed away from the collector so that a gate believes them, and nothing else is? */

import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fleetFileOf, readFleetFile } from '../../../src-main/gate/read-fleet-file.ts';
import { newSettingsKey, signSettings } from '../../../src-main/host/settings-signing.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

const DRAFT = {
  kind: 'settings',
  version: 7,
  madeAtUtcMs: 1,
  madeBy: 'can.bo',
  target: { type: 'unit', unit: ['Bắc Ninh'] },
  sharePercent: 10,
  notBeforeUtcMs: null,
  isUrgent: false,
  settings: { retention: { days: 14 } },
};

test('a key is made once, its private half for nobody else, and what it signs is what a gate reads', () => {
  const dir = temporaryDir();
  const made = newSettingsKey(dir);
  const { publicKey, files } = made.json as { publicKey: string; files: { private: string; public: string } };
  expect(JSON.parse(readFileSync(files.public, 'utf8'))).toEqual({ publicKey });
  expect(statSync(files.private).mode & 0o077).toBe(0);
  expect(newSettingsKey(dir)).toEqual({ json: { type: 'refused', reason: 'EEXIST' }, status: 1 });

  const [draft, out] = [join(dir, 'draft.json'), join(dir, 'signed.json')];
  writeFileSync(draft, JSON.stringify(DRAFT));
  expect(signSettings(draft, files.private, out)).toEqual({
    json: { type: 'signed', file: out, document: DRAFT },
    status: 0,
  });
  const file = fleetFileOf(readFileSync(out, 'utf8'));
  if (file === null) throw new Error('no file');
  expect(readFleetFile(file, publicKey)).toEqual({ type: 'read', document: DRAFT });
  expect(readFleetFile(file, null)).toEqual({ type: 'refused', reason: 'no-settings-key' });
  expect(readFleetFile(file, 'A'.repeat(43))).toEqual({ type: 'refused', reason: 'forged' });

  expect(signSettings(draft, files.private, out).json).toEqual({ type: 'refused', reason: 'EEXIST' });
  expect(signSettings(draft, files.public, join(dir, 'x')).json).toEqual({ type: 'refused', reason: 'no-private-key' });
  writeFileSync(draft, JSON.stringify({ ...DRAFT, settings: { collector: null } }));
  expect(signSettings(draft, files.private, join(dir, 'x')).json).toEqual({
    type: 'refused',
    reason: 'wrong-document',
  });
});
