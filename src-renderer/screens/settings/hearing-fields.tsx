/** Are the verdicts heard where the guard stands, with the noise of the day? He tells them apart by ear alone. */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Verdict } from '../../../src-main/core/entry/verdict.ts';
import { VERDICTS } from '../../../src-main/core/entry/verdict.ts';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { VerdictShape } from '../../parts/verdict-shape.tsx';
import type { HearingTest } from '../../sound/hearing-test.ts';
import { answerHearing, missedTones, newHearingTest, toneNow } from '../../sound/hearing-test.ts';
import hearing from './hearing-fields.module.css';
import styles from './settings-screen.module.css';

/** As loud as the gate can be. */
const FULL = 1;

export function HearingFields({
  onTestSound,
}: {
  readonly onTestSound: (verdict: Verdict, volume: number) => void;
}): ReactElement {
  const { t } = useTranslation();
  const [run, setRun] = useState<HearingTest | null>(null);
  const tone = run === null ? null : toneNow(run);
  const play = (verdict: Verdict): void => onTestSound(verdict, FULL);

  function start(): void {
    const next = newHearingTest(Math.random);
    setRun(next);
    const first = toneNow(next);
    if (first !== null) play(first);
  }

  function answer(heard: Verdict | null): void {
    if (run === null) return;
    const next = answerHearing(run, heard);
    setRun(next);
    const following = toneNow(next);
    if (following !== null) play(following);
  }

  return (
    <section className={styles.card} data-testid="hearing-test" data-running={tone !== null}>
      <header className={styles.cardHead}>
        <h3>{t('sound.test.title')}</h3>
        <Button weight={tone === null ? 'main' : 'plain'} data-testid="start-hearing" onClick={start}>
          {run === null ? t('sound.test.start') : t('sound.test.again')}
        </Button>
      </header>
      <p className={styles.hint}>{t('sound.test.hint')}</p>
      {run !== null && tone !== null ? (
        <p role="status">
          <strong>{t('sound.test.question', { n: run.answers.length + 1, total: run.order.length })}</strong>
        </p>
      ) : null}
      <div className={hearing.tones}>
        {VERDICTS.map((verdict) => (
          <button
            key={verdict}
            type="button"
            className={hearing.tone}
            data-tone={verdict}
            onClick={() => (tone === null ? play(verdict) : answer(verdict))}
          >
            <span className={hearing.shape} data-verdict={verdict}>
              <VerdictShape verdict={verdict} />
            </span>
            {t(`verdict.${verdict}.word.in`)}
          </button>
        ))}
      </div>
      {tone === null ? null : (
        <div className={styles.actions}>
          <Button icon="refresh" onClick={() => play(tone)}>
            {t('sound.test.repeat')}
          </Button>
          <Button icon="muted" data-testid="heard-nothing" onClick={() => answer(null)}>
            {t('sound.test.nothing')}
          </Button>
        </div>
      )}
      {run !== null && tone === null ? <Heard run={run} /> : null}
    </section>
  );
}

function Heard({ run }: { readonly run: HearingTest }): ReactElement {
  const { t } = useTranslation();
  const missed = missedTones(run).map((verdict) => t(`verdict.${verdict}.word.in`));
  if (missed.length === 0) return <Notice tone="well">{t('sound.test.allHeard', { total: run.order.length })}</Notice>;
  return (
    <Notice tone="warning">
      {t('sound.test.missed', { words: missed.join(', ') })} {t('sound.test.missedDo')}
    </Notice>
  );
}
