/** What does the camera of a lane see, and where should the card be held? */

import type { ReactElement, ReactNode } from 'react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CameraReaderSettings, ReaderSettings } from '../../src-main/contract/settings.ts';
import type { ReaderStatus } from '../../src-main/contract/status-api.ts';
import { claimedIds } from '../readers/camera-choice.ts';
import type { Hint } from '../readers/camera-guidance.ts';
import { guide, newGuidance } from '../readers/camera-guidance.ts';
import type { CameraReader, CameraStatus } from '../readers/camera-reader.ts';
import { startCamera } from '../readers/camera-reader.ts';
import type { CameraAbilities } from '../readers/camera-tuning.ts';
import styles from './camera-view.module.css';
import { Icon } from './icons.tsx';
import type { ReadCode } from './submit-code.ts';
import { useReaderReport } from './use-reader-report.ts';

export type CameraSettings = CameraReaderSettings;

export type CameraViewProps = {
  readonly camera: CameraSettings;
  readonly laneName: string;
  /** All readers of the gate: the camera of another is never taken for this one. */
  readonly readers: readonly ReaderSettings[];
  readonly believed: ReaderStatus | undefined;
  readonly onCode: (code: ReadCode) => void;
  /** What can be set of the camera, once it was open. */
  readonly onAbilities?: (abilities: CameraAbilities) => void;
  /** What stands over the live picture; told what to say to somebody who holds a card and is not read. */
  readonly children: (hint: Hint | null) => ReactNode;
};

const STARTING: CameraStatus = { state: 'starting', trouble: null, label: null, isStandIn: false, abilities: null };

/** Runs the camera while it is mounted. */
export function CameraView(props: CameraViewProps): ReactElement {
  const { camera, laneName, readers, believed, onCode, onAbilities, children } = props;
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const reader = useRef<CameraReader | null>(null);
  const [status, setStatus] = useState(STARTING);
  const [hint, setHint] = useState<Hint | null>(null);
  const takeCode = useEffectEvent(onCode);
  const tellAbilities = useEffectEvent((abilities: CameraAbilities) => onAbilities?.(abilities));
  const { deviceId, label, facing, mayStandIn, picture } = camera;
  const pictureNow = useEffectEvent(() => picture);
  const claimed = claimedIds(readers, camera.id).join('\n');

  useEffect(() => {
    if (video.current === null) return undefined;
    let guidance = newGuidance();
    const started = startCamera({
      wish: { deviceId, label, facing, mayStandIn, claimedIds: claimed === '' ? [] : claimed.split('\n') },
      picture: pictureNow(),
      video: video.current,
      decoder: 'auto',
      onCode: ({ text, encoding }) => takeCode({ text, encoding }),
      onStatus: (next) => {
        setStatus(next);
        if (next.abilities !== null) tellAbilities(next.abilities);
      },
      onPicture: (picture) => {
        guidance = guide(guidance, picture);
        setHint(guidance.hint);
      },
    });
    reader.current = started;
    return () => started.close();
  }, [deviceId, label, facing, mayStandIn, claimed]);
  useEffect(() => reader.current?.tune(picture), [picture]);
  useReaderReport(camera.id, status, believed);

  return (
    <div className={styles.view} data-camera={status.state} data-camera-of={camera.id}>
      <video ref={video} className={styles.video} aria-label={t('camera.live', { lane: laneName })} muted playsInline />
      {status.state === 'ready' ? children(hint) : <CameraNotice status={status} />}
      {status.state === 'ready' && status.isStandIn ? <p className={styles.standIn}>{t('camera.standIn')}</p> : null}
    </div>
  );
}

function CameraNotice({ status }: { readonly status: CameraStatus }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles.notice}>
      <Icon name={status.state === 'lost' ? 'warning' : 'camera'} size={56} />
      {status.state === 'lost' ? (
        <>
          <p className={styles.noticeTitle}>
            {t('reader.camera')} {t(`trouble.${status.trouble ?? 'other'}.what`)}
          </p>
          <p>{t(`trouble.${status.trouble ?? 'other'}.do`)}</p>
        </>
      ) : (
        <p className={styles.noticeTitle}>{t('camera.starting')}</p>
      )}
    </div>
  );
}
