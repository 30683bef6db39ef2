/** How is a PIN typed, with gloves, without anybody reading it over a shoulder? Scanning goes on behind it. */

import type { ReactElement, ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnlockAnswer } from '../../src-main/contract/access-api.ts';
import type { LeaveAnswer } from '../../src-main/contract/leave-api.ts';
import type { Role } from '../../src-main/contract/roles.ts';
import { mayDo } from '../../src-main/contract/roles.ts';
import type { Answer, GateClient } from '../gate-connection.ts';
import { Button, SureButton } from './button.tsx';
import { useGate } from './gate-context.ts';
import { Icon } from './icons.tsx';
import type { VerdictEcho } from './page.tsx';
import styles from './pin-pad.module.css';
import { useCountdown } from './use-countdown.ts';
import { VerdictPanel } from './verdict-panel.tsx';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
const LONGEST_PIN = 12;

export type PinPadProps = {
  readonly wanted: Role;
  readonly echo: VerdictEcho;
  readonly onCancel: () => void;
  /** Behind it is work that was not saved: going away loses that, and is asked twice. */
  readonly hasUnsavedWork?: boolean;
  /** Where the PIN is for something else than a role. */
  readonly purpose?: PinPurpose;
};

export type PinPurpose = {
  readonly words: 'leave';
  readonly ask: (client: GateClient, pin: string) => Promise<PinAnswer>;
  readonly onDone: () => void;
  /** Under the keys: another way than by a PIN. */
  readonly beside: ReactNode;
};
export type PinAnswer = UnlockAnswer | LeaveAnswer;

/** What is said under the dots. */
type Note =
  | { readonly type: 'wrong'; readonly triesLeft: number }
  | { readonly type: 'not-enough' | 'unreadable' | 'no-answer' | 'wrong-badge' | 'not-a-kiosk' };

/** Goes by itself: whoever shows it does so only while the role is not held. */
export function PinPad({ wanted, echo, onCancel, hasUnsavedWork = false, purpose }: PinPadProps): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [pin, setPin] = useState('');
  const [note, setNote] = useState<Note | null>(null);
  const [isChecking, setIsChecking] = useState(false);
  const [wrongCount, setWrongCount] = useState(0);
  const wait = useCountdown();
  const { start: startWait } = wait;
  const level = purpose?.words ?? (wanted === 'supervisor' ? 'supervisor' : 'administrator');
  const isShut = wait.leftMs > 0 || isChecking;

  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    // Somebody may have to wait already, or the PINs may have been taken away at the PC.
    void gate
      .ask((client) => client.accessState())
      .then((answer) => {
        if (answer.type !== 'answered') return;
        startWait(answer.value.waitMs);
        if (answer.value.protection === 'unreadable') setNote({ type: 'unreadable' });
      });
  }, [gate, startWait]);

  async function submit(): Promise<void> {
    if (pin === '' || isShut) return;
    setIsChecking(true);
    setNote(null);
    const answer = await gate.ask<PinAnswer>(
      (client) => purpose?.ask(client, pin) ?? client.unlock({ pin }),
      UNLOCK_WITHIN_MS,
    );
    setPin('');
    setIsChecking(false);
    const waitMs = answer.type === 'answered' && 'waitMs' in answer.value ? answer.value.waitMs : 0;
    startWait(waitMs);
    const next = noteOf(answer, wanted);
    setNote(next);
    if (next?.type === 'wrong') setWrongCount((count) => count + 1);
    field.current?.focus();
    if (answer.type === 'answered' && answer.value.type === 'left') purpose?.onDone();
  }

  function type(text: string): void {
    setNote(null);
    setPin(text.replace(/\D/g, '').slice(0, LONGEST_PIN));
  }

  const { verdict, verdictLaneName, onVerdictEnded } = echo;
  return (
    <dialog
      ref={dialog}
      className={styles.pad}
      aria-labelledby="pin-pad-title"
      data-screen="pin-pad"
      onCancel={(event) => {
        if (hasUnsavedWork) event.preventDefault();
      }}
      // A second Escape would close it without asking anybody.
      onKeyDown={(event) => {
        if (hasUnsavedWork && event.key === 'Escape') event.preventDefault();
      }}
      onClose={onCancel}
    >
      {verdict === null ? null : (
        <VerdictPanel
          key={verdict.key}
          place="echo"
          verdict={verdict}
          laneName={verdictLaneName}
          onEnded={onVerdictEnded}
        />
      )}
      <form
        className={styles.inside}
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div className={styles.words}>
          <h1 id="pin-pad-title">
            <Icon name="locked" size={32} />
            {t(`access.pad.title.${level}`)}
          </h1>
          <p>{hasUnsavedWork ? t('access.pad.unsaved') : t(`access.pad.why.${level}`)}</p>
        </div>
        <div className={styles.entry} key={wrongCount} data-wrong={wrongCount > 0 && note?.type === 'wrong'}>
          <input
            ref={field}
            type="password"
            inputMode="none"
            autoComplete="one-time-code"
            className={styles.field}
            aria-label={t('access.pad.field')}
            aria-describedby="pin-pad-note"
            data-testid="pin"
            value={pin}
            readOnly={isShut}
            // The pad is open for nothing else.
            autoFocus
            onChange={(event) => type(event.currentTarget.value)}
          />
          <p className={styles.dots} aria-hidden="true">
            {Array.from({ length: Math.max(6, pin.length) }, (_, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: dots are nothing but their place.
              <span key={at} data-full={at < pin.length} />
            ))}
          </p>
        </div>
        <p id="pin-pad-note" className={styles.note} role="status" data-testid="pin-note" data-grave={wait.leftMs > 0}>
          {wait.leftMs > 0 ? t('access.pad.wait', { time: minutesAndSeconds(wait.leftMs) }) : null}
          {wait.leftMs === 0 && isChecking ? t('access.pad.checking') : null}
          {wait.leftMs === 0 && !isChecking && note !== null ? <NoteWords note={note} /> : null}
        </p>
        <div className={styles.keys}>
          {KEYS.map((key) => (
            <PadKey key={key} label={key} isShut={isShut} onPress={() => type(pin + key)} />
          ))}
          <PadKey label={t('access.pad.erase')} isSmall isShut={isShut} onPress={() => type(pin.slice(0, -1))} />
          <PadKey label="0" isShut={isShut} onPress={() => type(`${pin}0`)} />
          <button
            type="submit"
            className={styles.key}
            data-small="true"
            data-main="true"
            data-testid="unlock"
            disabled={isShut || pin === ''}
          >
            {t(purpose === undefined ? 'access.pad.enter' : 'leave.enter')}
          </button>
        </div>
        {purpose?.beside}
        {hasUnsavedWork ? (
          <SureButton icon="back" sure={t('access.pad.discardSure')} data-testid="cancel-pin" onSure={onCancel}>
            {t('access.pad.discard')}
          </SureButton>
        ) : (
          <Button icon="back" weight="quiet" data-testid="cancel-pin" onClick={() => dialog.current?.close()}>
            {t('access.pad.cancel')}
          </Button>
        )}
      </form>
    </dialog>
  );
}

