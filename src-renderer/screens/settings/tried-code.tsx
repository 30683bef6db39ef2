/** What came of a code that was only tried? Its kind and what would be shown; of the person nothing that is not masked. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tried } from '../../../src-main/contract/scan-api.ts';
import styles from './settings-screen.module.css';

export function TriedCode({ tried }: { readonly tried: Tried }): ReactElement {
  const { t } = useTranslation();
  const { shown, length, encoding, line } = tried;
  const { codeKind, maskedName, maskedNumber, verdict, direction, reasons } = shown;
  return (
    <div data-testid="tried" data-verdict={verdict} data-kind={codeKind} role="status">
      <p>
        <strong>
          {codeKind === null ? t('selfTest.unread') : t('selfTest.read', { kind: t(`kind.${codeKind}`) })}
        </strong>
      </p>
      {codeKind === null ? null : (
        <p className={styles.masked}>
          {t('selfTest.person', {
            name: maskedName ?? t('selfTest.noName'),
            number: maskedNumber ?? t('selfTest.noNumber'),
          })}
        </p>
      )}
      <p>{t('selfTest.would', { verdict: t(`verdict.${verdict}.word.${direction}`) })}</p>
      {reasons.length === 0 ? null : (
        <p>{t('selfTest.warned', { words: reasons.map((reason) => t(`reason.${reason}`)).join('; ') })}</p>
      )}
      <p className={styles.hint}>{t('selfTest.length', { n: length, encoding })}</p>
      {line === null ? null : (
        <p className={styles.hint} data-testid="line-signal" data-marked={line.isMarked}>
          {t('selfTest.line.bytes', { n: line.bytes })} ·{' '}
          {line.isMarked ? t('selfTest.line.marked') : t('selfTest.line.silence')}
        </p>
      )}
    </div>
  );
}
