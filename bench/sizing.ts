/**
 * What does a nation, a province, a factory need? `npm run sizing -- [--gates N --entries-per-day N --peak N --days N] [--json]`: the table of
 * docs/scale.md, or one for a load of one's own.
 */

import { ASSUMED, LOADS, type Load, MEASURED, sizingOf } from './sizing/sizing.ts';
import { sizingTable } from './sizing/table.ts';
import { numberOption, wantsJson } from './support/options.ts';

const hasOwn = process.argv.includes('--gates');
const gates = numberOption('gates', LOADS.nation.gates);
const own: Load = {
  ...LOADS.nation,
  gates,
  entriesPerDay: numberOption('entries-per-day', gates * 600),
  peakPerS: numberOption('peak', Math.ceil(gates / 4)),
  keepDays: numberOption('days', 31),
};
const loads: Readonly<Record<string, Load>> = hasOwn ? { own } : LOADS;
if (wantsJson()) {
  const sizes = Object.fromEntries(Object.entries(loads).map(([name, load]) => [name, { ...load, ...sizingOf(load) }]));
  process.stdout.write(`${JSON.stringify({ measured: MEASURED, assumed: ASSUMED, sizes })}\n`);
} else process.stdout.write(`${sizingTable(loads).join('\n')}\n`);
