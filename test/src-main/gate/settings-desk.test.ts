import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Settings } from '../../../src-main/contract/settings.ts';
import { defaultSettings } from '../../../src-main/contract/settings.ts';
import type { SettingsDesk } from '../../../src-main/gate/settings-desk.ts';
import { openSettingsDesk } from '../../../src-main/gate/settings-desk.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

type Desk = { desk: SettingsDesk; path: string; applied: Settings[]; told: Settings[] };

function open(text?: string): Desk {
  const dataDir = temporaryDir();
  const path = join(dataDir, 'settings.json');
  if (text !== undefined) writeFileSync(path, text);
  const applied: Settings[] = [];
  const told: Settings[] = [];
  const desk = openSettingsDesk({ dataDir, apply: (next) => applied.push(next), tell: (next) => told.push(next) });
  return { desk, path, applied, told };
}

const [lane] = defaultSettings().lanes;

test('saved settings are those of the running gate before anybody is told, and stand in the file', () => {
  const { desk, path, applied, told } = open();
  const wanted = { ...defaultSettings(), retention: { ...defaultSettings().retention, days: 12 } };
  expect(desk.save(wanted)).toEqual({ type: 'saved' });
  expect([applied, told]).toEqual([[wanted], [wanted]]);
  expect(desk.current()).toEqual(wanted);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ retention: { days: 12 } });
});

test('what is refused changes nothing', () => {
  const { desk, path, applied, told } = open();
  const before = desk.current();
  expect(desk.save({ ...before, retention: { days: -1 } })).toMatchObject({ type: 'refused', reason: 'invalid' });
  expect(desk.current()).toBe(before);
  expect([applied, told, existsSync(path)]).toEqual([[], [], false]);
});

test('a turned lane is kept in the file', () => {
  const { desk, told, path } = open();
  desk.turnLane(lane?.id ?? '', 'out');
  expect(told.map(({ lanes }) => lanes[0]?.direction)).toEqual(['out']);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ lanes: [{ direction: 'out' }] });
});

test('a file that could not be read is not written over by the turning of a lane, but by who saves settings', () => {
  const { desk, path, told } = open('{ half');
  expect(desk.state()).toBe('unreadable');
  desk.turnLane(lane?.id ?? '', 'out');
  expect(told.map(({ lanes }) => lanes[0]?.direction)).toEqual(['out']);
  expect(readFileSync(path, 'utf8')).toBe('{ half');
  desk.save(desk.current());
  expect(desk.state()).toBe('ok');
  expect(readFileSync(`${path}.unreadable`, 'utf8')).toBe('{ half');
});
