/** What is shown of an entry that was found, and how is its person opened? Masked, until somebody says why. */

import type { FormEvent, ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaneView } from '../../../src-main/contract/gate-api.ts';
import type { FoundEntryView, RevealAnswer } from '../../../src-main/contract/report-api.ts';
import type { PersonalFields } from '../../../src-main/core/entry/entry.ts';
import { vietnamClock, vietnamDay } from '../../../src-main/core/report/period.ts';
import { Button } from '../../parts/button.tsx';
import { TextField } from '../../parts/fields.tsx';
import { useGate } from '../../parts/gate-context.ts';
import { SHORTEST_REASON } from '../../parts/report-lists.ts';
import styles from './search-screen.module.css';

/** Somebody's search may be before it. */
const OPENED_WITHIN_MS = 30_000;

export type FoundEntriesProps = { readonly entries: readonly FoundEntryView[]; readonly lanes: readonly LaneView[] };

/** One is open at a time: nobody leaves a list of names on the screen. */
export function FoundEntries({ entries, lanes }: FoundEntriesProps): ReactElement {
  const [opened, setOpened] = useState<string | null>(null);
  return (
    <ul className={styles.entries}>
      {entries.map((entry) => {
        const key = `${entry.epoch} ${entry.seq}`;
        return (
          <li key={key} className={styles.entry} data-verdict={entry.verdict} data-testid="found-entry">
            <EntryLine
              entry={entry}
              laneName={lanes.find(({ id }) => id === entry.laneId)?.name ?? entry.laneId}
              isOpen={opened === key}
              onOpen={() => setOpened(opened === key ? null : key)}
            />
            {opened === key ? <Reveal entry={entry} onHidden={() => setOpened(null)} /> : null}
          </li>
        );
      })}
    </ul>
  );
}

function EntryLine(props: {
  readonly entry: FoundEntryView;
  readonly laneName: string;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}): ReactElement {
  const { entry, laneName, isOpen, onOpen } = props;
  const { t } = useTranslation();
  const when = { time: vietnamClock(entry.atUtcMs), date: vietnamDay(entry.atUtcMs) };
  const reasons = entry.reasons.map((reason) => t(`reason.${reason as 'forged'}`, { defaultValue: reason }));
  return (
    <div className={styles.line}>
      <p className={styles.when}>
        <strong>{when.time}</strong> {when.date}
      </p>
      <p className={styles.who}>
        <strong>{entry.hasPerson ? (entry.maskedName ?? '–') : t('search.nobody')}</strong>
        {entry.maskedNumber === null ? null : <span>{entry.maskedNumber}</span>}
      </p>
      <p className={styles.what}>
        <span className={styles.verdict} data-verdict={entry.verdict}>
          {t(`search.verdicts.${entry.verdict as 'admit'}`, { defaultValue: entry.verdict })}
        </span>{' '}
        {t(`search.direction.${entry.direction}`)} · {laneName} ·{' '}
        {t(`kind.${entry.codeKind as 'cccd'}`, { defaultValue: entry.codeKind })}
        {entry.isTakenBack ? ` · ${t('search.takenBack')}` : ''}
        {reasons.length === 0 ? null : <span className={styles.reasons}>{reasons.join('; ')}</span>}
      </p>
      {entry.hasPerson ? (
        <Button
          weight="plain"
          icon="eye"
          aria-expanded={isOpen}
          aria-label={t('search.openOf', when)}
          data-testid="open-entry"
          onClick={onOpen}
        >
          {t('search.open')}
        </Button>
      ) : null}
    </div>
  );
}

type RevealTrouble = Extract<RevealAnswer, { type: 'refused' }>['reason'];

function Reveal({ entry, onHidden }: { readonly entry: FoundEntryView; readonly onHidden: () => void }): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const [reason, setReason] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const [trouble, setTrouble] = useState<RevealTrouble | null>(null);
  const [person, setPerson] = useState<PersonalFields | null>(null);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const why = reason.trim();
    setIsMissing(why.length < SHORTEST_REASON);
    if (why.length < SHORTEST_REASON) return;
    const { epoch, seq } = entry;
    const answer = await gate.ask((client) => client.revealEntry({ epoch, seq, reason: why }), OPENED_WITHIN_MS);
    if (answer.type !== 'answered') setTrouble('failed');
    else if (answer.value.type === 'refused') setTrouble(answer.value.reason);
    else {
      setTrouble(null);
      setPerson(answer.value.person);
    }
  }

  if (person !== null) return <Person person={person} onHidden={onHidden} />;
  return (
    <form className={styles.reveal} noValidate onSubmit={(event) => void submit(event)}>
      <h2>{t('search.reveal.title')}</h2>
      <TextField
        label={t('search.reveal.why')}
        hint={t('search.reveal.whyHint')}
        name="reveal-reason"
        maxLength={200}
        value={reason}
        error={isMissing ? t('search.wrong.reason') : null}
        onText={setReason}
      />
      <p role="alert" className={trouble === null ? styles.quiet : styles.note}>
        {trouble === null ? null : t(`search.reveal.${trouble}`)}
      </p>
      <div className={styles.foot}>
        <Button weight="quiet" onClick={onHidden}>
          {t('search.reveal.cancel')}
        </Button>
        <Button type="submit" weight="main" data-testid="reveal">
          {t('search.reveal.go')}
        </Button>
      </div>
    </form>
  );
}

const FIELDS = ['name', 'number', 'phone', 'address', 'note'] as const;

function Person({
  person,
  onHidden,
}: {
  readonly person: PersonalFields;
  readonly onHidden: () => void;
}): ReactElement {
  const { t } = useTranslation();
  const rows = [
    ...FIELDS.map((field) => ({ field, text: person[field] })),
    { field: 'birthDate' as const, text: birthText(person) },
    {
      field: 'sex' as const,
      text: person.sex === null ? null : t(`search.reveal.sex.${person.sex as 'male'}`, { defaultValue: person.sex }),
    },
  ].filter(({ text }) => text !== null);
  return (
    <div className={styles.reveal} data-testid="revealed">
      <dl className={styles.person}>
        {rows.map(({ field, text }) => (
          <div key={field}>
            <dt>{t(`search.reveal.field.${field}`)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.foot}>
        <Button weight="plain" data-testid="hide" onClick={onHidden}>
          {t('search.reveal.hide')}
        </Button>
      </div>
    </div>
  );
}

/** Day first, as far as it is known. */
function birthText({ birthDate }: PersonalFields): string | null {
  return birthDate === null ? null : Object.values(birthDate).slice(1).reverse().join('/');
}
