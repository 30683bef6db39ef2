/** How is the machine? Chips for what is well, and above them a sentence for each thing that is not. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { GateSnapshot } from '../../src-main/contract/gate-api.ts';
import { Button } from './button.tsx';
import { useGate } from './gate-context.ts';
import { Icon } from './icons.tsx';
import { statusNotes } from './status-notes.ts';
import styles from './status-strip.module.css';
import { useNowUtcMs } from './use-now.ts';
import type { Hearing } from './use-verdict-sound.ts';

export type StatusStripProps = {
  readonly snapshot: GateSnapshot;
  readonly hearing: Hearing;
  /** The guard wants to try the readers out. */
  readonly onTest: () => void;
};

export function StatusStrip({ snapshot, hearing, onTest }: StatusStripProps): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const notes = statusNotes({ snapshot, hearing, nowUtcMs: useNowUtcMs(), t });
  const problems = notes.filter(({ tone }) => tone === 'warning' || tone === 'alarm');
  const chips = notes.filter(({ tone }) => tone === 'well' || tone === 'calm');
  return (
    <section className={styles.strip} aria-label={t('status.title')} data-testid="status">
      {problems.length === 0 ? null : (
        <ul className={styles.problems} aria-label={t('status.problems')}>
          {problems.map(({ key, icon, tone, text, toDo, isOfReader, isOfQuarantine }) => (
            <li key={key} data-note={key} data-tone={tone} className={styles.problem}>
              <Icon name={icon} />
              <p>
                <strong>{text}.</strong> {toDo}
              </p>
              {isOfReader ? (
                <Button data-testid="open-test" onClick={onTest}>
                  {t('selfTest.try')}
                </Button>
              ) : null}
              {isOfQuarantine ? (
                <Button
                  data-testid="retry-quarantined"
                  onClick={() => void gate.ask((client) => client.retryQuarantined())}
                >
                  {t('status.quarantinedRetry')}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      <ul className={styles.chips}>
        {chips.map(({ key, icon, tone, text }) => (
          <li key={key} data-note={key} data-tone={tone} className={styles.chip}>
            <Icon name={icon} size="1.25rem" />
            {text}
          </li>
        ))}
      </ul>
    </section>
  );
}
