/** What stands in a report on the screen and on paper? Figures beside the period before, what was silent, and the charts. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaneView } from '../../../src-main/contract/gate-api.ts';
import type { ReportView } from '../../../src-main/contract/report-api.ts';
import { vietnamClock, vietnamDay } from '../../../src-main/core/report/period.ts';
import type { Bar } from '../../parts/bars.tsx';
import { Bars } from '../../parts/bars.tsx';
import { groupedNumber } from '../../parts/grouped-number.ts';
import { Icon } from '../../parts/icons.tsx';
import { FIGURE_NAMES, figureText, hourLabel, peakTime, readableMean, readableShare, sorted } from './report-words.ts';
import styles from './reports-screen.module.css';

export type ReportBodyProps = {
  readonly report: ReportView;
  readonly lanes: readonly LaneView[];
  readonly language: 'vi' | 'en';
};

export function ReportBody(props: ReportBodyProps): ReactElement {
  const { report, language } = props;
  const { t } = useTranslation();
  return (
    <div className={styles.body} data-report>
      <Notes {...props} />
      <Silent {...props} />
      <dl className={styles.figures}>
        {FIGURE_NAMES.map((name) => (
          <div
            key={name}
            className={styles.figure}
            data-figure={name}
            data-main={name === 'scans' || name === 'persons'}
          >
            <dt>{t(`reports.figure.${name}.name`)}</dt>
            <dd className={styles.now}>{figureText(report.figures, name, language, t('reports.unknown'))}</dd>
            <dd className={styles.before}>
              {t('reports.was', { n: figureText(report.before, name, language, t('reports.unknown')) })}
            </dd>
          </div>
        ))}
        <div className={styles.figure} data-figure="peak">
          <dt>{t('reports.figure.peak.name')}</dt>
          <dd className={styles.now}>{report.peak === null ? '–' : groupedNumber(report.peak.scans, language)}</dd>
          <dd className={styles.before}>{peakTime(report)}</dd>
        </div>
      </dl>
      <Charts {...props} />
      <details className={styles.definitions} open={false}>
        <summary>{t('reports.definitions')}</summary>
        <Definitions />
      </details>
    </div>
  );
}

function Notes({ report }: ReportBodyProps): ReactElement {
  const { t } = useTranslation();
  const isRunning = report.countedUntilUtcMs < report.period.untilUtcMs;
  return (
    <p className={styles.notes}>
      {isRunning
        ? `${t('reports.running', { time: vietnamClock(report.countedUntilUtcMs), date: vietnamDay(report.countedUntilUtcMs) })} `
        : ''}
      {t('reports.comparedWith', { from: timed(report.beforeFromUtcMs), until: timed(report.beforeUntilUtcMs, true) })}
      {report.figures.scans === 0 ? ` ${t('reports.nobody')}` : ''}
      {report.missingDays.length > 0 ? ` ${t('reports.missing', { n: report.missingDays.length })}` : ''}
    </p>
  );
}

/** First of all: what an administrator must not learn at the end of the month only. */
function Silent({ report, lanes }: ReportBodyProps): ReactElement | null {
  const { t } = useTranslation();
  const { silent } = report;
  // Of a day that goes on nobody can say yet.
  const isOver = report.countedUntilUtcMs >= report.period.untilUtcMs;
  if (silent.length === 0) {
    return isOver && report.figures.scans > 0 ? <p className={styles.notes}>{t('reports.noScans')}</p> : null;
  }
  return (
    <section className={styles.silent} data-testid="silent">
      <h3>
        <Icon name="warning" /> {t('reports.by.silent')}
      </h3>
      <ul>
        {silent.map(({ dayStartUtcMs, laneId }) => (
          <li key={`${dayStartUtcMs} ${laneId ?? ''}`}>
            {laneId === null
              ? t('reports.silentDay.gate', { date: vietnamDay(dayStartUtcMs) })
              : t('reports.silentDay.lane', { date: vietnamDay(dayStartUtcMs), lane: laneName(lanes, laneId) })}
          </li>
        ))}
      </ul>
      <p>{t('reports.silentDo')}</p>
    </section>
  );
}

