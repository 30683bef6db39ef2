/** What is put into the folder, where a venue keeps its self-tests on paper? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SelfTest } from '../../../src-main/contract/readiness-api.ts';
import { Paper } from '../../parts/paper.tsx';
import { gravestFirst } from './finding-list.tsx';
import styles from './readiness-sheet.module.css';
import { momentOf } from './test-result.tsx';
import { useFindingWords } from './use-finding-words.ts';

export function ReadinessSheet(props: { readonly test: SelfTest; readonly venueName: string }): ReactElement {
  const { test, venueName } = props;
  const { t } = useTranslation();
  const words = useFindingWords();
  return (
    <Paper kind="document">
      <article className={styles.sheet}>
        <h1>{t('readiness.page.sheetTitle')}</h1>
        <p>
          {venueName} {momentOf(test.atUtcMs)}
        </p>
        <p className={styles.result}>{t(`readiness.page.result.${test.result}`)}</p>
        <table>
          <tbody>
            {gravestFirst(test.findings).map((finding) => (
              <tr key={`${finding.check} ${finding.of ?? ''} ${finding.word}`}>
                <th scope="row">{t(`readiness.check.${finding.check}`)}</th>
                <td>{t(`readiness.page.state.${finding.state}`)}</td>
                <td>
                  {words.what(finding)}. {words.toDo(finding)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className={styles.sign}>{t('readiness.page.signed')}</p>
      </article>
    </Paper>
  );
}
