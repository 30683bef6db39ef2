/** How many gates have which alarm, and how are those alone shown? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../src-collector/contract/console-api.ts';
import type { Alarm } from '../../../src-collector/contract/fleet-calls.ts';
import { ALARMS } from '../../../src-collector/contract/fleet-calls.ts';
import { Notice } from '../../../src-renderer/parts/notice.tsx';
import { hrefOf } from '../../place.ts';
import styles from './fleet-page.module.css';
import { toneOf } from './gravest-first.ts';

export type AlarmFilterProps = {
  readonly overview: CallOutput<'fleet.overview'>;
  readonly alarm: Alarm | 'any' | null;
  readonly path: readonly string[];
};

/** Each a link, so that it can be sent on. What nobody has is left out, unless it is what is shown. */
export function AlarmFilter({ overview, alarm, path }: AlarmFilterProps): ReactElement {
  const { t } = useTranslation();
  const { gates, withAlarm, alarms } = overview;
  const shown = ALARMS.filter((each) => (alarms[each] ?? 0) > 0 || each === alarm);
  return (
    <>
      <nav aria-label={t('fleet.filter.label')} data-print="never">
        <ul className={styles.filter}>
          <Choice name={t('fleet.filter.all')} count={gates} is="all" isOpen={alarm === null} path={path} />
          <Choice name={t('fleet.filter.any')} count={withAlarm} is="any" isOpen={alarm === 'any'} path={path} />
          {shown.map((each) => (
            <Choice
              key={each}
              name={t(`fleet.alarm.${each}.name`)}
              count={alarms[each] ?? 0}
              is={each}
              isOpen={each === alarm}
              path={path}
            />
          ))}
        </ul>
      </nav>
      {alarm === null || alarm === 'any' ? null : (
        <Notice tone={toneOf(alarm)}>
          <strong>{t('fleet.filter.what')}: </strong>
          {t(`fleet.alarm.${alarm}.do`)}
        </Notice>
      )}
    </>
  );
}

type ChoiceProps = {
  readonly name: string;
  readonly count: number;
  readonly is: Alarm | 'any' | 'all';
  readonly isOpen: boolean;
  readonly path: readonly string[];
};

function Choice({ name, count, is, isOpen, path }: ChoiceProps): ReactElement {
  return (
    <li>
      <a
        href={hrefOf('fleet', path, { alarm: is === 'all' ? '' : is })}
        aria-current={isOpen ? 'true' : undefined}
        data-testid={`alarm-${is}`}
      >
        {name} <strong>{count}</strong>
      </a>
    </li>
  );
}
