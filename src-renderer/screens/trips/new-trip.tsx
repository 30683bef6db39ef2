/** How is a trip opened? Route, plate, time, seats. */

import type { FormEvent, ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trip } from '../../../src-main/contract/trip-api.ts';
import { Button } from '../../parts/button.tsx';
import { TextField } from '../../parts/fields.tsx';
import { useGate } from '../../parts/gate-context.ts';
import type { TripErrors, TripForm } from './trip-form.ts';
import { checkTripForm, EMPTY_TRIP } from './trip-form.ts';
import styles from './trips-screen.module.css';

export type NewTripProps = { readonly onOpened: (trip: Trip) => void; readonly onCancel: () => void };

export function NewTrip({ onOpened, onCancel }: NewTripProps): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const [form, setForm] = useState(EMPTY_TRIP);
  const [errors, setErrors] = useState<TripErrors>({});
  const [trouble, setTrouble] = useState<'no-answer' | 'cannot-write' | null>(null);

  function change(part: Partial<TripForm>): void {
    setForm({ ...form, ...part });
    // "Press again for a foreign bus" holds until another plate is typed.
    setErrors(errors.plate !== undefined && !('plate' in part) ? { plate: errors.plate } : {});
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const checked = checkTripForm(form, Date.now(), errors.plate !== undefined);
    if (checked.type === 'incomplete') return setErrors(checked.errors);
    const answer = await gate.ask((client) => client.openTrip(checked.order));
    if (answer.type !== 'answered') setTrouble('no-answer');
    else if (answer.value.type === 'opened') onOpened(answer.value.trip);
    else if (answer.value.type === 'plate-shape') setErrors({ plate: 'plate-shape' });
    else setTrouble(answer.value.type);
  }

  const wordsOf = (error: string | undefined): string | null =>
    error === undefined ? null : t(`trips.error.${error as keyof typeof ERRORS}`);
  return (
    <form className={styles.form} noValidate data-testid="trip-form" onSubmit={(event) => void submit(event)}>
      <TextField
        label={t('trips.route')}
        name="route"
        hint={t('trips.routeHint')}
        maxLength={80}
        value={form.route}
        error={wordsOf(errors.route)}
        onText={(route) => change({ route })}
      />
      <div className={styles.row}>
        <TextField
          label={t('trips.plate')}
          name="plate"
          hint={t('trips.plateHint')}
          maxLength={20}
          autoCapitalize="characters"
          value={form.plate}
          error={wordsOf(errors.plate)}
          onText={(plate) => change({ plate })}
        />
        <TextField
          label={t('trips.departs')}
          name="time"
          hint={t('trips.departsHint')}
          inputMode="numeric"
          maxLength={5}
          value={form.time}
          error={wordsOf(errors.time)}
          onText={(time) => change({ time })}
        />
        <TextField
          label={t('trips.seats')}
          name="seats"
          hint={t('trips.seatsHint')}
          inputMode="numeric"
          value={form.seats}
          error={wordsOf(errors.seats)}
          onText={(seats) => change({ seats })}
        />
      </div>
      <p role="alert" className={trouble === null ? styles.calm : styles.wrong}>
        {trouble === null ? null : t(`trips.error.${trouble}`)}
      </p>
      <footer className={styles.foot}>
        <Button isLarge weight="quiet" onClick={onCancel}>
          {t('trips.cancel')}
        </Button>
        <Button isLarge weight="main" type="submit" icon="done" data-testid="open-trip">
          {t('trips.open')}
        </Button>
      </footer>
    </form>
  );
}

/** Of the form alone; each has its words. */
const ERRORS = { 'route-missing': 0, 'plate-shape': 0, 'time-shape': 0, 'seats-shape': 0 } as const;
