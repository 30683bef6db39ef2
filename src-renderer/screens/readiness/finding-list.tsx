/** What was looked at, how is it, and what is to be done? A line each, the gravest first. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/icons.tsx';
import styles from './readiness-screen.module.css';
import type { Finding } from './use-finding-words.ts';
import { useFindingWords } from './use-finding-words.ts';

const SIGNS = { good: 'done', doubtful: 'warning', bad: 'close' } as const;
const GRAVENESS = { bad: 0, doubtful: 1, good: 2 } as const;

export function gravestFirst(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((left, right) => GRAVENESS[left.state] - GRAVENESS[right.state]);
}

export function FindingList({ findings }: { readonly findings: readonly Finding[] }): ReactElement {
  const { t } = useTranslation();
  const words = useFindingWords();
  return (
    <ul className={styles.findings}>
      {findings.map((finding) => {
        const toDo = words.toDo(finding);
        return (
          <li
            key={`${finding.check} ${finding.of ?? ''} ${finding.word}`}
            className={styles.finding}
            data-state={finding.state}
            data-finding={finding.check}
            data-word={finding.word}
          >
            <span className={styles.sign}>
              <Icon name={SIGNS[finding.state]} />
              <span className="visually-hidden">{t(`readiness.page.state.${finding.state}`)}</span>
            </span>
            <p>
              <span className={styles.check}>{t(`readiness.check.${finding.check}`)}</span>
              <strong>{words.what(finding)}.</strong>
              {toDo === null ? null : <span className={styles.toDo}>{toDo}</span>}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
