/** Is the machine itself fit: program, memory, heat, power, printer, time zone? */

import type { Finding } from './finding.ts';
import { bad, doubtful, good } from './finding.ts';
import { EMPTY_BATTERY_PERCENT, HOT_CELSIUS, LOW_MEMORY_BYTES } from './limits.ts';

const VIETNAM_OFFSET_MINUTES = 7 * 60;

export type MachineFacts = {
  readonly zone: { readonly name: string; readonly offsetMinutes: number };
  /** What programs may still have, in bytes. */
  readonly freeMemoryBytes: number;
  /** Of the hottest part that says it; `null` where none does. */
  readonly celsius: number | null;
  /** `null` where there is no battery, so that the mains are all there is. */
  readonly battery: { readonly percent: number; readonly isOnMains: boolean } | null;
  /** How many the system knows; `null` = nobody was asked. */
  readonly printers: number | null;
};

export function judgeMachine({ zone, freeMemoryBytes, celsius, battery, printers }: MachineFacts): readonly Finding[] {
  const megabytes = Math.round(freeMemoryBytes / 1e6);
  return [
    zone.offsetMinutes === VIETNAM_OFFSET_MINUTES
      ? good('time-zone', 'zone-vietnam', { zone: zone.name })
      : doubtful('time-zone', 'zone-other', { zone: zone.name, hours: zone.offsetMinutes / 60 }),
    freeMemoryBytes < LOW_MEMORY_BYTES
      ? doubtful('memory', 'memory-low', { megabytes })
      : good('memory', 'memory-free', { megabytes }),
    ...(celsius === null ? [] : [judgeHeat(Math.round(celsius))]),
    ...(battery === null ? [] : [judgePower(battery)]),
    judgePrinters(printers),
  ];
}

function judgeHeat(celsius: number): Finding {
  return celsius >= HOT_CELSIUS
    ? doubtful('temperature', 'temperature-hot', { celsius })
    : good('temperature', 'temperature-cool', { celsius });
}

function judgePower({ percent, isOnMains }: NonNullable<MachineFacts['battery']>): Finding {
  if (isOnMains) return percent >= 100 ? good('power', 'power-mains') : good('power', 'power-charging', { percent });
  return percent < EMPTY_BATTERY_PERCENT
    ? bad('power', 'power-empty', { percent })
    : doubtful('power', 'power-battery', { percent });
}

/** A gate without a printer writes a file instead: nothing is amiss. */
function judgePrinters(printers: number | null): Finding {
  if (printers === null) return good('printer', 'printer-not-asked');
  return printers === 0 ? good('printer', 'printer-none') : good('printer', 'printer-there', { count: printers });
}

/** What only a machine lacks that no gate runs on yet. */
export type ProgramFacts = {
  readonly node: { readonly version: string; readonly isEnough: boolean };
  readonly hasDisplay: boolean;
  /** By what the screen would be shown; `null` = by nothing. */
  readonly shell: { readonly type: 'electron'; readonly version: string } | { readonly type: 'browser' } | null;
  readonly doesDecoderStart: boolean;
};

export function judgeProgram({ node, hasDisplay, shell, doesDecoderStart }: ProgramFacts): readonly Finding[] {
  const { version } = node;
  return [
    node.isEnough ? good('node', 'node-enough', { version }) : bad('node', 'node-old', { version }),
    hasDisplay ? good('display', 'display-there') : doubtful('display', 'display-none'),
    judgeShell(shell),
    doesDecoderStart ? good('decoder', 'decoder-starts') : doubtful('decoder', 'decoder-fails'),
  ];
}

function judgeShell(shell: ProgramFacts['shell']): Finding {
  if (shell === null) return bad('screen', 'screen-none');
  return shell.type === 'electron'
    ? good('screen', 'screen-electron', { version: shell.version })
    : good('screen', 'screen-browser');
}
