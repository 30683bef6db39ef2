/** Did a launcher start this gate, and what does it want to hear of it? */

import type { UpdateOptions } from '../gate/open-updates.ts';

const WELL_AFTER_MS = 60_000;

/**
 * `GATE_UPDATES_DIR` and `GATE_START_ID` are the launcher's. `GATE_WELL_AFTER_MS` and `GATE_UPDATE_PACE_MS` shorten what takes a minute, for
 * tests. Absent = no launcher.
 */
export function updateOptionsFrom(
  env: NodeJS.ProcessEnv,
  shell: 'electron' | 'kiosk',
  opensScreen: boolean,
  restart: () => void,
): UpdateOptions | undefined {
  const { GATE_UPDATES_DIR: root, GATE_START_ID: startId } = env;
  if (!root || !startId) return undefined;
  return {
    root,
    startId,
    platform: `${process.platform}-${process.arch}-${shell}`,
    opensScreen,
    restart,
    wellAfterMs: Number(env.GATE_WELL_AFTER_MS ?? WELL_AFTER_MS),
    paceMs: env.GATE_UPDATE_PACE_MS === undefined ? undefined : Number(env.GATE_UPDATE_PACE_MS),
  };
}
