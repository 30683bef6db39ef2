/** How hot is this machine, what feeds it, and does its disk keep what is written? */

import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';

export type MachineHealth = {
  readonly freeMemoryBytes: number;
  readonly celsius: number | null;
  readonly battery: { readonly percent: number; readonly isOnMains: boolean } | null;
};

/** Heat and battery as Linux tells them in its files; elsewhere nobody is asked. */
export function readMachineHealth(systemDir = '/sys/class'): MachineHealth {
  return {
    freeMemoryBytes: freemem(),
    celsius: hottest(join(systemDir, 'thermal')),
    battery: batteryOf(join(systemDir, 'power_supply')),
  };
}

function hottest(thermalDir: string): number | null {
  const said = namesIn(thermalDir)
    .filter((name) => name.startsWith('thermal_zone'))
    .map((name) => numberIn(join(thermalDir, name, 'temp')))
    // Sensors that are not there say nonsense.
    .filter((milli) => milli !== null && milli > 1_000 && milli < 150_000)
    .map((milli) => (milli ?? 0) / 1_000);
  return said.length === 0 ? null : Math.max(...said);
}

/** Of the machine itself: a mouse has a battery, too. */
function batteryOf(supplyDir: string): MachineHealth['battery'] {
  const supplies = namesIn(supplyDir).map((name) => ({
    type: wordIn(join(supplyDir, name, 'type')),
    isOfDevice: wordIn(join(supplyDir, name, 'scope')) === 'Device',
    percent: numberIn(join(supplyDir, name, 'capacity')),
    status: wordIn(join(supplyDir, name, 'status')),
    isOnline: numberIn(join(supplyDir, name, 'online')) === 1,
  }));
  const battery = supplies.find(
    ({ type, isOfDevice, percent }) => type === 'Battery' && !isOfDevice && percent !== null,
  );
  if (battery?.percent === undefined || battery.percent === null) return null;
  const isOnMains =
    supplies.some(({ type, isOnline }) => (type === 'Mains' || type === 'USB') && isOnline) ||
    battery.status === 'Charging' ||
    battery.status === 'Full';
  return { percent: battery.percent, isOnMains };
}

function namesIn(dir: string): readonly string[] {
  try {
    return readdirSync(dir).sort();
  } catch {
    return []; // Another system, or a machine without one.
  }
}

function wordIn(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}

function numberIn(path: string): number | null {
  const word = wordIn(path);
  return word === null || !/^-?\d+$/.test(word) ? null : Number(word);
}

const WRITES = 3;
const PAGE_BYTES = 4_096;
const FILE_NAME = 'disk-test.tmp';

/** The middle of some writes of one page each, safe on the disk; the file is taken away again. */
export function measureWrites(dir: string): number | 'failed' {
  const path = join(dir, FILE_NAME);
  try {
    const file = openSync(path, 'w', 0o600);
    try {
      const times = Array.from({ length: WRITES }, (_, turn) => {
        const startMs = performance.now();
        writeSync(file, Buffer.alloc(PAGE_BYTES, turn + 1));
        fsyncSync(file);
        return performance.now() - startMs;
      });
      return times.sort((left, right) => left - right)[Math.floor(WRITES / 2)] ?? 'failed';
    } finally {
      closeSync(file);
      rmSync(path, { force: true });
    }
  } catch {
    return 'failed'; // Full, read-only or gone: the word says it, the reason is in the disk's own line.
  }
}
