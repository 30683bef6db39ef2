/** Who is on this trip, in which seat, and which gates board it? */

import type { ReactElement } from 'react';
import { useCallback, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { GateSnapshot } from '../../../src-main/contract/gate-api.ts';
import type { Passenger, Trip } from '../../../src-main/contract/trip-api.ts';
import type { GateClient } from '../../gate-connection.ts';
import { Button, SureButton } from '../../parts/button.tsx';
import { useGate } from '../../parts/gate-context.ts';
import { printPage } from '../../parts/print-page.ts';
import { useDesk } from '../../parts/use-desk.ts';
import { vietnamTime } from '../../parts/vietnam-time.ts';
import { ManifestSheet } from './manifest-sheet.tsx';
import { PassengerPlace } from './passenger-place.tsx';
import styles from './trips-screen.module.css';

const TROUBLES = [
  'gone',
  'not-stored',
  'cannot-write',
  'unknown-lane',
  'unknown-trip',
  'trip-closed',
  'seat-taken',
] as const;
type Trouble = 'no-answer' | (typeof TROUBLES)[number];

export type TripPanelProps = {
  readonly trip: Trip;
  readonly trips: readonly Trip[];
  readonly snapshot: GateSnapshot;
};

export function TripPanel({ trip, trips, snapshot }: TripPanelProps): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [placing, setPlacing] = useState<{ readonly passenger: Passenger; readonly what: 'seat' | 'trip' } | null>(
    null,
  );
  const [printed, setPrinted] = useState<{
    readonly passengers: readonly Passenger[];
    readonly atUtcMs: number;
  } | null>(null);
  const { id: tripId } = trip;
  const load = useCallback((client: GateClient) => client.readManifest({ tripId, isFull: false }), [tripId]);
  const { value } = useDesk(load, snapshot.desk.revision);
  const passengers = value?.type === 'manifest' ? value.passengers : [];
  const isOpen = trip.closedAtUtcMs === null;
  const { laneTrips } = snapshot.desk;

  async function ask(call: (client: GateClient) => Promise<{ readonly type: string }>): Promise<void> {
    const answer = await gate.ask(call);
    const word = answer.type !== 'answered' ? 'no-answer' : answer.value.type;
    const found = word === 'no-answer' ? word : (TROUBLES.find((each) => each === word) ?? null);
    setTrouble(found);
    if (found === null) setPlacing(null);
  }

  /** The full names come for the paper alone, and go again with it. */
  async function print(): Promise<void> {
    const answer = await gate.ask((client) => client.readManifest({ tripId, isFull: true }));
    if (answer.type !== 'answered') return setTrouble('no-answer');
    if (answer.value.type !== 'manifest') return setTrouble(answer.value.type);
    const full = answer.value.passengers;
    flushSync(() => setPrinted({ passengers: full, atUtcMs: Date.now() }));
    await printPage();
    setPrinted(null);
  }

  return (
    <section className={styles.panel} aria-label={t('trips.manifest')} data-testid="trip-panel">
      <header className={styles.panelHead}>
        <div>
          <h2>{trip.plate}</h2>
          <p>{trip.route}</p>
        </div>
        <div className={styles.answers}>
          <Button icon="print" data-testid="print-manifest" onClick={() => void print()}>
            {t('trips.print')}
          </Button>
          {isOpen ? (
            <SureButton
              icon="bus"
              weight="plain"
              sure={t('trips.closeSure')}
              data-testid="close-trip"
              onSure={() => void ask((client) => client.closeTrip({ tripId }))}
            >
              {t('trips.close')}
            </SureButton>
          ) : null}
        </div>
      </header>
      <p role="alert" className={trouble === null ? styles.calm : styles.wrong}>
        {trouble === null ? null : t(`trips.error.${trouble}`)}
      </p>
      {isOpen ? (
        <fieldset className={styles.group}>
          <legend>{t('trips.lanes')}</legend>
          <div className={styles.answers}>
            {snapshot.lanes.map((lane) => {
              const isHere = laneTrips.some((each) => each.laneId === lane.id && each.tripId === tripId);
              return (
                <button
                  key={lane.id}
                  type="button"
                  className={styles.chip}
                  aria-pressed={isHere}
                  data-testid="board-lane"
                  data-lane={lane.id}
                  onClick={() =>
                    void ask((client) => client.setLaneTrip({ laneId: lane.id, tripId: isHere ? null : tripId }))
                  }
                >
                  {lane.name}
                </button>
              );
            })}
          </div>
          <p className={styles.hint}>{t('trips.lanesHint')}</p>
        </fieldset>
      ) : null}
      {placing === null ? null : (
        <PassengerPlace
          {...placing}
          trip={trip}
          others={trips.filter((each) => each.id !== tripId && each.closedAtUtcMs === null)}
          taken={passengers.flatMap(({ seat }) => (seat === null ? [] : [seat]))}
          onSeat={(seat) =>
            void ask((client) => client.seatPassenger({ entry: placing.passenger.entry, tripId, seat }))
          }
          onTrip={(to) => void ask((client) => client.movePassenger({ entry: placing.passenger.entry, tripId: to }))}
          onBack={() => setPlacing(null)}
        />
      )}
      {passengers.length === 0 ? <p className={styles.empty}>{t('trips.nobody')}</p> : null}
      <ul className={styles.list}>
        {passengers.map((passenger) => (
          <li
            key={`${passenger.entry.epoch}-${passenger.entry.seq}`}
            className={styles.passenger}
            data-testid="passenger"
          >
            <span className={styles.time}>{vietnamTime(passenger.atUtcMs).slice(0, 5)}</span>
            <span className={styles.who}>
              <strong>{passenger.name ?? t('trips.noName')}</strong>
              <span>{passenger.number}</span>
              {passenger.isToCheck ? <em className={styles.toCheck}>{t('trips.toCheck')}</em> : null}
            </span>
            <Button
              icon="seat"
              data-testid="seat"
              disabled={!isOpen}
              onClick={() => setPlacing({ passenger, what: 'seat' })}
            >
              {passenger.seat ?? t('trips.seatChoose')}
            </Button>
            <Button
              icon="swap"
              weight="quiet"
              data-testid="move"
              onClick={() => setPlacing({ passenger, what: 'trip' })}
            >
              {t('trips.move')}
            </Button>
          </li>
        ))}
      </ul>
      {printed === null ? null : <ManifestSheet {...printed} trip={trip} venueName={snapshot.settings.venue.name} />}
    </section>
  );
}
