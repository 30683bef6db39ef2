/** How is this gate, all of it? Facts in, findings out; the running gate, its self-test and the doctor ask here. */

import type { Finding } from './finding.ts';
import type { ClockFacts } from './judge-clock.ts';
import { judgeClock } from './judge-clock.ts';
import type { CollectorFacts } from './judge-collector.ts';
import { judgeCollector } from './judge-collector.ts';
import type { DataFacts } from './judge-data.ts';
import { judgeData } from './judge-data.ts';
import type { DeviceFacts } from './judge-devices.ts';
import { judgeDevices } from './judge-devices.ts';
import type { KeyFacts } from './judge-keys.ts';
import { judgeKeys } from './judge-keys.ts';
import type { MachineFacts, ProgramFacts } from './judge-machine.ts';
import { judgeMachine, judgeProgram } from './judge-machine.ts';
import type { CameraFacts, SoundFacts } from './judge-picture.ts';
import { judgeCamera, judgeSound } from './judge-picture.ts';
import type { LaneFacts } from './judge-readers.ts';
import { judgeLanes } from './judge-readers.ts';

export type Facts = {
  readonly nowUtcMs: number;
  readonly clock: ClockFacts;
  readonly data: DataFacts;
  readonly keys: KeyFacts;
  readonly collector: CollectorFacts;
  readonly machine: MachineFacts;
  /** Of a machine that no gate runs on. */
  readonly program: ProgramFacts | null;
  readonly devices: DeviceFacts | null;
  /** Of a gate that runs. */
  readonly lanes: LaneFacts | null;
  /** Of a self-test. */
  readonly cameras: readonly CameraFacts[];
  readonly sound: SoundFacts | null;
};

/** In the order in which they are read: what is nearest to the guard first. */
export function judge(facts: Facts): readonly Finding[] {
  const { nowUtcMs, program, devices, lanes, sound } = facts;
  return [
    ...(program === null ? [] : judgeProgram(program)),
    ...(lanes === null ? [] : judgeLanes(lanes)),
    ...facts.cameras.map(judgeCamera),
    ...(sound === null ? [] : [judgeSound(sound)]),
    judgeClock(facts.clock),
    ...judgeData(facts.data, nowUtcMs),
    ...judgeKeys(facts.keys, nowUtcMs),
    ...(devices === null ? [] : judgeDevices(devices)),
    ...judgeCollector(facts.collector, nowUtcMs),
    ...judgeMachine(facts.machine),
  ];
}
