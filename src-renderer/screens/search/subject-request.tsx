/** What becomes of a person who asks what this gate holds of them? Found, handed over, taken out. */

import type { FormEvent, ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportAnswer } from '../../../src-main/contract/report-api.ts';
import type { SubjectErased, SubjectSummary } from '../../../src-main/contract/subject-api.ts';
import { withoutSeparators } from '../../../src-main/core/code/subject-key.ts';
import { vietnamDay } from '../../../src-main/core/report/period.ts';
import { Button } from '../../parts/button.tsx';
import { TextField } from '../../parts/fields.tsx';
import { useGate } from '../../parts/gate-context.ts';
import { Paper } from '../../parts/paper.tsx';
import { printPage } from '../../parts/print-page.ts';
import { SHORTEST_REASON } from '../../parts/report-lists.ts';
import { ExportOutcome } from '../reports/export-form.tsx';
import paper from '../reports/report-paper.module.css';
import { isNumber } from './search-form.ts';
import styles from './search-screen.module.css';

/** A backup is noted and the journal emptied before it answers. */
const ANSWERED_WITHIN_MS = 30_000;

type Gone = Exclude<SubjectErased, { type: 'refused' }>;
type Found = { readonly number: string; readonly summary: SubjectSummary };

export function SubjectRequest(): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const [typed, setTyped] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const [found, setFound] = useState<Found | null>(null);
  const [erased, setErased] = useState<Gone | null>(null);
  const [isUnanswered, setIsUnanswered] = useState(false);

  async function find(event: FormEvent): Promise<void> {
    event.preventDefault();
    setIsWrong(!isNumber(typed));
    setErased(null);
    setFound(null);
    if (!isNumber(typed)) return;
    const number = withoutSeparators(typed);
    const answer = await gate.ask((client) => client.findSubject({ number }), ANSWERED_WITHIN_MS);
    setIsUnanswered(answer.type !== 'answered');
    if (answer.type === 'answered') setFound({ number, summary: answer.value });
  }

  return (
    <>
      <p>{t('search.subject.intro')}</p>
      <form className={styles.subject} noValidate onSubmit={(event) => void find(event)}>
        <TextField
          label={t('search.number')}
          name="subject-number"
          maxLength={40}
          value={typed}
          error={isWrong ? t('search.wrong.number') : null}
          onText={(text) => {
            setTyped(text);
            // What stands below is of another number now.
            setFound(null);
            setErased(null);
          }}
        />
        <Button type="submit" weight="main" icon="search" data-testid="find-subject">
          {t('search.subject.find')}
        </Button>
      </form>
      <p role="alert" className={isUnanswered ? styles.note : styles.quiet}>
        {isUnanswered ? t('search.noAnswer') : null}
      </p>
      {found === null ? null : <Summary summary={found.summary} />}
      {found === null || isNothing(found.summary) ? null : (
        <>
          <Copy number={found.number} />
          <Erase
            number={found.number}
            onErased={(answer) => {
              setErased(answer);
              setFound(null);
            }}
          />
        </>
      )}
      <Erased erased={erased} />
    </>
  );
}

/** Nothing that could be handed over or erased. */
function isNothing({ entries, rosterPeople, handOverNotes, isWatched }: SubjectSummary): boolean {
  return entries + rosterPeople + handOverNotes === 0 && !isWatched;
}

function Summary({ summary }: { readonly summary: SubjectSummary }): ReactElement {
  const { t } = useTranslation();
  const { entries, uploaded, sealedForAuthority, firstAtUtcMs, lastAtUtcMs, isWatched, damagedLogs } = summary;
  const { rosterPeople, handOverNotes } = summary;
  return (
    <section className={styles.card} role="status" data-testid="subject-summary">
      <p className={styles.main}>
        {isNothing(summary)
          ? t('search.subject.nothing')
          : t('search.subject.entries', {
              n: entries,
              from: firstAtUtcMs === null ? '–' : vietnamDay(firstAtUtcMs),
              until: lastAtUtcMs === null ? '–' : vietnamDay(lastAtUtcMs),
            })}
      </p>
      {uploaded > 0 ? <p>{t('search.subject.uploaded', { n: uploaded })}</p> : null}
      {sealedForAuthority > 0 ? <p>{t('search.subject.sealed', { n: sealedForAuthority })}</p> : null}
      {rosterPeople > 0 ? <p>{t('search.subject.listed', { n: rosterPeople })}</p> : null}
      {handOverNotes > 0 ? <p>{t('search.subject.handOver', { n: handOverNotes })}</p> : null}
      {isWatched ? <p>{t('search.subject.watched')}</p> : null}
      {damagedLogs > 0 ? <p>{t('search.subject.damaged', { n: damagedLogs })}</p> : null}
    </section>
  );
}

