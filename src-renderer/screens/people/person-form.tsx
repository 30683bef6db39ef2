/** What does the venue write down of one person, and how does a badge become theirs? */

import type { FormEvent, ReactElement } from 'react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaneView } from '../../../src-main/contract/gate-api.ts';
import type { PersonInput, PersonRefusal } from '../../../src-main/contract/roster-api.ts';
import type { RosterGroup } from '../../../src-main/core/entry/roster.ts';
import { ROSTER_GROUPS } from '../../../src-main/core/entry/roster.ts';
import { Button } from '../../parts/button.tsx';
import { useCodeCatch } from '../../parts/code-catch.ts';
import { ChoiceField, TextField, TickField } from '../../parts/fields.tsx';
import { useGate } from '../../parts/gate-context.ts';
import { dayStartOf, dayText, endOfDay, lastDayText } from './day-text.ts';
import { LinkBadge } from './link-badge.tsx';
import styles from './people.module.css';

export type PersonFormProps = {
  /** `null` = somebody new. */
  readonly id: number | null;
  readonly firstGroup: RosterGroup;
  readonly lanes: readonly LaneView[];
  readonly onClosed: () => void;
};

type Draft = Readonly<
  Record<'name' | 'number' | 'insuranceNumber' | 'badges' | 'department' | 'host' | 'note' | 'from' | 'until', string>
> & { readonly group: RosterGroup; readonly laneIds: readonly string[] };
type Trouble = PersonRefusal | 'no-answer' | 'name' | 'day';

const BADGE_SEPARATOR = ';';

export function PersonForm({ id, firstGroup, lanes, onClosed }: PersonFormProps): ReactElement | null {
  const { t } = useTranslation();
  const gate = useGate();
  const [draft, setDraft] = useState<Draft | null>(id === null ? newDraft(firstGroup) : null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isInBadges, setIsInBadges] = useState(false);

  const load = useCallback(async (): Promise<void> => {
    if (id === null) return;
    const answer = await gate.ask((client) => client.openPerson({ id }));
    if (answer.type !== 'answered') setTrouble('no-answer');
    else if (answer.value.type === 'refused') setTrouble(answer.value.reason);
    else setDraft(draftOf(answer.value.person));
  }, [gate, id]);
  useEffect(() => void load(), [load]);
  const takeBadge = useCallback(
    (text: string) => setDraft((now) => (now === null ? now : { ...now, badges: withBadge(now.badges, text) })),
    [],
  );
  useCodeCatch(isInBadges, takeBadge);

  if (draft === null) return trouble === null ? null : <p className={styles.wrong}>{t(`people.error.${trouble}`)}</p>;
  const change = (part: Partial<Draft>): void => {
    setDraft({ ...draft, ...part });
    setTrouble(null);
  };

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (draft === null) return;
    const person = personOf(draft);
    if (typeof person === 'string') return setTrouble(person);
    const answer = await gate.ask((client) => client.savePerson({ id, person }));
    if (answer.type !== 'answered') setTrouble('no-answer');
    else if (answer.value.type === 'refused') setTrouble(answer.value.reason);
    else onClosed();
  }

  const field = (name: 'number' | 'insuranceNumber' | 'department' | 'host' | 'note') => ({
    label: t(`people.form.${name}`),
    name,
    value: draft[name],
    onText: (text: string) => change({ [name]: text }),
  });
  return (
    <form className={styles.form} noValidate onSubmit={(event) => void save(event)}>
      <h2>{id === null ? t('people.form.add') : t('people.form.edit')}</h2>
      <p role="alert" className={trouble === null ? styles.calm : styles.wrong}>
        {trouble === null ? null : t(`people.error.${trouble}`)}
      </p>
      <ChoiceField
        label={t('people.form.group')}
        value={draft.group}
        choices={ROSTER_GROUPS.map((value) => ({ value, text: t(`people.group.${value}`) }))}
        onChoice={(group) => change({ group })}
      />
      <div className={styles.fields}>
        <TextField
          label={t('people.form.name')}
          name="name"
          value={draft.name}
          autoCapitalize="words"
          error={trouble === 'name' ? t('people.error.name') : null}
          onText={(name) => change({ name })}
        />
        <TextField {...field('number')} hint={t('people.form.numberHint')} autoCapitalize="characters" />
        <TextField
          {...field('insuranceNumber')}
          hint={t('people.form.insuranceNumberHint')}
          autoCapitalize="characters"
        />
        <TextField
          label={t('people.form.badges')}
          name="badges"
          hint={t('people.form.badgesHint')}
          value={draft.badges}
          onFocus={() => setIsInBadges(true)}
          onBlur={() => setIsInBadges(false)}
          onText={(badges) => change({ badges })}
        />
        <TextField {...field('department')} />
        <TextField {...field('host')} />
        <TextField {...field('note')} />
        <TextField
          label={t('people.form.from')}
          name="from"
          hint={t('people.form.dayHint')}
          value={draft.from}
          inputMode="numeric"
          onText={(from) => change({ from })}
        />
        <TextField
          label={t('people.form.until')}
          name="until"
          hint={t('people.form.dayHint')}
          value={draft.until}
          inputMode="numeric"
          onText={(until) => change({ until })}
        />
      </div>
      {lanes.length > 1 ? (
        <TickField
          label={t('people.form.lanes')}
          hint={t('people.form.lanesHint')}
          values={draft.laneIds}
          choices={lanes.map(({ id: value, name: text }) => ({ value, text }))}
          onTick={(laneId, isTicked) =>
            change({ laneIds: isTicked ? [...draft.laneIds, laneId] : draft.laneIds.filter((each) => each !== laneId) })
          }
        />
      ) : null}
      <footer className={styles.foot}>
        {id === null ? null : <LinkBadge id={id} lanes={lanes} onLinked={load} />}
        <Button isLarge weight="quiet" icon="back" onClick={onClosed}>
          {t('people.form.back')}
        </Button>
        <Button isLarge weight="main" type="submit" icon="done" data-testid="save-person">
          {t('people.form.save')}
        </Button>
      </footer>
    </form>
  );
}

