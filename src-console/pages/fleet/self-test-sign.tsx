/** Who tested this gate last before a shift, and what was not well then? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FleetGate } from '../../../src-collector/contract/fleet-calls.ts';
import styles from './fleet-page.module.css';
import { useFleetWords } from './use-fleet-words.ts';

export type SelfTestSignProps = {
  readonly test: NonNullable<FleetGate['report']>['selfTest'];
  readonly nowUtcMs: number;
};

/** When, what came out, and the names of what failed; never what was seen there. */
export function SelfTestSign({ test, nowUtcMs }: SelfTestSignProps): ReactElement {
  const { t } = useTranslation();
  const words = useFleetWords();
  if (test === null) return <span className={styles.soft}>{t('fleet.selfTest.never')}</span>;
  const named = (checks: readonly string[]): string => checks.map(words.check).join(', ');
  return (
    <span className={styles.two} data-self-test={test.result}>
      <span>{`${t('fleet.ago', { age: words.age(test.atUtcMs, nowUtcMs) })}: ${words.testResult(test.result)}`}</span>
      {test.bad.length === 0 ? null : <small>{t('fleet.selfTest.bad', { words: named(test.bad) })}</small>}
      {test.doubtful.length === 0 ? null : (
        <small>{t('fleet.selfTest.doubtful', { words: named(test.doubtful) })}</small>
      )}
    </span>
  );
}
