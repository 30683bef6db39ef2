/** What happens at one lane now? Ready and waiting, or a verdict over all of it. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaneView } from '../../src-main/contract/gate-api.ts';
import type { ReaderSettings } from '../../src-main/contract/settings.ts';
import type { GateStatus } from '../../src-main/contract/status-api.ts';
import type { LaneTrip } from '../../src-main/contract/trip-api.ts';
import type { ScreenVerdict } from '../gate-state.ts';
import { Button } from './button.tsx';
import type { CameraSettings } from './camera-view.tsx';
import { CameraView } from './camera-view.tsx';
import { DirectionSwitch } from './direction-switch.tsx';
import { Icon } from './icons.tsx';
import styles from './lane-tile.module.css';
import { PlacementFrame } from './placement-frame.tsx';
import { ReadyPicture } from './ready-picture.tsx';
import type { ReadCode } from './submit-code.ts';
import type { Undoable } from './undoable.ts';
import { VerdictPanel } from './verdict-panel.tsx';

export type LaneTileProps = {
  readonly lane: LaneView;
  /** The only lane of this gate: it fills the screen, and needs no name. */
  readonly isAlone: boolean;
  /** Of all lanes. */
  readonly readers: readonly ReaderSettings[];
  readonly status: GateStatus;
  readonly verdict: ScreenVerdict | null;
  /** The trip that this lane's passengers go on. */
  readonly boarding: LaneTrip | null;
  readonly onCode: (reader: CameraSettings, code: ReadCode) => void;
  readonly onManualEntry: (laneId: string) => void;
  readonly onUndo: (what: Undoable) => void;
  readonly onVerdictEnded: (verdict: ScreenVerdict) => void;
};

export function LaneTile(props: LaneTileProps): ReactElement {
  const { lane, isAlone, verdict, boarding, onManualEntry, onUndo, onVerdictEnded } = props;
  const { t } = useTranslation();
  return (
    <article
      className={styles.tile}
      aria-label={lane.name}
      data-testid="lane"
      data-lane={lane.id}
      data-direction={lane.direction}
      data-alone={isAlone}
    >
      <div className={styles.inside}>
        <div className={styles.scene}>
          <Scene {...props} />
        </div>
        <div className={styles.controls}>
          <h2 className={styles.name}>{lane.name}</h2>
          {boarding === null ? null : (
            <p className={styles.boarding} data-testid="boarding">
              {t('trips.boardingNow', { plate: boarding.plate, route: boarding.route })}
            </p>
          )}
          <DirectionSwitch lane={lane} />
          <Button isLarge icon="keyboard" data-testid="open-manual-entry" onClick={() => onManualEntry(lane.id)}>
            {t('manual.open')}
          </Button>
        </div>
      </div>
      {verdict === null ? null : (
        <VerdictPanel
          key={verdict.key}
          verdict={verdict}
          laneName={isAlone ? null : lane.name}
          onEnded={onVerdictEnded}
          onManualEntry={() => onManualEntry(lane.id)}
          onUndo={onUndo}
        />
      )}
    </article>
  );
}

/** Camera lanes show what their cameras see; the others invite. What keeps people from passing stands over both. */
function Scene({ lane, readers, status, onCode }: LaneTileProps): ReactElement {
  const cameras = readers.filter(({ laneId }) => laneId === lane.id).filter((reader) => reader.kind === 'camera');
  const trouble = troubleOf(lane, status);
  return (
    <>
      {cameras.length === 0 ? <Invitation trouble={trouble} /> : null}
      {cameras.map((camera) => (
        <div key={camera.id} className={styles.camera}>
          <CameraView
            camera={camera}
            laneName={lane.name}
            readers={readers}
            believed={status.readers.find((reader) => reader.id === camera.id)}
            onCode={(code) => onCode(camera, code)}
          >
            {(hint) => <PlacementFrame hint={hint} />}
          </CameraView>
        </div>
      ))}
      {cameras.length > 0 && trouble === 'logFailing' ? <LogFailing /> : null}
    </>
  );
}

type LaneTrouble = 'logFailing' | 'noReader' | 'readersLost';

function troubleOf(lane: LaneView, status: GateStatus): LaneTrouble | null {
  if (status.log === 'failing') return 'logFailing';
  const readers = status.readers.filter((reader) => reader.laneId === lane.id);
  if (readers.length === 0) return 'noReader';
  return readers.every((reader) => reader.state === 'lost') ? 'readersLost' : null;
}

function Invitation({ trouble }: { readonly trouble: LaneTrouble | null }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles.invitation} data-trouble={trouble}>
      {trouble === null ? <ReadyPicture /> : <Icon name="warning" size={88} />}
      <p className={styles.title}>{t(`ready.${trouble ?? 'title'}`)}</p>
      <p className={styles.hint}>{t(trouble === null ? 'ready.scanner' : `ready.${trouble}Do`)}</p>
    </div>
  );
}

function LogFailing(): ReactElement {
  const { t } = useTranslation();
  return (
    <div role="alert" className={styles.logFailing}>
      <Icon name="warning" size={40} />
      <p>
        <strong>{t('ready.logFailing')}</strong> {t('ready.logFailingDo')}
      </p>
    </div>
  );
}
