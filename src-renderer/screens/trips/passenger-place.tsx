/** Which seat, or which other bus? One tap, and back. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Passenger, Trip } from '../../../src-main/contract/trip-api.ts';
import { Button } from '../../parts/button.tsx';
import { vietnamTime } from '../../parts/vietnam-time.ts';
import styles from './trips-screen.module.css';

/** Of a bus whose seats nobody counted, so many are offered. */
const USUAL_SEATS = 45;

export type PassengerPlaceProps = {
  readonly passenger: Passenger;
  readonly what: 'seat' | 'trip';
  readonly trip: Trip;
  readonly others: readonly Trip[];
  readonly taken: readonly string[];
  readonly onSeat: (seat: string | null) => void;
  readonly onTrip: (tripId: string) => void;
  readonly onBack: () => void;
};

export function PassengerPlace(props: PassengerPlaceProps): ReactElement {
  const { passenger, what, trip, others, taken, onSeat, onTrip, onBack } = props;
  const { t } = useTranslation();
  const name = passenger.name ?? t('trips.noName');
  const seats = Array.from({ length: trip.seats || USUAL_SEATS }, (_none, index) => String(index + 1));
  return (
    <div className={styles.placing} data-testid="placing">
      <h3>{t(what === 'seat' ? 'trips.seatOf' : 'trips.moveTo', { name })}</h3>
      <div className={what === 'seat' ? styles.seats : styles.answers}>
        {what === 'seat'
          ? seats.map((seat) => (
              <button
                key={seat}
                type="button"
                className={styles.seat}
                aria-pressed={passenger.seat === seat}
                disabled={taken.includes(seat) && passenger.seat !== seat}
                data-seat={seat}
                onClick={() => onSeat(seat)}
              >
                {seat}
              </button>
            ))
          : others.map(({ id, plate, route, departsAtUtcMs }) => (
              <Button key={id} icon="bus" data-testid="move-to" onClick={() => onTrip(id)}>
                {plate} · {route} · {vietnamTime(departsAtUtcMs).slice(0, 5)}
              </Button>
            ))}
        {what === 'trip' && others.length === 0 ? <p>{t('trips.moveNone')}</p> : null}
      </div>
      <div className={styles.answers}>
        {what === 'seat' && passenger.seat !== null ? (
          <Button onClick={() => onSeat(null)}>{t('trips.seatFree')}</Button>
        ) : null}
        <Button weight="quiet" icon="back" onClick={onBack}>
          {t(what === 'seat' && passenger.seat === null ? 'trips.seatNext' : 'trips.back')}
        </Button>
      </div>
    </div>
  );
}
