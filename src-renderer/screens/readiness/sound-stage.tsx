/** Does the guard hear every verdict from where he stands? All tones one after the other, and one question. */

import type { ReactElement } from 'react';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Verdict } from '../../../src-main/core/entry/verdict.ts';
import { VERDICTS } from '../../../src-main/core/entry/verdict.ts';
import { Button } from '../../parts/button.tsx';
import { VerdictShape } from '../../parts/verdict-shape.tsx';
import { lengthMs, TONES } from '../../sound/tones.ts';
import styles from './readiness-screen.module.css';
import type { Heard } from './self-test-run.ts';

export type SoundStageProps = {
  readonly isSilent: boolean;
  readonly onSound: (verdict: Verdict) => void;
  readonly onAnswer: (heard: Heard) => void;
};

const BETWEEN_MS = 350;

export function SoundStage({ isSilent, onSound, onAnswer }: SoundStageProps): ReactElement {
  const { t } = useTranslation();
  const [turn, setTurn] = useState(0);
  const tone = isSilent ? null : (VERDICTS[turn] ?? null);
  const play = useEffectEvent(onSound);
  useEffect(() => {
    if (tone === null) return undefined;
    play(tone);
    const timer = setTimeout(() => setTurn((now) => now + 1), lengthMs(TONES[tone]) + BETWEEN_MS);
    return () => clearTimeout(timer);
  }, [tone]);
  if (isSilent) {
    return (
      <section className={styles.stage} data-testid="stage-sound">
        <h2>{t('readiness.page.sound.silent')}</h2>
        <div className={styles.answers}>
          <Button isLarge weight="main" icon="next" data-testid="sound-next" onClick={() => onAnswer('skipped')}>
            {t('readiness.page.sound.next')}
          </Button>
        </div>
      </section>
    );
  }
  return (
    <section className={styles.stage} data-testid="stage-sound">
      <h2>
        <span role="status">{t(tone === null ? 'readiness.page.sound.question' : 'readiness.page.sound.listen')}</span>
      </h2>
      <ul className={styles.tones}>
        {VERDICTS.map((verdict) => (
          <li key={verdict} data-verdict={verdict} data-sounding={verdict === tone}>
            <span className={styles.tone}>
              <VerdictShape verdict={verdict} />
            </span>
            {t(`verdict.${verdict}.word.in`)}
          </li>
        ))}
      </ul>
      <div className={styles.answers}>
        <Button isLarge weight="main" icon="done" data-testid="heard" onClick={() => onAnswer('heard')}>
          {t('readiness.page.sound.heard')}
        </Button>
        <Button isLarge icon="muted" data-testid="not-heard" onClick={() => onAnswer('not-heard')}>
          {t('readiness.page.sound.notHeard')}
        </Button>
        <Button isLarge icon="refresh" disabled={tone !== null} onClick={() => setTurn(0)}>
          {t('readiness.page.sound.repeat')}
        </Button>
      </div>
    </section>
  );
}
