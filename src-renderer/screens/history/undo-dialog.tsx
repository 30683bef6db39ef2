/** How does a guard take a mistake back? Sees whose entry it is, presses why, and it is done. */

import type { FormEvent, ReactElement } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CorrectionAnswer } from '../../../src-main/contract/guard-api.ts';
import type { GuardCorrection } from '../../../src-main/core/entry/verdict.ts';
import { GUARD_CORRECTIONS } from '../../../src-main/core/entry/verdict.ts';
import { Button } from '../../parts/button.tsx';
import { DirectionSign } from '../../parts/direction-sign.tsx';
import { TextField } from '../../parts/fields.tsx';
import { useGate } from '../../parts/gate-context.ts';
import type { Undoable } from '../../parts/undoable.ts';
import { vietnamTime } from '../../parts/vietnam-time.ts';
import styles from './undo-dialog.module.css';

export type UndoDialogProps = {
  readonly what: Undoable;
  /** `null` where the gate has one lane only. */
  readonly laneName: string | null;
  readonly onClosed: () => void;
};

type Trouble = Extract<CorrectionAnswer, { type: 'refused' }>['reason'] | 'no-answer';

/** Of the guard's own words, as the contract has it. */
const LONGEST_NOTE = 200;

export function UndoDialog({ what, laneName, onClosed }: UndoDialogProps): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const dialog = useRef<HTMLDialogElement>(null);
  const [note, setNote] = useState<string | null>(null);
  const [isSending, setIsSending] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  useEffect(() => dialog.current?.showModal(), []);

  async function send(reason: GuardCorrection, words: string | null): Promise<void> {
    setIsSending(true);
    setTrouble(null);
    const answer = await gate.ask((client) => client.correctEntry({ entry: what.entry, reason, note: words }));
    setIsSending(false);
    if (answer.type !== 'answered') setTrouble('no-answer');
    else if (answer.value.type === 'refused') setTrouble(answer.value.reason);
    else dialog.current?.close();
  }

  function sendWords(event: FormEvent): void {
    event.preventDefault();
    const words = (note ?? '').trim();
    if (words !== '') void send('corrected-otherwise', words);
  }

  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby="undo-title" data-screen="undo" onClose={onClosed}>
      <header className={styles.head}>
        <h1 id="undo-title">{t('undo.title')}</h1>
        <p className={styles.who}>
          <strong>{what.maskedName ?? t('shown.noName')}</strong>
          {what.maskedNumber === null ? null : <span>{what.maskedNumber}</span>}
        </p>
        <p className={styles.when}>
          <DirectionSign direction={what.direction} />
          <span>{vietnamTime(what.atUtcMs)}</span>
          {laneName === null ? null : <span>{laneName}</span>}
        </p>
      </header>
      <p role="alert" className={trouble === null ? styles.calm : styles.wrong}>
        {trouble === null ? null : t(`undo.error.${trouble}`)}
      </p>
      <ul className={styles.reasons}>
        {GUARD_CORRECTIONS.map((reason) => (
          <li key={reason}>
            <Button
              isLarge
              weight={reason === 'wrong-direction' ? 'main' : 'plain'}
              disabled={isSending}
              aria-expanded={reason === 'corrected-otherwise' ? note !== null : undefined}
              data-testid={`undo-${reason}`}
              onClick={() => (reason === 'corrected-otherwise' ? setNote(note ?? '') : void send(reason, null))}
            >
              {t(`undo.reason.${reason}.${what.direction}`)}
            </Button>
          </li>
        ))}
      </ul>
      {note === null ? null : (
        <form className={styles.other} onSubmit={sendWords}>
          <TextField
            label={t('undo.otherText')}
            name="undo-note"
            // The guard has just asked for it, and nothing else is left to do here.
            autoFocus
            value={note}
            maxLength={LONGEST_NOTE}
            onText={setNote}
          />
          <Button isLarge weight="main" type="submit" icon="done" disabled={isSending || note.trim() === ''}>
            {t('undo.send')}
          </Button>
        </form>
      )}
      <footer className={styles.foot}>
        <p>{t('undo.stays')}</p>
        <Button isLarge weight="quiet" onClick={() => dialog.current?.close()}>
          {t('undo.cancel')}
        </Button>
      </footer>
    </dialog>
  );
}
