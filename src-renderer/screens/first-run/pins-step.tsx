/** Who may change the settings and read the reports? Whoever knows the PIN; without one, everybody before this machine. */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../parts/button.tsx';
import { TextField } from '../../parts/fields.tsx';
import { Icon } from '../../parts/icons.tsx';
import styles from './first-run.module.css';
import type { PinnedRole, SetPin } from './set-pin.ts';
import { isPinShaped, useSetPin } from './set-pin.ts';

const PINNED_ROLES: readonly PinnedRole[] = ['administrator', 'supervisor'];

export function PinsStep(): ReactElement {
  const { t } = useTranslation();
  const setPin = useSetPin();
  const [isSet, setIsSet] = useState<readonly PinnedRole[]>([]);
  return (
    <div className={styles.rows}>
      <p>{t('firstRun.pins.hint')}</p>
      {isSet.includes('administrator') ? null : (
        <p className={styles.warning} data-testid="no-pin">
          <Icon name="warning" />
          {t('firstRun.pins.none')}
        </p>
      )}
      {PINNED_ROLES.map((role) => (
        <PinFields key={role} role={role} setPin={setPin} onSet={() => setIsSet([...isSet, role])} />
      ))}
    </div>
  );
}

type PinFieldsProps = { readonly role: PinnedRole; readonly setPin: SetPin; readonly onSet: () => void };

function PinFields({ role, setPin, onSet }: PinFieldsProps): ReactElement {
  const { t } = useTranslation();
  const [pin, setPinText] = useState('');
  const [again, setAgain] = useState('');
  const [outcome, setOutcome] = useState<'set' | 'refused' | 'short' | 'differs' | null>(null);

  async function save(): Promise<void> {
    if (!isPinShaped(pin)) return setOutcome('short');
    if (pin !== again) return setOutcome('differs');
    const isTaken = await setPin({ role, pin, oldPin: null });
    setOutcome(isTaken ? 'set' : 'refused');
    if (isTaken) onSet();
  }

  const common = { type: 'password', inputMode: 'numeric', maxLength: 12 } as const;
  return (
    <section className={styles.box} data-testid={`pin-${role}`}>
      <h3>{t(`firstRun.pins.${role}`)}</h3>
      <div className={styles.pair}>
        <TextField {...common} label={t('firstRun.pins.pin')} value={pin} onText={setPinText} />
        <TextField {...common} label={t('firstRun.pins.again')} value={again} onText={setAgain} />
      </div>
      <div className={styles.actions}>
        <Button icon="locked" disabled={pin === ''} data-testid="set-pin" onClick={() => void save()}>
          {t('firstRun.pins.set')}
        </Button>
        <p role="status" className={styles.note}>
          {outcome === null ? null : t(`firstRun.pins.outcome.${outcome}`)}
        </p>
      </div>
    </section>
  );
}