/** Of a guest or visitor today, as in a list that names no day: without an end nobody would ever let go of them. */
function newDraft(group: RosterGroup): Draft {
  const day = group === 'guest' || group === 'visitor' ? dayText(Date.now()) : '';
  return {
    group,
    name: '',
    number: '',
    insuranceNumber: '',
    badges: '',
    department: '',
    host: '',
    note: '',
    from: day,
    until: day,
    laneIds: [],
  };
}

function draftOf(person: PersonInput): Draft {
  return {
    group: person.group,
    name: person.name,
    number: person.number ?? '',
    insuranceNumber: person.insuranceNumber ?? '',
    badges: person.badges.join(`${BADGE_SEPARATOR} `),
    department: person.department ?? '',
    host: person.host ?? '',
    note: person.note ?? '',
    from: dayText(person.validFromUtcMs),
    until: lastDayText(person.validUntilUtcMs),
    laneIds: person.laneIds ?? [],
  };
}

function personOf(draft: Draft): PersonInput | 'name' | 'day' {
  const [from, last] = [dayStartOf(draft.from), dayStartOf(draft.until)];
  if (draft.name.trim() === '') return 'name';
  if (from === undefined || last === undefined) return 'day';
  return {
    group: draft.group,
    name: draft.name.trim(),
    number: orNull(draft.number),
    insuranceNumber: orNull(draft.insuranceNumber),
    badges: badgesOf(draft.badges),
    department: orNull(draft.department),
    host: orNull(draft.host),
    note: orNull(draft.note),
    laneIds: draft.laneIds.length === 0 ? null : [...draft.laneIds],
    validFromUtcMs: from,
    validUntilUtcMs: endOfDay(last),
  };
}

function badgesOf(text: string): string[] {
  return text
    .split(BADGE_SEPARATOR)
    .map((badge) => badge.trim())
    .filter((badge) => badge !== '');
}

function withBadge(badges: string, badge: string): string {
  return [...new Set([...badgesOf(badges), badge.trim()])].join(`${BADGE_SEPARATOR} `);
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
