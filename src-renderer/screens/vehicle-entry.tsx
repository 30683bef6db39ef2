/** How is somebody let in whose name nobody takes down? An ambulance, a delivery: what it is, its plate, and one press. */

import type { FormEvent, ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaneView } from '../../src-main/contract/gate-api.ts';
import type { EntryAnswer } from '../../src-main/contract/scan-api.ts';
import type { Answer } from '../gate-connection.ts';
import { Button } from '../parts/button.tsx';
import { ChoiceField, TextField } from '../parts/fields.tsx';
import { useGate } from '../parts/gate-context.ts';
import styles from './manual-entry.module.css';

export type VehicleEntryProps = {
  readonly lane: LaneView;
  readonly isSending: boolean;
  readonly onSend: (ask: Promise<Answer<EntryAnswer>>) => void;
  readonly onClosed: () => void;
};

const VEHICLES = ['ambulance', 'fire-police', 'delivery', 'other'] as const;
type Vehicle = (typeof VEHICLES)[number];

/** With the word before it no longer than the contract takes. */
const LONGEST_PLATE = 120;

export function VehicleEntry({ lane, isSending, onSend, onClosed }: VehicleEntryProps): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const [vehicle, setVehicle] = useState<Vehicle | null>(null);
  const [plate, setPlate] = useState('');
  const [wrong, setWrong] = useState<'kind' | 'plate' | null>(null);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const words = plate.replace(/[\p{Cc}\s]+/gu, ' ').trim();
    // Of an ambulance its kind is enough: it must not wait for its plate to be typed.
    if (vehicle === null || (vehicle === 'other' && words === '')) {
      setWrong(vehicle === null ? 'kind' : 'plate');
      return;
    }
    const note = [t(`vehicle.kind.${vehicle}`), words].filter((part) => part !== '').join(': ');
    onSend(gate.ask((client) => client.openByHand({ laneId: lane.id, note })));
  }

  return (
    <form className={styles.vehicle} noValidate onSubmit={submit}>
      <div className={styles.why}>
        <ChoiceField
          label={t('vehicle.what')}
          value={vehicle}
          choices={VEHICLES.map((value) => ({ value, text: t(`vehicle.kind.${value}`) }))}
          error={wrong === 'kind' ? t('vehicle.kindMissing') : null}
          onChoice={(value) => {
            setVehicle(value);
            setWrong(null);
          }}
        />
      </div>
      <TextField
        label={t('vehicle.plate')}
        hint={t('vehicle.plateHint')}
        name="plate"
        value={plate}
        maxLength={LONGEST_PLATE}
        autoCapitalize="characters"
        error={wrong === 'plate' ? t('vehicle.plateMissing') : null}
        onText={(text) => {
          setPlate(text);
          setWrong(null);
        }}
      />
      <footer className={styles.foot}>
        <Button isLarge weight="quiet" onClick={onClosed}>
          {t('manual.cancel')}
        </Button>
        <Button isLarge weight="main" type="submit" icon="done" disabled={isSending} data-testid="submit-vehicle">
          {isSending ? t('manual.sending') : t(`vehicle.submit.${lane.direction}`)}
        </Button>
      </footer>
    </form>
  );
}
