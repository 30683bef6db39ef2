/** How has this reader done so far? Numbers and times only: no code, no name. */

import type { TFunction } from 'i18next';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReaderStatus } from '../../../src-main/contract/status-api.ts';
import { vietnamTime } from '../../parts/vietnam-time.ts';
import styles from './settings-screen.module.css';

export function ReaderHealth({ status }: { readonly status: ReaderStatus }): ReactElement {
  const { t } = useTranslation();
  return (
    <p className={styles.hint} data-testid="reader-health" data-state={status.state}>
      {healthWords(status, t).join(' · ')}
    </p>
  );
}

function healthWords(
  { state, port, lastReadingAtUtcMs, health }: ReaderStatus,
  t: TFunction<'words'>,
): readonly string[] {
  const { sinceUtcMs, codes, halfCodes, babbledCodes, decodeWarnings } = health;
  return [
    t('settings.readers.health.state', { state: t(`reader.state.${state}`), time: vietnamTime(sinceUtcMs) }),
    ...(port === null ? [] : [t('settings.readers.health.on', { port })]),
    t('settings.readers.health.codes', { n: codes }),
    ...(lastReadingAtUtcMs === null
      ? []
      : [t('settings.readers.health.last', { time: vietnamTime(lastReadingAtUtcMs) })]),
    ...(halfCodes === 0 ? [] : [t('settings.readers.health.half', { n: halfCodes })]),
    ...(babbledCodes === 0 ? [] : [t('settings.readers.health.babbled', { n: babbledCodes })]),
    ...(decodeWarnings === 0 ? [] : [t('settings.readers.health.warnings', { n: decodeWarnings })]),
  ];
}
