/** What may who stands at the screen do to a lane? */

import type { Gate } from '../contract/gate.ts';
import type { BarrierDesk } from './barrier-desk.ts';
import type { Log } from './opened-gate.ts';
import type { ScanDesk } from './scan-desk.ts';
import type { SettingsDesk } from './settings-desk.ts';
import type { TestDesk } from './test-desk.ts';

/** Turn it, try its barrier, and try its readers without anything being recorded. */
export function laneCalls(rooms: {
  readonly scans: ScanDesk;
  readonly tests: TestDesk;
  readonly barriers: BarrierDesk;
  readonly settings: SettingsDesk;
  readonly log: Log;
}): Pick<Gate, 'testLane' | 'testBarrier' | 'setDirection'> {
  const { scans, tests, barriers, settings, log } = rooms;
  return {
    testLane: ({ laneId, isOn }) => {
      if (!scans.hasLane(laneId)) return { type: 'unknown-lane' };
      if (tests.set(laneId, isOn)) log('lane-test', { lane: laneId, on: isOn ? 1 : 0 });
      return { type: 'set' };
    },
    testBarrier: ({ laneId }) => ({ type: barriers.test(laneId) }),
    setDirection: ({ laneId, direction }) => {
      if (!scans.hasLane(laneId)) return { type: 'unknown-lane' };
      scans.turnLane(laneId, direction);
      settings.turnLane(laneId, direction);
      return { type: 'set' };
    },
  };
}
