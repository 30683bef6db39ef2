/** What does the camera of a lane see, and where should the card be held? */

import type { ReactElement, ReactNode } from 'react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReaderStatus } from '../../src-main/contract/gate-api.ts';
import type { ReaderSettings } from '../../src-main/contract/settings.ts';
import type { CameraStatus } from '../readers/camera-reader.ts';
import { startCamera } from '../readers/camera-reader.ts';
import styles from './camera-view.module.css';
import { Icon } from './icons.tsx';
import type { ReadCode } from './submit-code.ts';
import { useReaderReport } from './use-reader-report.ts';

export type CameraSettings = Extract<ReaderSettings, { kind: 'camera' }>;

export type CameraViewProps = {
  readonly camera: CameraSettings;
  readonly laneName: string;
  readonly believed: ReaderStatus | undefined;
  readonly onCode: (code: ReadCode) => void;
  /** What stands over the live picture. */
  readonly children?: ReactNode;
};

const STARTING: CameraStatus = { state: 'starting', trouble: null, label: null };

/** Runs the camera while it is mounted. */
export function CameraView({ camera, laneName, believed, onCode, children }: CameraViewProps): ReactElement {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const [status, setStatus] = useState(STARTING);
  const takeCode = useEffectEvent(onCode);
  const { deviceId } = camera;

  useEffect(() => {
    if (video.current === null) return undefined;
    const reader = startCamera({
      deviceId,
      video: video.current,
      decoder: 'auto',
      onCode: ({ text, encoding }) => takeCode({ text, encoding }),
      onStatus: setStatus,
    });
    return () => reader.close();
  }, [deviceId]);
  useReaderReport(camera.id, status, believed);

  return (
    <div className={styles.view} data-camera={status.state}>
      <video ref={video} className={styles.video} aria-label={t('camera.live', { lane: laneName })} muted playsInline />
      {status.state === 'ready' ? children : <CameraNotice status={status} />}
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
