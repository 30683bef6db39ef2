/** What does the driver take along? The passengers of a trip on paper, in full, and nothing else of the screen. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Passenger, Trip } from '../../../src-main/contract/trip-api.ts';
import { Paper } from '../../parts/paper.tsx';
import { vietnamDate, vietnamTime } from '../../parts/vietnam-time.ts';
import styles from './manifest-sheet.module.css';

export type ManifestSheetProps = {
  readonly trip: Trip;
  readonly passengers: readonly Passenger[];
  readonly venueName: string;
  readonly atUtcMs: number;
};

const COLUMNS = ['nth', 'name', 'number', 'birthYear', 'phone', 'seat', 'time'] as const;

export function ManifestSheet({ trip, passengers, venueName, atUtcMs }: ManifestSheetProps): ReactElement {
  const { t } = useTranslation();
  const minute = (utcMs: number): string => vietnamTime(utcMs).slice(0, 5);
  return (
    <Paper kind="document">
      <div className={styles.sheet} data-testid="manifest-sheet">
        <h1>{t('trips.sheet.title')}</h1>
        <p>
          {t('trips.sheet.line', {
            route: trip.route,
            plate: trip.plate,
            time: minute(trip.departsAtUtcMs),
            date: vietnamDate(trip.departsAtUtcMs),
          })}
        </p>
        {venueName === '' ? null : <p>{t('trips.sheet.venue', { venue: venueName })}</p>}
        <table>
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th key={column} scope="col">
                  {t(`trips.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {passengers.map((passenger, index) => (
              <tr key={`${passenger.entry.epoch}-${passenger.entry.seq}`}>
                <td>{index + 1}</td>
                <td>{passenger.name ?? t('trips.noName')}</td>
                <td>{passenger.number}</td>
                <td>{passenger.birthYear}</td>
                <td>{passenger.phone}</td>
                <td>{passenger.seat}</td>
                <td>{minute(passenger.atUtcMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p>
          {t('trips.sheet.printedAt', { time: minute(atUtcMs), date: vietnamDate(atUtcMs), total: passengers.length })}
        </p>
        <footer>
          <span>{t('trips.sheet.signature')}</span>
          <span>{t('trips.sheet.driver')}</span>
        </footer>
      </div>
    </Paper>
  );
}
