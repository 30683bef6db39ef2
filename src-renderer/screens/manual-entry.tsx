/** How does somebody without a code get into the log? Name, a number, a reason: three answers and one press. */

import type { FormEvent, ReactElement } from 'react';
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { LaneView } from '../../src-main/contract/gate-api.ts';
import type { EntryAnswer } from '../../src-main/contract/scan-api.ts';
import type { Answer } from '../gate-connection.ts';
import type { ScreenVerdict } from '../gate-state.ts';
import { Button } from '../parts/button.tsx';
import { DirectionSign } from '../parts/direction-sign.tsx';
import { ChoiceField, TextField } from '../parts/fields.tsx';
import { useGate } from '../parts/gate-context.ts';
import { VerdictPanel } from '../parts/verdict-panel.tsx';
import styles from './manual-entry.module.css';
import type { ManualErrors, ManualForm } from './manual-entry-form.ts';
import { checkManualForm, EMPTY_FORM, MANUAL_REASONS } from './manual-entry-form.ts';
import { VehicleEntry } from './vehicle-entry.tsx';

export type ManualEntryProps = {
  readonly lane: LaneView;
  /** What was shown on any lane while the guard types; others go on being scanned. */
  readonly verdict: ScreenVerdict | null;
  readonly verdictLaneName: string | null;
  readonly onVerdictEnded: (verdict: ScreenVerdict) => void;
  readonly onClosed: () => void;
};

type Trouble = 'no-answer' | 'unknown-lane' | 'out-of-order';

