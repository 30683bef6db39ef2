/** Are these two cards one person's? Asked where it is not certain, answered with one press. */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JoinQuestion } from '../../../src-main/contract/visit-api.ts';
import { Button } from '../../parts/button.tsx';
import { useGate } from '../../parts/gate-context.ts';
import styles from './visits-screen.module.css';

export function JoinQuestions({ questions }: { readonly questions: readonly JoinQuestion[] }): ReactElement | null {
  const { t } = useTranslation();
  const gate = useGate();
  const [hasFailed, setHasFailed] = useState(false);

  async function answer({ visit, with: other }: JoinQuestion, isSame: boolean): Promise<void> {
    const got = await gate.ask((client) => client.answerJoin({ visit, with: other, isSame }));
    setHasFailed(got.type !== 'answered' || got.value.type === 'not-stored');
  }

  return (
    <>
      <p role="alert" className={hasFailed ? styles.wrong : styles.calm}>
        {hasFailed ? t('visits.error.no-answer') : null}
      </p>
      {questions.map((question) => (
        <section key={`${question.visit.epoch}-${question.visit.seq}`} className={styles.question} data-testid="join">
          <h2>{t('visits.join.title')}</h2>
          <ul>
            {[question.two, question.one].map((side, index) => (
              <li key={index === 0 ? 'earlier' : 'later'}>
                <strong>{side.maskedName ?? t('visits.noName')}</strong> {side.maskedNumber}{' '}
                {side.birthYear === null ? null : t('visits.join.born', { year: side.birthYear })}
              </li>
            ))}
          </ul>
          <div className={styles.answers}>
            <Button isLarge weight="main" icon="done" onClick={() => void answer(question, true)}>
              {t('visits.join.same')}
            </Button>
            <Button isLarge icon="close" onClick={() => void answer(question, false)}>
              {t('visits.join.apart')}
            </Button>
          </div>
        </section>
      ))}
    </>
  );
}
