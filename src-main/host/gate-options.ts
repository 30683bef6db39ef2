/** What does the environment say of this gate? The one place where `GATE_*` variables of the core are read. */

import { randomInt } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import type { ReaderSettings, Settings } from '../contract/settings.ts';
import { BAUD_RATES } from '../contract/settings.ts';
import type { GateOptions, Log } from '../gate/opened-gate.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const APP_FOLDER = 'gac-cong';
const DEFAULT_BAUD_RATE = 9600;

/**
 * `GATE_DATA_DIR` the data folder · `GATE_SERIAL` serial ports besides those of the settings, on the first lane
 * (`/dev/ttyACM0,COM4@115200`) · `GATE_SIMULATE_MS` a simulated reader that shows a fake person so often.
 * A value that makes no sense is passed over and logged, never fatal.
 */
export function gateOptionsFromEnvironment(env: Environment, log: Log): GateOptions {
  return {
    dataDir: dataDirFrom(env),
    version: packageJson.version,
    extraReaders: (settings) => extraReaders(env, settings, log),
    isAttended: true,
    log,
    random: () => randomInt(2 ** 47) / 2 ** 47,
    environment: env,
  };
}

/** Where this machine keeps a gate's data when nothing is said: beside other programs' data, never in the program. */
export function dataDirFrom(env: Environment, platform: NodeJS.Platform = process.platform): string {
  if (env.GATE_DATA_DIR) return env.GATE_DATA_DIR;
  if (platform === 'win32') return join(env.PROGRAMDATA ?? 'C:\\ProgramData', APP_FOLDER);
  return join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), APP_FOLDER);
}

function extraReaders(env: Environment, settings: Settings, log: Log): ReaderSettings[] {
  const laneId = settings.lanes[0]?.id ?? '';
  const named = (env.GATE_SERIAL ?? '').split(',').filter((part) => part.trim() !== '');
  const serial = named.map((part, index): ReaderSettings => {
    const [path = '', rate] = part.trim().split('@');
    const baudRate = BAUD_RATES.find((each) => String(each) === rate);
    if (rate !== undefined && baudRate === undefined) log('environment-value-ignored', { name: 'GATE_SERIAL' });
    return { kind: 'serial', id: `serial-extra-${index + 1}`, laneId, path, baudRate: baudRate ?? DEFAULT_BAUD_RATE };
  });
  const everyMs = Number(env.GATE_SIMULATE_MS ?? '0');
  if (!(everyMs >= 50)) return serial;
  return [...serial, { kind: 'simulated', id: 'simulated-1', laneId, everyMs: Math.round(everyMs) }];
}