/** Two costly hashes, one after the other, on a slow machine, behind others. */
const UNLOCK_WITHIN_MS = 15_000;

/** Leaves the focus in the field, so that the keyboard goes on working. */
function PadKey(props: {
  readonly label: string;
  readonly isShut: boolean;
  readonly isSmall?: boolean;
  readonly onPress: () => void;
}): ReactElement {
  const { label, isShut, isSmall = false, onPress } = props;
  return (
    <button
      type="button"
      className={styles.key}
      data-small={isSmall}
      disabled={isShut}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPress}
    >
      {label}
    </button>
  );
}

function noteOf(answer: Answer<PinAnswer>, wanted: Role): Note | null {
  if (answer.type !== 'answered') return { type: 'no-answer' };
  const { value } = answer;
  switch (value.type) {
    case 'unlocked':
      return mayDo(value.role, wanted) ? null : { type: 'not-enough' };
    case 'wrong':
      return { type: 'wrong', triesLeft: value.triesLeft };
    case 'waiting':
    case 'left':
      return null;
    case 'unreadable':
    case 'wrong-badge':
    case 'not-a-kiosk':
      return { type: value.type };
  }
}

function NoteWords({ note }: { readonly note: Note }): ReactElement {
  const { t } = useTranslation();
  switch (note.type) {
    case 'wrong':
      return <>{t('access.pad.wrong', { tries: note.triesLeft })}</>;
    case 'not-enough':
      return <>{t('access.pad.notEnough')}</>;
    case 'unreadable':
      return <>{t('access.pad.unreadable')}</>;
    case 'no-answer':
      return <>{t('access.pad.noAnswer')}</>;
    case 'wrong-badge':
      return <>{t('leave.wrongBadge')}</>;
    case 'not-a-kiosk':
      return <>{t('leave.notAKiosk')}</>;
  }
}

function minutesAndSeconds(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
