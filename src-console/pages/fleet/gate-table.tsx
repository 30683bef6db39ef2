/** How does a page of gates stand side by side, the gravest first? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FleetGate } from '../../../src-collector/contract/fleet-calls.ts';
import { Badge } from '../../../src-renderer/parts/badge.tsx';
import type { Column } from '../../parts/data-table.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { hrefOf } from '../../place.ts';
import styles from './fleet-page.module.css';
import { SettingsSign } from './from-afar.tsx';
import { gravestFirst, toneOf } from './gravest-first.ts';
import { PresenceSign } from './presence-sign.tsx';
import { SelfTestSign } from './self-test-sign.tsx';
import { useFleetWords } from './use-fleet-words.ts';

export type GateTableProps = {
  readonly gates: readonly FleetGate[];
  readonly nowUtcMs: number;
  readonly path: readonly string[];
  readonly isFiltered: boolean;
};

export function GateTable({ gates, nowUtcMs, path, isFiltered }: GateTableProps): ReactElement {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const words = useFleetWords();
  const columns: readonly Column<FleetGate>[] = [
    {
      key: 'gate',
      head: t('fleet.table.gate'),
      kind: 'words',
      cell: ({ device, venueName, unit }) => (
        <span className={styles.two}>
          <a href={hrefOf('fleet', path, { gate: device })} data-testid="gate">
            {venueName === '' ? t('fleet.unnamed') : venueName} <code>{device.slice(0, 8)}</code>
          </a>
          {unit.length === 0 ? (
            <small>{t('fleet.noUnit')}</small>
          ) : (
            <small>
              <a href={hrefOf('fleet', unit)}>{unit.join(' › ')}</a>
            </small>
          )}
        </span>
      ),
      sortBy: ({ venueName }) => venueName,
    },
    {
      key: 'alarms',
      head: t('fleet.table.alarms'),
      kind: 'words',
      cell: ({ alarms, standing }) => (
        <span className={styles.alarms}>
          {standing === 'trusted' ? null : (
            <Badge tone="calm" icon="locked">
              {words.standing(standing)}
            </Badge>
          )}
          {alarms.map((alarm) => (
            <Badge key={alarm} tone={toneOf(alarm)}>
              {t(`fleet.alarm.${alarm}.name`)}
            </Badge>
          ))}
          {standing === 'trusted' && alarms.length === 0 ? (
            <span className={styles.soft}>{t('fleet.fine')}</span>
          ) : null}
        </span>
      ),
    },
    {
      key: 'heard',
      head: t('fleet.table.heard'),
      kind: 'words',
      cell: (gate) => <PresenceSign gate={gate} nowUtcMs={nowUtcMs} />,
      sortBy: ({ heardAtUtcMs }) => heardAtUtcMs ?? 0,
    },
    {
      key: 'waiting',
      head: t('fleet.table.waiting'),
      kind: 'number',
      cell: ({ report }) =>
        report === null ? (
          <span className={styles.soft}>{t('fleet.noReport')}</span>
        ) : (
          <span className={styles.two}>
            {number.format(report.pending)}
            {report.oldestPendingAtUtcMs === null ? null : (
              <small>{words.age(report.oldestPendingAtUtcMs, nowUtcMs)}</small>
            )}
            {report.quarantined === 0 ? null : <small>{t('fleet.refused', { count: report.quarantined })}</small>}
          </span>
        ),
      sortBy: ({ report }) => report?.pending ?? null,
    },
    {
      key: 'self-test',
      head: t('fleet.selfTest.head'),
      kind: 'words',
      cell: ({ report }) => (report === null ? null : <SelfTestSign test={report.selfTest} nowUtcMs={nowUtcMs} />),
      sortBy: ({ report }) => report?.selfTest?.atUtcMs ?? null,
    },
    {
      key: 'version',
      head: t('fleet.table.version'),
      kind: 'words',
      cell: ({ report }) =>
        report === null ? null : (
          <span className={styles.two}>
            {report.version}
            <SettingsSign standing={report.fromAfar} />
          </span>
        ),
      sortBy: ({ report }) => report?.version ?? null,
    },
    {
      key: 'clock',
      head: t('fleet.table.machine'),
      kind: 'words',
      cell: ({ report }) =>
        report === null ? null : (
          <span className={styles.two}>
            {words.clockOffset(report.clockOffsetMs)}
            <small>{t('fleet.free', { size: words.bytes(report.freeBytes) })}</small>
          </span>
        ),
      sortBy: ({ report }) =>
        report?.clockOffsetMs === null || report === null ? null : Math.abs(report.clockOffsetMs),
    },
    {
      key: 'readers',
      head: t('fleet.table.readers'),
      kind: 'words',
      cell: ({ report }) =>
        report === null
          ? null
          : t('fleet.readersReady', {
              ready: report.readers.filter(({ state }) => state === 'ready').length,
              count: report.readers.length,
            }),
    },
  ];
  return (
    <>
      <DataTable
        caption={t('fleet.table.caption')}
        columns={columns}
        rows={gravestFirst(gates)}
        keyOf={({ device }) => device}
        noneWord={t(isFiltered ? 'fleet.table.noneAlarm' : 'fleet.table.none')}
      />
      <p className={styles.soft}>{t('fleet.table.sorted')}</p>
    </>
  );
}
