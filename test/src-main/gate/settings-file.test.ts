import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../../src-main/contract/settings.ts';
import { readSettings, writeSettings } from '../../../src-main/gate/settings-file.ts';
import { watchPower } from '../../support/file-power.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

describe('the settings of an empty folder', () => {
  test('are one lane, direction in, a factory, working alone, every kind accepted', () => {
    const { settings, state } = readSettings(temporaryDir());
    expect(state).toBe('ok');
    expect(settings.lanes).toEqual([{ id: 'lane-1', name: 'Cổng 1', direction: 'in' }]);
    expect(settings.venue.kind).toBe('factory');
    expect(settings.collector).toBeNull();
    expect(settings.rules.acceptedKinds).toContain('cccd');
  });
});

describe('settings on disk', () => {
  test('come back as they were written', () => {
    const dir = temporaryDir();
    const wanted = {
      ...defaultSettings(),
      venue: { ...defaultSettings().venue, kind: 'hospital' as const, name: 'Bệnh viện Thử' },
    };
    expect(writeSettings(dir, wanted)).toEqual({ type: 'written', settings: wanted });
    expect(readSettings(dir)).toEqual({ settings: wanted, state: 'ok' });
  });

  test('that make no sense are refused by the name of the field, and the old ones stay', () => {
    const dir = temporaryDir();
    writeSettings(dir, defaultSettings());
    const before = readFileSync(join(dir, 'settings.json'), 'utf8');
    const twice = { ...defaultSettings(), lanes: [...defaultSettings().lanes, ...defaultSettings().lanes] };
    expect(writeSettings(dir, twice)).toEqual({ type: 'refused', reason: 'invalid', field: 'lanes' });
    expect(readFileSync(join(dir, 'settings.json'), 'utf8')).toBe(before);
  });

  test('a reader on a lane that is not there is refused', () => {
    const lost = { ...defaultSettings(), readers: [{ kind: 'wedge', id: 'wedge-1', laneId: 'lane-9' }] };
    expect(writeSettings(temporaryDir(), lost)).toEqual({ type: 'refused', reason: 'invalid', field: 'readers' });
  });

  test('survive half a file: the gate starts on the defaults, says so, and keeps the file', () => {
    const dir = temporaryDir();
    writeFileSync(join(dir, 'settings.json'), '{"venue":{"kind":"hosp');
    expect(readSettings(dir)).toEqual({ settings: defaultSettings(), state: 'unreadable' });
    expect(readFileSync(join(dir, 'settings.json'), 'utf8')).toBe('{"venue":{"kind":"hosp');
  });

  test('set an unreadable file aside before they replace it', () => {
    const dir = temporaryDir();
    writeFileSync(join(dir, 'settings.json'), 'not json');
    writeSettings(dir, defaultSettings());
    expect(readdirSync(dir).sort()).toEqual(['settings.json', 'settings.json.unreadable']);
    expect(readFileSync(join(dir, 'settings.json.unreadable'), 'utf8')).toBe('not json');
    expect(readSettings(dir).state).toBe('ok');
  });

  test('that cannot be written leave what was', () => {
    const dir = temporaryDir();
    writeSettings(dir, defaultSettings());
    const power = watchPower();
    power.cutAt(2); // The folder is there, the first bytes do not get to the disk.
    const wanted = { ...defaultSettings(), lanes: [{ id: 'lane-1', name: 'Cổng 2', direction: 'in' }] };
    expect(writeSettings(dir, wanted)).toEqual({ type: 'refused', reason: 'cannot-write', field: null });
    expect(power.isOff()).toBe(true);
    power.restore();
    expect(readSettings(dir)).toEqual({ settings: defaultSettings(), state: 'ok' });
  });

  test('never throw, whatever is handed over', () => {
    const dir = temporaryDir();
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(['written', 'refused']).toContain(writeSettings(dir, value).type);
      }),
      { numRuns: 200 },
    );
  });
});