/** Printed here, or written to a file: the person takes it along. */
function Copy({ number }: { readonly number: string }): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const [reason, setReason] = useState('');
  const [folder, setFolder] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const [text, setText] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<ExportAnswer | { readonly type: 'no-answer' } | null>(null);

  function why(): string | null {
    const given = reason.trim();
    setIsMissing(given.length < SHORTEST_REASON);
    return given.length < SHORTEST_REASON ? null : given;
  }

  async function write(): Promise<void> {
    const given = why();
    if (given === null) return;
    const answer = await gate.ask(
      (client) => client.writeSubjectFile({ number, folder, reason: given }),
      ANSWERED_WITHIN_MS,
    );
    setOutcome(answer.type === 'answered' ? answer.value : { type: 'no-answer' });
  }

  async function print(): Promise<void> {
    const answer = await gate.ask((client) => client.exportSubject({ number }), ANSWERED_WITHIN_MS);
    if (answer.type !== 'answered') {
      setOutcome({ type: 'no-answer' });
      return;
    }
    if (answer.value.type === 'refused') {
      setOutcome({ ...answer.value, most: null });
      return;
    }
    setText(answer.value.text);
    // Once it stands in the page.
    requestAnimationFrame(() => {
      void printPage().then(() => setText(null));
    });
  }

  return (
    <section className={styles.card}>
      <h2>{t('search.subject.copy')}</h2>
      <div className={styles.pair}>
        <TextField
          label={t('search.subject.reason')}
          name="copy-reason"
          maxLength={200}
          value={reason}
          error={isMissing ? t('search.wrong.reason') : null}
          onText={setReason}
        />
        <TextField
          label={t('exports.folder')}
          hint={t('exports.folderHint')}
          name="copy-folder"
          maxLength={500}
          value={folder}
          onText={setFolder}
        />
      </div>
      <ExportOutcome outcome={outcome} isWriting={false} />
      <div className={styles.foot}>
        <Button icon="print" data-testid="print-subject" onClick={() => void print()}>
          {t('search.subject.print')}
        </Button>
        <Button icon="disk" data-testid="write-subject" onClick={() => void write()}>
          {t('search.subject.file')}
        </Button>
      </div>
      {text === null ? null : (
        <Paper kind="document">
          <div className={paper.paper}>
            <h1>{t('search.subject.paperTitle')}</h1>
            <pre className={styles.paperText}>{text}</pre>
          </div>
        </Paper>
      )}
    </section>
  );
}

/** A word is typed, so that nobody is erased by a slip of the finger. */
function Erase(props: { readonly number: string; readonly onErased: (erased: Gone) => void }): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [errors, setErrors] = useState<{ readonly reason?: true; readonly confirm?: true }>({});
  const [trouble, setTrouble] = useState<'search.noAnswer' | 'search.subject.cannot-note' | null>(null);
  const word = t('search.subject.word');

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const wrong = {
      ...(reason.trim().length < SHORTEST_REASON ? { reason: true as const } : {}),
      ...(typed.trim().toUpperCase() === word ? {} : { confirm: true as const }),
    };
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    const { number } = props;
    const answer = await gate.ask(
      (client) => client.eraseSubject({ number, reason: reason.trim() }),
      ANSWERED_WITHIN_MS,
    );
    if (answer.type !== 'answered') setTrouble('search.noAnswer');
    else if (answer.value.type === 'refused') setTrouble('search.subject.cannot-note');
    else props.onErased(answer.value);
  }

  return (
    <form className={styles.card} noValidate onSubmit={(event) => void submit(event)}>
      <h2>{t('search.subject.erase')}</h2>
      <p>{t('search.subject.eraseHint')}</p>
      <div className={styles.pair}>
        <TextField
          label={t('search.subject.reason')}
          name="erase-reason"
          maxLength={200}
          value={reason}
          error={errors.reason === true ? t('search.wrong.reason') : null}
          onText={setReason}
        />
        <TextField
          label={t('search.subject.confirm', { word })}
          name="erase-confirm"
          maxLength={20}
          value={typed}
          error={errors.confirm === true ? t('search.wrong.confirm', { word }) : null}
          onText={setTyped}
        />
      </div>
      <p role="alert" className={trouble === null ? styles.quiet : styles.note}>
        {trouble === null ? null : t(trouble)}
      </p>
      <div className={styles.foot}>
        <Button type="submit" weight="grave" icon="trash" data-testid="erase-subject">
          {t('search.subject.eraseGo')}
        </Button>
      </div>
    </form>
  );
}

function Erased({ erased }: { readonly erased: Gone | null }): ReactElement {
  const { t } = useTranslation();
  return (
    <div role="status" className={erased === null ? styles.quiet : styles.card} data-testid="erased">
      {erased === null ? null : erased.type === 'nobody' ? (
        <p>
          {t(erased.rosterPeople + erased.handOverNotes > 0 ? 'search.subject.erasedOthers' : 'search.subject.nothing')}
        </p>
      ) : (
        <>
          <p className={styles.main}>{t('search.subject.erased', { n: erased.entries })}</p>
          {erased.uploaded > 0 ? <p>{t('search.subject.erasedUploaded', { n: erased.uploaded })}</p> : null}
          {erased.isJournalEmpty ? null : <p>{t('search.subject.journal')}</p>}
          {erased.isWatched ? <p>{t('search.subject.watched')}</p> : null}
          {erased.damagedLogs > 0 ? <p>{t('search.subject.damaged', { n: erased.damagedLogs })}</p> : null}
        </>
      )}
    </div>
  );
}
