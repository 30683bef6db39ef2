/** What of the gate at work is seen while it is set up: its cameras, which read, and the verdicts? */

import type { ReactElement } from 'react';
import type { Settings } from '../../../src-main/contract/settings.ts';
import { CameraView } from '../../parts/camera-view.tsx';
import { VerdictPanel } from '../../parts/verdict-panel.tsx';
import type { CameraAbilities } from '../../readers/camera-tuning.ts';
import styles from './settings-screen.module.css';
import type { SettingsScreenProps } from './settings-screen-props.ts';

/** The picture of each camera, of a draft too, and what can be set on it. */
export function Previews({
  draft,
  snapshot,
  onCode,
  onAbilities,
}: SettingsScreenProps & {
  readonly draft: Settings;
  readonly onAbilities: (readerId: string, abilities: CameraAbilities) => void;
}): ReactElement | null {
  const cameras = draft.readers.filter((reader) => reader.kind === 'camera');
  if (cameras.length === 0) return null;
  return (
    <aside className={styles.previews}>
      {cameras.map((camera) => {
        const laneName = draft.lanes.find((lane) => lane.id === camera.laneId)?.name ?? '';
        return (
          <figure key={camera.id} className={styles.preview} data-preview={camera.id}>
            <CameraView
              camera={camera}
              laneName={laneName}
              readers={draft.readers}
              believed={snapshot.status.readers.find((reader) => reader.id === camera.id)}
              onCode={(code) => onCode(camera, code)}
              onAbilities={(abilities) => onAbilities(camera.id, abilities)}
            >
              {() => <figcaption>{laneName}</figcaption>}
            </CameraView>
          </figure>
        );
      })}
    </aside>
  );
}

/** The verdict on whoever passes meanwhile. */
export function Band({ verdict, verdictLaneName, onVerdictEnded }: SettingsScreenProps): ReactElement | null {
  if (verdict === null) return null;
  return (
    <div className={styles.band}>
      <VerdictPanel
        key={verdict.key}
        place="band"
        verdict={verdict}
        laneName={verdictLaneName}
        onEnded={onVerdictEnded}
      />
    </div>
  );
}