/** A dialog over the gate: the cameras behind it go on reading. It closes by itself once the verdict is there. */
export function ManualEntry({
  lane,
  verdict,
  verdictLaneName,
  onVerdictEnded,
  onClosed,
}: ManualEntryProps): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const dialog = useRef<HTMLDialogElement>(null);
  const nameInput = useRef<HTMLInputElement>(null);
  const [form, setForm] = useState(EMPTY_FORM);
  const [errors, setErrors] = useState<ManualErrors>({});
  const [isSending, setIsSending] = useState(false);
  const [what, setWhat] = useState<'person' | 'vehicle'>('person');
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  useEffect(() => {
    dialog.current?.showModal();
    nameInput.current?.focus();
  }, []);

  function change(part: Partial<ManualForm>): void {
    setForm({ ...form, ...part });
    // "Press again to record without a number" holds until a number is typed.
    const isStillSure = errors.number === 'no-number' && !('number' in part) && !('phone' in part);
    setErrors(isStillSure ? { number: 'no-number' } : {});
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const checked = checkManualForm(form, errors.number === 'no-number');
    if (checked.type === 'incomplete') {
      // On the page before the next key comes, however late the screen draws: it belongs to what was wrong.
      flushSync(() => setErrors(checked.errors));
      focusFirstWrong(dialog.current, checked.errors);
      return;
    }
    const { person, reason } = checked;
    const note = typeof reason === 'string' ? t(`manual.reason.${reason}`) : reason.text;
    await send(gate.ask((client) => client.submitManualEntry({ laneId: lane.id, ...person, note })));
  }

  async function send(ask: Promise<Answer<EntryAnswer>>): Promise<void> {
    setIsSending(true);
    setTrouble(null);
    const answer = await ask;
    setIsSending(false);
    const after = troubleOf(answer);
    if (after === null) onClosed();
    else setTrouble(after);
  }

  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby="manual-title"
      data-screen="manual-entry"
      onClose={onClosed}
    >
      <div className={styles.form}>
        <header className={styles.head}>
          <h1 id="manual-title">{t('manual.title')}</h1>
          <p>
            <strong>{lane.name}</strong> <DirectionSign direction={lane.direction} />
          </p>
        </header>
        {verdict === null ? null : (
          <VerdictPanel
            key={verdict.key}
            place="echo"
            verdict={verdict}
            laneName={verdictLaneName}
            onEnded={onVerdictEnded}
          />
        )}
        <fieldset className={styles.what}>
          <legend className="visually-hidden">{t('vehicle.who')}</legend>
          {(['person', 'vehicle'] as const).map((value) => (
            <Button
              key={value}
              icon={value === 'person' ? 'people' : 'vehicle'}
              weight={what === value ? 'main' : 'plain'}
              aria-pressed={what === value}
              data-testid={`manual-${value}`}
              onClick={() => setWhat(value)}
            >
              {t(`vehicle.choice.${value}`)}
            </Button>
          ))}
        </fieldset>
        <p role="alert" className={trouble === null ? styles.calm : styles.wrong}>
          {trouble === null ? null : t(`manual.error.${trouble}`)}
        </p>
        {what === 'vehicle' ? (
          <VehicleEntry
            lane={lane}
            isSending={isSending}
            onSend={(ask) => void send(ask)}
            onClosed={() => dialog.current?.close()}
          />
        ) : (
          <form className={styles.personForm} noValidate onSubmit={(event) => void submit(event)}>
            <div className={styles.fields}>
              <div className={styles.person}>
                <TextField
                  label={t('manual.name')}
                  name="name"
                  inputRef={nameInput}
                  value={form.name}
                  autoCapitalize="words"
                  error={errors.name === undefined ? null : t(`manual.error.${errors.name}`)}
                  onText={(name) => change({ name })}
                />
                <div className={styles.numbers}>
                  <TextField
                    label={t('manual.number')}
                    name="number"
                    value={form.number}
                    autoCapitalize="characters"
                    error={errors.number === 'number-shape' ? t('manual.error.number-shape') : null}
                    onText={(number) => change({ number })}
                  />
                  <TextField
                    label={t('manual.phone')}
                    name="phone"
                    type="tel"
                    inputMode="tel"
                    value={form.phone}
                    error={errors.phone === undefined ? null : t(`manual.error.${errors.phone}`)}
                    onText={(phone) => change({ phone })}
                  />
                </div>
                <p className={errors.number === 'no-number' ? styles.wrong : styles.hint} aria-live="polite">
                  {errors.number === 'no-number' ? t('manual.error.no-number') : t('manual.oneOf')}
                </p>
              </div>
              <div className={styles.why}>
                <ChoiceField
                  label={t('manual.why')}
                  value={form.reason}
                  choices={MANUAL_REASONS.map((value) => ({ value, text: t(`manual.reason.${value}`) }))}
                  error={errors.reason === undefined ? null : t(`manual.error.${errors.reason}`)}
                  onChoice={(reason) => change({ reason })}
                />
                {form.reason === 'other' ? (
                  <TextField
                    label={t('manual.otherText')}
                    name="other"
                    value={form.otherText}
                    error={errors.otherText === undefined ? null : t(`manual.error.${errors.otherText}`)}
                    onText={(otherText) => change({ otherText })}
                  />
                ) : null}
              </div>
            </div>
            <footer className={styles.foot}>
              <Button isLarge weight="quiet" onClick={() => dialog.current?.close()}>
                {t('manual.cancel')}
              </Button>
              <Button
                isLarge
                weight="main"
                type="submit"
                icon="done"
                disabled={isSending}
                data-testid="submit-manual-entry"
              >
                {isSending ? t('manual.sending') : t(`manual.submit.${lane.direction}`)}
              </Button>
            </footer>
          </form>
        )}
      </div>
    </dialog>
  );
}

/** `null` = it stands in the log. Where the log did not take it, what was typed stays for another try. */
function troubleOf(answer: Answer<EntryAnswer>): Trouble | null {
  if (answer.type !== 'answered') return 'no-answer';
  if (answer.value.type === 'unknown-lane') return 'unknown-lane';
  return answer.value.shown.verdict === 'out-of-order' ? 'out-of-order' : null;
}

/** Where only the reason is missing, an arrow key or a finger chooses one. */
function focusFirstWrong(dialog: HTMLDialogElement | null, errors: ManualErrors): void {
  const isReasonAlone = Object.keys(errors).join() === 'reason';
  const wrong = isReasonAlone ? 'input[type="radio"]' : '[aria-invalid="true"]';
  dialog?.querySelector<HTMLElement>(wrong)?.focus();
}
