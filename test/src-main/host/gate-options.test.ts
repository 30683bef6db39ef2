import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../../src-main/contract/settings.ts';
import { dataDirFrom, gateOptionsFromEnvironment } from '../../../src-main/host/gate-options.ts';
import { isNodeEnough } from '../../../src-main/host/node-version.ts';

function extraReaders(env: Record<string, string>): { readers: readonly object[]; logged: string[] } {
  const logged: string[] = [];
  const options = gateOptionsFromEnvironment({ GATE_DATA_DIR: '/d', ...env }, (event) => logged.push(event));
  return { readers: options.extraReaders(defaultSettings()), logged };
}

describe('the environment of a gate', () => {
  test('names serial ports on the first lane, with their speed', () => {
    const { readers, logged } = extraReaders({ GATE_SERIAL: '/dev/ttyACM0, COM4@115200' });
    expect(readers).toEqual([
      { kind: 'serial', id: 'serial-extra-1', laneId: 'lane-1', path: '/dev/ttyACM0', baudRate: 9600 },
      { kind: 'serial', id: 'serial-extra-2', laneId: 'lane-1', path: 'COM4', baudRate: 115200 },
    ]);
    expect(logged).toEqual([]);
  });

  test('is passed over, and said so, where it makes no sense', () => {
    const { readers, logged } = extraReaders({ GATE_SERIAL: '/dev/ttyS0@77', GATE_SIMULATE_MS: 'often' });
    expect(readers).toMatchObject([{ path: '/dev/ttyS0', baudRate: 9600 }]);
    expect(logged).toEqual(['environment-value-ignored']);
  });

  test('asks for a simulated reader', () => {
    expect(extraReaders({ GATE_SIMULATE_MS: '2500' }).readers).toEqual([
      { kind: 'simulated', id: 'simulated-1', laneId: 'lane-1', everyMs: 2500 },
    ]);
  });

  test('says where the data are, and else they are where such data belong', () => {
    expect(dataDirFrom({ GATE_DATA_DIR: '/data' })).toBe('/data');
    expect(dataDirFrom({ XDG_DATA_HOME: '/home/x/.data' }, 'linux')).toBe('/home/x/.data/gac-cong');
    expect(dataDirFrom({ PROGRAMDATA: 'D:\\Data' }, 'win32')).toContain('gac-cong');
  });
});

test.each([
  ['18.20.0', false],
  ['20.20.2', false],
  ['22.13.1', false],
  ['22.14.0', true],
  ['24.21.0', true],
] as const)('Node %s: %s', (version, isEnough) => {
  expect(isNodeEnough(version)).toBe(isEnough);
});
