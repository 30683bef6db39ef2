/** What does each verdict look and sound like, and does a scan here lead to one? Nothing of it is recorded. */

import type { ReactElement } from 'react';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Verdict } from '../../../src-main/core/entry/verdict.ts';
import type { ScreenVerdict } from '../../gate-state.ts';
import { Button } from '../../parts/button.tsx';
import { CameraMirror } from '../../parts/camera-mirror.tsx';
import { VerdictPanel } from '../../parts/verdict-panel.tsx';
import { useTrial } from '../settings/use-trial.ts';
import styles from './first-run.module.css';
import { PRACTISED, sampleVerdict, triedVerdict } from './practice-verdicts.ts';
import type { StepProps } from './step-props.ts';

export function PracticeStep({ snapshot, tried, onSound }: StepProps): ReactElement {
  const { t } = useTranslation();
  const lane = snapshot.lanes[0];
  const [isOn, setIsOn] = useState(false);
  const [shown, setShown] = useState<ScreenVerdict | null>(null);
  const [firstTried] = useState(tried);
  useTrial(isOn && lane !== undefined ? lane.id : null);
  const cameras = snapshot.settings.readers.filter(({ kind, laneId }) => kind === 'camera' && laneId === lane?.id);

  function show(verdict: ScreenVerdict): void {
    setShown(verdict);
    onSound(verdict.verdict);
  }
  const showTried = useEffectEvent(() => {
    if (tried !== null && tried !== firstTried && isOn) show(triedVerdict(tried));
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each code that was tried is shown once.
  useEffect(() => showTried(), [tried]);

  return (
    <div className={styles.rows}>
      <p>{t('firstRun.practice.hint')}</p>
      <div className={styles.verdicts}>
        {PRACTISED.map((verdict: Verdict) => (
          <button
            key={verdict}
            type="button"
            className={styles.sample}
            data-verdict={verdict}
            data-testid={`practise-${verdict}`}
            aria-pressed={shown?.verdict === verdict}
            onClick={() => show(sampleVerdict(verdict, lane?.id ?? '', Date.now()))}
          >
            {t(`firstRun.practice.word.${verdict}`)}
          </button>
        ))}
      </div>
      <div className={styles.actions}>
        <Button weight={isOn ? 'plain' : 'main'} icon="eye" data-testid="practise-scan" onClick={() => setIsOn(!isOn)}>
          {isOn ? t('firstRun.practice.stop') : t('firstRun.practice.scan')}
        </Button>
        <p role="status" className={styles.note}>
          {isOn ? t('firstRun.practice.on') : null}
        </p>
      </div>
      <div aria-live="polite" className={styles.shown} data-testid="practised">
        {shown === null ? (
          <p className={styles.hint}>{t('firstRun.practice.press')}</p>
        ) : (
          <VerdictPanel key={shown.key} place="echo" verdict={shown} laneName={null} onEnded={() => setShown(null)} />
        )}
      </div>
      {isOn ? (
        <div className={styles.mirrors}>
          {cameras.map(({ id }) => (
            <CameraMirror key={id} readerId={id} label={t('camera.live', { lane: lane?.name ?? '' })} />
          ))}
        </div>
      ) : null}
    </div>
  );
}
