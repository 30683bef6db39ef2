/** May the gate open? In one glance, then what is to be done first, then everything that was looked at. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SelfTest } from '../../../src-main/contract/readiness-api.ts';
import { VerdictShape } from '../../parts/verdict-shape.tsx';
import { vietnamDate, vietnamTime } from '../../parts/vietnam-time.ts';
import { FindingList, gravestFirst } from './finding-list.tsx';
import styles from './readiness-screen.module.css';

/** The colours and outlines that a guard knows from the verdicts. */
const AS_VERDICT = { ready: 'admit', doubts: 'check', 'not-ready': 'refuse' } as const;

export function TestResult({ test }: { readonly test: SelfTest }): ReactElement {
  const { t } = useTranslation();
  const open = gravestFirst(test.findings.filter(({ state }) => state !== 'good'));
  return (
    <>
      <ResultBanner test={test} />
      {open.length === 0 ? null : (
        <section>
          <h2>{t('readiness.page.toDo')}</h2>
          <FindingList findings={open} />
        </section>
      )}
      <details className={styles.more} open={open.length === 0}>
        <summary>{t('readiness.page.all', { total: test.findings.length })}</summary>
        <FindingList findings={gravestFirst(test.findings)} />
      </details>
    </>
  );
}

export function ResultBanner({
  test,
}: {
  readonly test: Pick<SelfTest, 'result' | 'atUtcMs' | 'tookMs'>;
}): ReactElement {
  const { t } = useTranslation();
  const verdict = AS_VERDICT[test.result];
  return (
    <section
      className={styles.banner}
      data-testid="test-result"
      data-result={test.result}
      data-verdict={verdict}
      role="status"
    >
      <span className={styles.shape}>
        <VerdictShape verdict={verdict} />
      </span>
      <div>
        <p className={styles.word}>{t(`readiness.page.result.${test.result}`)}</p>
        <p>{t(`readiness.page.resultDo.${test.result}`)}</p>
        <p>
          {t('readiness.page.tookAt', {
            time: momentOf(test.atUtcMs),
            seconds: Math.max(1, Math.round(test.tookMs / 1_000)),
          })}
        </p>
      </div>
    </section>
  );
}

/** `07:05 21/11/2026`. */
export function momentOf(atUtcMs: number): string {
  return `${vietnamTime(atUtcMs).slice(0, 5)} ${vietnamDate(atUtcMs)}`;
}
