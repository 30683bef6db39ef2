/** Does whoever looks from beside the gate judge by what it runs on? */

import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultSettings } from '../../../src-main/contract/settings.ts';
import { FLEET_STATE_FILE } from '../../../src-main/gate/fleet-file.ts';
import { writeSettings } from '../../../src-main/gate/settings-file.ts';
import { readSettingsInForce } from '../../../src-main/gate/settings-in-force.ts';
import { setFromAfar } from '../../support/set-from-afar.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

const OWN = { ...defaultSettings(), trust: { staleAfterHours: 72, urls: ['https://own.example/'] } };

test('what came from afar lies over the gate’s own, and what it does not say is the gate’s own', () => {
  const dataDir = temporaryDir();
  writeSettings(dataDir, OWN);
  setFromAfar(dataDir, { trust: { staleAfterHours: 12 } });
  const before = readdirSync(dataDir).sort();
  expect(readSettingsInForce(dataDir)).toEqual({
    state: 'ok',
    settings: { ...OWN, trust: { ...OWN.trust, staleAfterHours: 12 } },
  });
  expect(readdirSync(dataDir).sort()).toEqual(before);
});

test('a folder without keys, and one whose file from afar cannot be read, run on their own', () => {
  const dataDir = temporaryDir();
  writeSettings(dataDir, OWN);
  expect(readSettingsInForce(dataDir).settings).toEqual(OWN);
  setFromAfar(dataDir, { trust: { staleAfterHours: 12 } });
  writeFileSync(join(dataDir, FLEET_STATE_FILE), '{');
  expect(readSettingsInForce(dataDir)).toEqual({ state: 'ok', settings: OWN });
  expect(readSettingsInForce(join(dataDir, 'none')).settings).toEqual(defaultSettings());
});