function Charts({ report, lanes, language }: ReportBodyProps): ReactElement {
  const { t } = useTranslation();
  const say = (value: number): string => groupedNumber(value, language);
  const common = { say, tableWord: t('reports.table'), noneWord: t('reports.none') };
  const scans = t('reports.figure.scans.name');
  const days: Bar[] = report.days.map((day) => ({
    key: String(day.dayStartUtcMs),
    label: vietnamDay(day.dayStartUtcMs).slice(0, 5),
    value: day.scans,
    more: [say(day.persons), say(day.refused), say(day.manual), readableMean(day.sevenDayMean, language)],
  }));
  const laneIds = [...new Set([...lanes.map(({ id }) => id), ...Object.keys(report.lanes)])];
  const laneBars: Bar[] = laneIds.map((id) => {
    const lane = report.lanes[id];
    const { admittedIn = 0, admittedOut = 0, checked = 0, refused = 0, manual = 0, scans: value = 0 } = lane ?? {};
    return {
      key: id,
      label: laneName(lanes, id),
      value,
      more: [say(admittedIn), say(admittedOut), say(checked), say(refused), readableShare(manual, value, language)],
    };
  });
  const words = (counts: Readonly<Record<string, number>>, named: (key: string) => string): Bar[] =>
    sorted(counts).map(([key, value]) => ({ key, label: named(key), value }));
  // What a later version wrote into the log has no words here: its own is shown.
  const reasonName = (key: string): string => t(`reason.${key as 'forged'}`, { defaultValue: key });
  const readerName = (key: string): string => t(`reports.reader.${key as 'serial'}`, { defaultValue: key });
  const figure = (
    name: 'persons' | 'refused' | 'manual' | 'sevenDayMean' | 'admittedIn' | 'admittedOut' | 'checked' | 'manualShare',
  ): string => t(`reports.figure.${name}.name`);
  return (
    <div className={styles.charts}>
      {report.period.kind === 'day' ? null : (
        <div className={styles.wide}>
          <Bars
            {...common}
            title={t('reports.by.days')}
            way="columns"
            bars={days}
            heads={[
              t('reports.column.day'),
              scans,
              figure('persons'),
              figure('refused'),
              figure('manual'),
              figure('sevenDayMean'),
            ]}
          />
        </div>
      )}
      <div className={styles.wide}>
        <Bars
          {...common}
          title={t('reports.by.hours')}
          way="columns"
          bars={report.hours.map((value, hour) => ({ key: String(hour), label: hourLabel(hour), value }))}
          heads={[t('reports.column.hour'), scans]}
        />
      </div>
      <Bars
        {...common}
        title={t('reports.by.lanes')}
        way="rows"
        bars={laneBars}
        heads={[
          t('reports.column.lane'),
          scans,
          figure('admittedIn'),
          figure('admittedOut'),
          figure('checked'),
          figure('refused'),
          figure('manualShare'),
        ]}
      />
      <Bars
        {...common}
        title={t('reports.by.readers')}
        way="rows"
        bars={words(report.readers, readerName)}
        heads={[t('reports.column.reader'), scans]}
      />
      <Bars
        {...common}
        title={t('reports.by.refusals')}
        way="rows"
        bars={words(report.refusals, reasonName)}
        heads={[t('reports.column.reason'), scans]}
      />
      <Bars
        {...common}
        title={t('reports.by.checks')}
        way="rows"
        bars={words(report.checks, reasonName)}
        heads={[t('reports.column.reason'), scans]}
      />
    </div>
  );
}

const DEFINED = [...FIGURE_NAMES, 'unlogged', 'peak', 'sevenDayMean', 'silent', 'day', 'before'] as const;

export function Definitions(): ReactElement {
  const { t } = useTranslation();
  return (
    <dl className={styles.meanings}>
      {DEFINED.map((name) => (
        <div key={name}>
          <dt>{t(`reports.figure.${name}.name`)}</dt>
          <dd>{t(`reports.figure.${name}.meaning`)}</dd>
        </div>
      ))}
    </dl>
  );
}

function laneName(lanes: readonly LaneView[], id: string): string {
  return lanes.find((lane) => lane.id === id)?.name ?? id;
}

/** A day alone where it begins or ends at midnight; what ends then ends with the day before. */
function timed(atUtcMs: number, isEnd = false): string {
  const clock = vietnamClock(atUtcMs);
  return clock === '00:00' ? vietnamDay(isEnd ? atUtcMs - 1 : atUtcMs) : `${clock} ${vietnamDay(atUtcMs)}`;
}
