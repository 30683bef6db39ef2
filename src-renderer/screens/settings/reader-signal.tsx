/** What does a reader get to see at this moment? Figures only, never a picture or a code. */

import type { ReactElement } from 'react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VideoSignal } from '../../readers/video-signal.ts';
import { watchVideo } from '../../readers/video-signal.ts';
import type { WedgeSignal } from '../../readers/wedge-buffer.ts';
import styles from './settings-screen.module.css';

/** Of the camera's picture beside the settings. */
export function CameraSignal({ readerId }: { readonly readerId: string }): ReactElement {
  const { t } = useTranslation();
  const [signal, setSignal] = useState<VideoSignal | null>(null);
  const [readInMs, setReadInMs] = useState<number | null>(null);
  useEffect(() => {
    const find = (): HTMLVideoElement | null =>
      document.querySelector<HTMLVideoElement>(`[data-preview="${CSS.escape(readerId)}"] video`);
    const watch = watchVideo(find, setSignal);
    return () => watch.close();
  }, [readerId]);
  useEffect(
    () =>
      onWindow<{ readonly takenAtMs: number }>('gate:camera-code', ({ takenAtMs }) =>
        setReadInMs(performance.now() - takenAtMs),
      ),
    [],
  );
  if (signal === null) return <p className={styles.hint}>{t('selfTest.camera.waiting')}</p>;
  const { framesPerSecond, width, height, quality } = signal;
  return (
    <div data-testid="camera-signal" data-frames={Math.round(framesPerSecond ?? 0)}>
      <p>{t('selfTest.camera.live', { fps: Math.round(framesPerSecond ?? 0), width, height })}</p>
      <Bar label={t('selfTest.camera.light')} value={quality.meanLevel / 255} />
      <Bar label={t('selfTest.camera.sharp')} value={quality.sharpness ?? 0} />
      <Bar label={t('selfTest.camera.glare')} value={quality.glareShare} />
      {quality.isBlack ? <p>{t('selfTest.camera.black')}</p> : null}
      {readInMs === null ? null : <p>{t('selfTest.camera.inMs', { n: Math.round(readInMs) })}</p>}
    </div>
  );
}

/** Of the last code that was typed. */
export function WedgeSignalLine(): ReactElement | null {
  const { t } = useTranslation();
  const [signal, setSignal] = useState<WedgeSignal | null>(null);
  useEffect(() => onWindow<WedgeSignal>('gate:wedge-code', setSignal), []);
  if (signal === null) return null;
  const { keys, medianGapMs, longestGapMs, endedBy, isRewritten } = signal;
  return (
    <div data-testid="wedge-signal" data-ended-by={endedBy}>
      <p>
        {t('selfTest.wedge.keys', { n: keys })}
        {medianGapMs === null || longestGapMs === null
          ? ''
          : ` · ${t('selfTest.wedge.gaps', { median: Math.round(medianGapMs), longest: Math.round(longestGapMs) })}`}
        {` · ${t(`selfTest.wedge.end.${endedBy}`)}`}
      </p>
      {isRewritten ? <p>{t('selfTest.wedge.rewritten')}</p> : null}
    </div>
  );
}

function Bar({ label, value }: { readonly label: string; readonly value: number }): ReactElement {
  return (
    <label className={styles.bar}>
      <span>{label}</span>
      <meter min={0} max={1} value={Math.min(1, value)} />
    </label>
  );
}

function onWindow<T>(type: string, take: (detail: T) => void): () => void {
  const hear = (event: Event): void => {
    if (event instanceof CustomEvent) take(event.detail as T);
  };
  window.addEventListener(type, hear);
  return () => window.removeEventListener(type, hear);
}
