/** How is a sizing written down? */

import type { Load } from './sizing.ts';
import { sizingOf } from './sizing.ts';

type Value = (load: Load, sizing: ReturnType<typeof sizingOf>) => string;
const number = (value: number): string => value.toLocaleString('en-US');

function size(tb: number): string {
  if (tb >= 1) return `${tb.toFixed(2)} TB`;
  return tb >= 0.001 ? `${(tb * 1_000).toFixed(1)} GB` : `${(tb * 1e6).toFixed(0)} MB`;
}

const LINES: readonly (readonly [string, Value])[] = [
  ['gates', ({ gates }) => number(gates)],
  ['entries a day · in the busiest second', (load) => `${number(load.entriesPerDay)} · ${number(load.peakPerS)}`],
  ['entries kept for · their identities', ({ keepDays, identityDays }) => `${keepDays} · ${identityDays} days`],
  [
    'entries a batch · batches/s at the peak',
    (_, sizing) => `${sizing.entriesPerBatch} · ${number(sizing.batchesPerS)}`,
  ],
  ['processors at the peak, all together', (_, { cores }) => number(cores)],
  [
    'collectors · database nodes (each with its standbys)',
    (_, sizing) => `${sizing.collectors} · ${sizing.databaseNodes}`,
  ],
  ['entries · identities', (_, { entriesTb, identitiesTb }) => `${size(entriesTb)} · ${size(identitiesTb)}`],
  ['disk for one copy · for all copies', (_, { diskTb, diskOfAllTb }) => `${size(diskTb)} · ${size(diskOfAllTb)}`],
  ['WAL a day', (_, { walGbPerDay }) => size(walGbPerDay / 1_000)],
  ['memory for what is hot, a node', (_, { hotGbPerNode }) => size(hotGbPerNode / 1_000)],
  [
    'line in · replication, at the peak',
    (_, sizing) => `${number(sizing.lineMbitPerS)} · ${number(sizing.replicationMbitPerS)} Mbit/s`,
  ],
  ['a whole day counted once', (_, { countDayS }) => `${number(countDayS)} s`],
  ['restore of one node', (_, { restoreMinutes }) => `${number(restoreMinutes)} min`],
];

/** A Markdown table, a column for each load. */
export function sizingTable(loads: Readonly<Record<string, Load>>): string[] {
  const sized = Object.values(loads).map((load) => ({ load, sizing: sizingOf(load) }));
  return [
    `| | ${Object.keys(loads).join(' | ')} |`,
    `|---|${Object.keys(loads)
      .map(() => '---|')
      .join('')}`,
    ...LINES.map(([name, of]) => `| ${name} | ${sized.map(({ load, sizing }) => of(load, sizing)).join(' | ')} |`),
  ];
}
