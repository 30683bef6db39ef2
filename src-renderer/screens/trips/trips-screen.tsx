/** Which buses leave, who is on each, and which gate boards which? */

import type { ReactElement } from 'react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GateSnapshot } from '../../../src-main/contract/gate-api.ts';
import type { Trip } from '../../../src-main/contract/trip-api.ts';
import type { GateClient } from '../../gate-connection.ts';
import { Button } from '../../parts/button.tsx';
import type { VerdictEcho } from '../../parts/page.tsx';
import { Page } from '../../parts/page.tsx';
import { useDesk } from '../../parts/use-desk.ts';
import { useNowUtcMs } from '../../parts/use-now.ts';
import { vietnamTime } from '../../parts/vietnam-time.ts';
import { NewTrip } from './new-trip.tsx';
import { TripPanel } from './trip-panel.tsx';
import styles from './trips-screen.module.css';

export type TripsScreenProps = {
  readonly snapshot: GateSnapshot;
  readonly echo: VerdictEcho;
  readonly onClosed: () => void;
};

const listTrips = (client: GateClient) => client.listTrips();

export function TripsScreen({ snapshot, echo, onClosed }: TripsScreenProps): ReactElement {
  const { t } = useTranslation();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [isOpening, setIsOpening] = useState(false);
  const load = useCallback(listTrips, []);
  const { value, hasFailed } = useDesk(load, snapshot.desk.revision);
  const trips = value?.trips ?? [];
  const open = trips.find(({ id }) => id === chosenId) ?? trips.find(({ closedAtUtcMs }) => closedAtUtcMs === null);
  return (
    <Page
      name="trips"
      title={t('trips.title')}
      echo={echo}
      onClosed={onClosed}
      actions={
        <Button icon="plus" weight="main" data-testid="new-trip" onClick={() => setIsOpening(true)}>
          {t('trips.new')}
        </Button>
      }
    >
      <p role="alert" className={hasFailed ? styles.wrong : styles.calm}>
        {hasFailed ? t('trips.error.no-answer') : null}
      </p>
      {isOpening ? (
        <NewTrip
          onCancel={() => setIsOpening(false)}
          onOpened={(trip) => {
            setIsOpening(false);
            setChosenId(trip.id);
          }}
        />
      ) : null}
      {value === null ? null : (
        <div className={styles.columns}>
          <TripList trips={trips} openId={open?.id ?? null} onOpen={setChosenId} />
          {open === undefined ? null : <TripPanel key={open.id} trip={open} trips={trips} snapshot={snapshot} />}
        </div>
      )}
    </Page>
  );
}

function TripList(props: {
  readonly trips: readonly Trip[];
  readonly openId: string | null;
  readonly onOpen: (id: string) => void;
}): ReactElement {
  const { trips, openId, onOpen } = props;
  const { t } = useTranslation();
  const nowUtcMs = useNowUtcMs();
  if (trips.length === 0) return <p className={styles.empty}>{t('trips.empty')}</p>;
  return (
    <ul className={styles.list} aria-label={t('trips.list')}>
      {trips.map((trip) => (
        <li key={trip.id}>
          <button
            type="button"
            className={styles.trip}
            data-testid="trip"
            data-closed={trip.closedAtUtcMs !== null}
            aria-pressed={trip.id === openId}
            onClick={() => onOpen(trip.id)}
          >
            <strong className={styles.plate}>{trip.plate}</strong>
            <span>{trip.route}</span>
            <span className={styles.more}>{timeLine(trip, nowUtcMs)}</span>
            <span className={styles.more}>
              {trip.seats === 0
                ? t('trips.passengers', { total: trip.passengers })
                : t('trips.ofSeats', { total: trip.passengers, seats: trip.seats })}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );

  function timeLine({ closedAtUtcMs, departsAtUtcMs }: Trip, at: number): string {
    if (closedAtUtcMs !== null) return t('trips.left', { time: vietnamTime(closedAtUtcMs).slice(0, 5) });
    const leaves = t('trips.leaves', { time: vietnamTime(departsAtUtcMs).slice(0, 5) });
    return departsAtUtcMs < at ? `${leaves} · ${t('trips.late')}` : leaves;
  }
}
