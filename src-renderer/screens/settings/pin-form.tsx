/** How is one role's PIN set, changed and taken away? */

import type { FormEvent, ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PinRole, RemovePinAnswer, SetPinAnswer } from '../../../src-main/contract/access-api.ts';
import type { Answer } from '../../gate-connection.ts';
import { Button, SureButton } from '../../parts/button.tsx';
import { TextField } from '../../parts/fields.tsx';
import { useGate } from '../../parts/gate-context.ts';
import styles from './settings-screen.module.css';

/** Several costly hashes, one after the other, on a slow machine. */
const PIN_WITHIN_MS = 20_000;

type Reason = Extract<SetPinAnswer, { type: 'refused' }>['reason'];
type Note =
  | { readonly type: Reason | 'set' | 'removed' | 'wrong' | 'unreadable' | 'no-answer' | 'differs' }
  | { readonly type: 'waiting'; readonly waitMs: number };

const EMPTY = { old: '', fresh: '', again: '' };

export function PinForm({ whose: role, isSet }: { readonly whose: PinRole; readonly isSet: boolean }): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const [typed, setTyped] = useState(EMPTY);
  const [note, setNote] = useState<Note | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  // The administrator's own is changed with the old one alone: a screen that was left open is not enough.
  const wantsOld = isSet && role === 'administrator';

  async function ask(call: () => Promise<Answer<SetPinAnswer | RemovePinAnswer>>): Promise<void> {
    setIsBusy(true);
    const answer = await call();
    setIsBusy(false);
    const next = noteOf(answer);
    setNote(next);
    if (next?.type === 'set' || next?.type === 'removed') setTyped(EMPTY);
  }

  async function set(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (typed.fresh !== typed.again) {
      setNote({ type: 'differs' });
      return;
    }
    const oldPin = wantsOld ? typed.old : null;
    await ask(() => gate.ask((client) => client.setPin({ role, pin: typed.fresh, oldPin }), PIN_WITHIN_MS));
  }

  function fieldOf(name: keyof typeof EMPTY, label: string, hint?: string): ReactElement {
    return (
      <TextField
        type="password"
        inputMode="numeric"
        maxLength={64}
        label={label}
        hint={hint}
        value={typed[name]}
        data-testid={`${role}-${name}`}
        onText={(text) => {
          setTyped((now) => ({ ...now, [name]: text }));
          setNote(null);
        }}
      />
    );
  }

  return (
    <form className={styles.card} noValidate onSubmit={(event) => void set(event)}>
      <div>
        <h3 className={styles.cardTitle}>{t(`access.pins.title.${role}`)}</h3>
        <p className={styles.hint}>{t(`access.pins.hint.${role}`)}</p>
      </div>
      {wantsOld ? fieldOf('old', t('access.pins.old')) : null}
      <div className={styles.pair}>
        {fieldOf('fresh', t('access.pins.new'), t('access.pins.newHint'))}
        {fieldOf('again', t('access.pins.again'))}
      </div>
      <p role="status" className={styles.note} data-testid={`${role}-note`}>
        {note === null ? null : <NoteWords note={note} />}
      </p>
      <div className={styles.actions}>
        <Button
          weight="main"
          icon="locked"
          type="submit"
          disabled={isBusy || typed.fresh === ''}
          data-testid={`${role}-set`}
        >
          {isSet ? t('access.pins.change') : t('access.pins.set')}
        </Button>
        {isSet ? (
          <SureButton
            icon="unlocked"
            disabled={isBusy || (wantsOld && typed.old === '')}
            sure={t('access.pins.removeSure')}
            data-testid={`${role}-remove`}
            onSure={() => {
              const pin = wantsOld ? typed.old : null;
              void ask(() => gate.ask((client) => client.removePin({ role, pin }), PIN_WITHIN_MS));
            }}
          >
            {t(`access.pins.remove.${role}`)}
          </SureButton>
        ) : null}
      </div>
      {wantsOld ? <p className={styles.hint}>{t('access.pins.removeHint')}</p> : null}
    </form>
  );
}

function noteOf(answer: Answer<SetPinAnswer | RemovePinAnswer>): Note | null {
  if (answer.type === 'locked') return null;
  if (answer.type !== 'answered') return { type: 'no-answer' };
  const { value } = answer;
  if (value.type === 'refused') return { type: value.reason };
  if (value.type === 'waiting') return { type: 'waiting', waitMs: value.waitMs };
  return value.type === 'wrong' && value.waitMs > 0 ? { type: 'waiting', waitMs: value.waitMs } : { type: value.type };
}

function NoteWords({ note }: { readonly note: Note }): ReactElement {
  const { t } = useTranslation();
  if (note.type !== 'waiting') return <>{t(`access.pins.note.${note.type}`)}</>;
  return <>{t('access.pins.note.waiting', { seconds: Math.ceil(note.waitMs / 1_000) })}</>;
}
