/** What does the guard stand before all day? The lanes, what just happened, and how the machine is. */

import type { ReactElement } from 'react';
import type { GateSnapshot } from '../../src-main/contract/gate-api.ts';
import type { ScreenState, ScreenVerdict } from '../gate-state.ts';
import type { CameraSettings } from '../parts/camera-view.tsx';
import { LaneTile } from '../parts/lane-tile.tsx';
import { RecentStrip } from '../parts/recent-strip.tsx';
import { StatusStrip } from '../parts/status-strip.tsx';
import type { ReadCode } from '../parts/submit-code.ts';
import { TopBar } from '../parts/top-bar.tsx';
import type { Undoable } from '../parts/undoable.ts';
import type { Hearing } from '../parts/use-verdict-sound.ts';
import { SetupCard } from './first-run/setup-card.tsx';
import styles from './gate-screen.module.css';
import { SelfTestCard } from './readiness/self-test-card.tsx';

export type GateScreenProps = {
  readonly snapshot: GateSnapshot;
  readonly state: ScreenState;
  readonly hearing: Hearing;
  readonly onCode: (reader: CameraSettings, code: ReadCode) => void;
  readonly onVerdictEnded: (verdict: ScreenVerdict) => void;
  readonly onManualEntry: (laneId: string) => void;
  readonly onUndo: (what: Undoable) => void;
  readonly onMenu: () => void;
  readonly onSettings: () => void;
  /** The guard wants the sound back. */
  readonly onSound: () => void;
  readonly onTest: () => void;
  readonly onFirstRun: () => void;
  readonly onSelfTest: () => void;
};

export function GateScreen(props: GateScreenProps): ReactElement {
  const { snapshot, state, hearing, onUndo, onMenu, onSettings, onSound, onTest, onFirstRun, onSelfTest } = props;
  return (
    <div className={styles.screen} data-screen="gate">
      <div>
        <TopBar snapshot={snapshot} hearing={hearing} onMenu={onMenu} onSettings={onSettings} onSound={onSound} />
        <SetupCard settings={snapshot.settings} onFirstRun={onFirstRun} />
        <SelfTestCard settings={snapshot.settings} onTest={onSelfTest} />
      </div>
      <Lanes {...props} />
      <RecentStrip recent={state.recent} lanes={snapshot.lanes} onUndo={onUndo} />
      <StatusStrip snapshot={snapshot} hearing={hearing} onTest={onTest} />
    </div>
  );
}

/** Lanes with a camera get the larger part: their picture needs it. */
function Lanes({ snapshot, state, onCode, onVerdictEnded, onManualEntry, onUndo }: GateScreenProps): ReactElement {
  const { lanes, settings, status } = snapshot;
  const hasCamera = (laneId: string): boolean =>
    settings.readers.some((reader) => reader.laneId === laneId && reader.kind === 'camera');
  const groups = [lanes.filter(({ id }) => hasCamera(id)), lanes.filter(({ id }) => !hasCamera(id))];
  return (
    <main className={styles.stage} data-lanes={lanes.length} data-many={(groups[1]?.length ?? 0) > 2}>
      {groups
        .filter((group) => group.length > 0)
        .map((group) => (
          <div key={group[0]?.id} className={styles.group} data-camera={hasCamera(group[0]?.id ?? '')}>
            {group.map((lane) => (
              <LaneTile
                key={lane.id}
                lane={lane}
                isAlone={lanes.length === 1}
                readers={settings.readers}
                status={status}
                verdict={state.verdicts[lane.id] ?? null}
                boarding={snapshot.desk.laneTrips.find(({ laneId }) => laneId === lane.id) ?? null}
                onCode={onCode}
                onManualEntry={onManualEntry}
                onUndo={onUndo}
                onVerdictEnded={onVerdictEnded}
              />
            ))}
          </div>
        ))}
    </main>
  );
}
