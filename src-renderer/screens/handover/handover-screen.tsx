/** How does one guard leave the gate to the next? The shift's numbers, a note, and the name of who took it. */

import type { FormEvent, ReactElement } from 'react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HandOverItem, ShiftView } from '../../../src-main/contract/guard-api.ts';
import { Button } from '../../parts/button.tsx';
import { TextAreaField, TextField } from '../../parts/fields.tsx';
import { useGate } from '../../parts/gate-context.ts';
import type { VerdictEcho } from '../../parts/page.tsx';
import { Page } from '../../parts/page.tsx';
import { printPage } from '../../parts/print-page.ts';
import { vietnamDate, vietnamTime } from '../../parts/vietnam-time.ts';
import styles from './handover-screen.module.css';
import { HandoverSheet } from './handover-sheet.tsx';
import { ShiftFigures } from './shift-figures.tsx';

export type HandoverScreenProps = {
  readonly echo: VerdictEcho;
  readonly venueName: string;
  readonly onClosed: () => void;
};

type Trouble = 'no-answer' | 'cannot-write' | 'not-waiting';

/** As the contract has them. */
const LONGEST_NOTE = 1_000;
const LONGEST_NAME = 80;
/** Nobody waits for it at the gate: rather late than not at all. */
const READ_WITHIN_MS = 20_000;

export function HandoverScreen({ echo, venueName, onClosed }: HandoverScreenProps): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const [shift, setShift] = useState<ShiftView | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [paper, setPaper] = useState<HandOverItem | null>(null);

  const load = useCallback(async (): Promise<void> => {
    const answer = await gate.ask((client) => client.viewShift(), READ_WITHIN_MS);
    if (answer.type === 'answered') setShift(answer.value);
    else setTrouble('no-answer');
  }, [gate]);
  const newest = echo.verdict?.key ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says that somebody has passed meanwhile.
  useEffect(() => void load(), [load, newest]);

  useEffect(() => {
    if (paper !== null) void printPage();
  }, [paper]);

  async function giveOver(note: string, givenBy: string): Promise<boolean> {
    const answer = await gate.ask((client) => client.giveOver({ note, givenBy }));
    const isGiven = answer.type === 'answered' && answer.value.type === 'given';
    setTrouble(isGiven ? null : answer.type === 'answered' ? 'cannot-write' : 'no-answer');
    await load();
    return isGiven;
  }

  async function takeOver(id: number, takenBy: string): Promise<void> {
    const answer = await gate.ask((client) => client.takeOver({ id, takenBy }));
    if (answer.type !== 'answered') setTrouble('no-answer');
    else setTrouble(answer.value.type === 'taken' ? null : answer.value.type);
    await load();
  }

  const [last, ...older] = shift?.handOvers ?? [];
  return (
    <Page name="handover" title={t('handover.title')} echo={echo} onClosed={onClosed}>
      <p role="alert" className={trouble === null ? styles.calm : styles.wrong}>
        {trouble === null ? null : t(`handover.error.${trouble}`)}
      </p>
      {shift === null ? null : (
        <div className={styles.columns}>
          <section className={styles.column}>
            <h2>{t('handover.now', { time: momentOf(shift.sinceUtcMs) })}</h2>
            <ShiftFigures numbers={shift.numbers} />
            {shift.countedSinceUtcMs <= shift.sinceUtcMs + 60_000 ? null : (
              <p className={styles.hint}>{t('handover.countedSince', { time: momentOf(shift.countedSinceUtcMs) })}</p>
            )}
            <GiveForm onGive={giveOver} />
          </section>
          <section className={styles.column} data-waiting={last !== undefined && last.takenAtUtcMs === null}>
            <h2>{t('handover.last')}</h2>
            {last === undefined ? (
              <p className={styles.hint}>{t('handover.none')}</p>
            ) : (
              <>
                <HandOverCard item={last} onPrint={() => setPaper({ ...last })} />
                {last.takenAtUtcMs === null ? (
                  <TakeForm key={last.id} onTake={(takenBy) => void takeOver(last.id, takenBy)} />
                ) : null}
              </>
            )}
            {older.length === 0 ? null : (
              <details className={styles.older}>
                <summary>{t('handover.older', { total: older.length })}</summary>
                {older.map((item) => (
                  <HandOverCard key={item.id} item={item} onPrint={() => setPaper({ ...item })} />
                ))}
              </details>
            )}
          </section>
        </div>
      )}
      {paper === null ? null : <HandoverSheet item={paper} venueName={venueName} />}
    </Page>
  );
}

function GiveForm({ onGive }: { onGive: (note: string, givenBy: string) => Promise<boolean> }): ReactElement {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const [givenBy, setGivenBy] = useState('');
  const [isSending, setIsSending] = useState(false);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setIsSending(true);
    const isGiven = await onGive(note.trim(), givenBy.trim());
    setIsSending(false);
    // What could not be kept stays for another try.
    if (!isGiven) return;
    setNote('');
    setGivenBy('');
  }

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <TextAreaField
        label={t('handover.note')}
        hint={t('handover.noteHint', { left: LONGEST_NOTE - note.length })}
        name="note"
        rows={3}
        value={note}
        maxLength={LONGEST_NOTE}
        onText={setNote}
      />
      <TextField
        label={t('handover.givenBy')}
        name="givenBy"
        value={givenBy}
        maxLength={LONGEST_NAME}
        autoCapitalize="words"
        onText={setGivenBy}
      />
      <Button isLarge weight="main" type="submit" icon="handover" disabled={isSending} data-testid="give-over">
        {t('handover.give')}
      </Button>
    </form>
  );
}

function TakeForm({ onTake }: { readonly onTake: (takenBy: string) => void }): ReactElement {
  const { t } = useTranslation();
  const [takenBy, setTakenBy] = useState('');
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onTake(takenBy.trim());
      }}
    >
      <TextField
        label={t('handover.takenBy')}
        name="takenBy"
        value={takenBy}
        maxLength={LONGEST_NAME}
        autoCapitalize="words"
        onText={setTakenBy}
      />
      <Button isLarge weight="main" type="submit" icon="done" data-testid="take-over">
        {t('handover.take')}
      </Button>
    </form>
  );
}

type CardProps = { readonly item: HandOverItem; readonly onPrint: () => void };

function HandOverCard({ item, onPrint }: CardProps): ReactElement {
  const { t } = useTranslation();
  const { note, givenBy, givenAtUtcMs, takenAtUtcMs, takenBy, numbers } = item;
  return (
    <article className={styles.card} data-testid="hand-over" data-taken={takenAtUtcMs !== null}>
      <p className={styles.meta}>
        <strong>{t('handover.given', { time: momentOf(givenAtUtcMs), name: givenBy || '—' })}</strong>
        <span>
          {takenAtUtcMs === null
            ? t('handover.waiting')
            : t('handover.taken', { time: momentOf(takenAtUtcMs), name: takenBy || '—' })}
        </span>
      </p>
      <p className={styles.text}>{noteText()}</p>
      <ShiftFigures numbers={numbers} isSmall />
      <Button icon="print" data-testid="print-hand-over" onClick={onPrint}>
        {t('handover.print')}
      </Button>
    </article>
  );

  function noteText(): string {
    if (note === null) return t('handover.lost');
    return note === '' ? t('handover.noNote') : note;
  }
}

function momentOf(atUtcMs: number): string {
  return `${vietnamTime(atUtcMs).slice(0, 5)} ${vietnamDate(atUtcMs).slice(0, 5)}`;
}
