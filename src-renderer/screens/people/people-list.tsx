/** Whom does the desk mean, and what is to be done about them? */

import type { ReactElement, ReactNode } from 'react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaneView } from '../../../src-main/contract/gate-api.ts';
import type { PersonItem } from '../../../src-main/contract/roster-api.ts';
import type { RosterGroup } from '../../../src-main/core/entry/roster.ts';
import { ROSTER_GROUPS } from '../../../src-main/core/entry/roster.ts';
import { Button, SureButton } from '../../parts/button.tsx';
import { SelectField, TextField } from '../../parts/fields.tsx';
import { useGate } from '../../parts/gate-context.ts';
import { dayText, lastDayText } from './day-text.ts';
import styles from './people.module.css';
import { PersonForm } from './person-form.tsx';
import { saveAs } from './send-list.ts';

export type PeopleListProps = {
  readonly lanes: readonly LaneView[];
  readonly firstGroup: RosterGroup;
  /** How many passed so far: the marks of who is in follow it. */
  readonly passed: number;
  /** Of all groups. They stand above the list alone: whoever fills in a form needs the room more. */
  readonly counts: ReactNode;
  readonly onChanged: () => Promise<void>;
};

const FILTERS = ['all', 'not-arrived', 'badge-out'] as const;
/** Looking through names takes the gate a moment. */
const FIND_WITHIN_MS = 15_000;
const EXPORT_WITHIN_MS = 60_000;
const TYPING_MS = 250;

export function PeopleList({ lanes, firstGroup, passed, counts, onChanged }: PeopleListProps): ReactElement {
  const { t, i18n } = useTranslation();
  const gate = useGate();
  const [group, setGroup] = useState<RosterGroup | 'all'>('all');
  const [only, setOnly] = useState<(typeof FILTERS)[number]>('all');
  const [text, setText] = useState('');
  const [laneId, setLaneId] = useState(lanes[0]?.id ?? '');
  const [people, setPeople] = useState<readonly PersonItem[] | null>(null);
  const [nextBeforeId, setNextBeforeId] = useState<number | null>(null);
  const [editing, setEditing] = useState<number | 'new' | null>(null);
  const [said, setSaid] = useState<'no-answer' | 'cannot-note' | 'admitted' | null>(null);

  const find = useCallback(
    async (beforeId: number | null): Promise<void> => {
      const query = { group: group === 'all' ? null : group, text: text.trim(), only, beforeId };
      const answer = await gate.ask((client) => client.findPeople(query), FIND_WITHIN_MS);
      if (answer.type !== 'answered') return setSaid('no-answer');
      const { people: found, nextBeforeId: next } = answer.value;
      setPeople((shown) => (beforeId === null ? found : [...(shown ?? []), ...found]));
      setNextBeforeId(next);
    },
    [gate, group, text, only],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever passes changes the marks.
  useEffect(() => {
    const timer = setTimeout(() => void find(null), TYPING_MS);
    return () => clearTimeout(timer);
  }, [find, passed]);

  async function changed(): Promise<void> {
    await Promise.all([find(null), onChanged()]);
  }

  async function download(): Promise<void> {
    const language = i18n.language === 'en' ? 'en' : 'vi';
    const chosen = group === 'all' ? firstGroup : group;
    const answer = await gate.ask((client) => client.exportRoster({ group: chosen, language }), EXPORT_WITHIN_MS);
    if (answer.type !== 'answered') setSaid('no-answer');
    else if (answer.value.type === 'refused') setSaid(answer.value.reason);
    else saveAs(`${chosen}.csv`, answer.value.csv);
  }

  if (editing !== null) {
    return (
      <PersonForm
        id={editing === 'new' ? null : editing}
        firstGroup={group === 'all' ? firstGroup : group}
        lanes={lanes}
        onClosed={() => {
          setEditing(null);
          void changed();
        }}
      />
    );
  }
  return (
    <>
      {counts}
      <div className={styles.search}>
        <TextField label={t('people.search')} name="search" value={text} onText={setText} />
        <SelectField
          label={t('people.form.group')}
          name="group"
          value={group}
          onChoice={(choice) => setGroup(choice as RosterGroup | 'all')}
        >
          <option value="all">{t('people.all')}</option>
          {ROSTER_GROUPS.map((each) => (
            <option key={each} value={each}>
              {t(`people.group.${each}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t('people.only.label')}
          name="only"
          value={only}
          onChoice={(choice) => setOnly(FILTERS.find((each) => each === choice) ?? 'all')}
        >
          {FILTERS.map((each) => (
            <option key={each} value={each}>
              {t(`people.only.${each}`)}
            </option>
          ))}
        </SelectField>
        {lanes.length > 1 ? (
          <SelectField label={t('people.lane')} name="lane" value={laneId} onChoice={setLaneId}>
            {lanes.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
        ) : null}
      </div>
      <div className={styles.actions}>
        <Button icon="plus" weight="main" data-testid="add-person" onClick={() => setEditing('new')}>
          {t('people.add')}
        </Button>
        <Button icon="disk" weight="quiet" data-testid="export-people" onClick={() => void download()}>
          {t('people.export')}
        </Button>
      </div>
      <p role="status" className={said === null ? styles.calm : said === 'admitted' ? styles.good : styles.wrong}>
        {said === null ? null : said === 'admitted' ? t('people.admitted') : t(`people.error.${said}`)}
      </p>
      {people?.length === 0 ? (
        <p className={styles.none}>{text === '' && only === 'all' ? t('people.empty') : t('people.none')}</p>
      ) : null}
      <ul className={styles.people} data-testid="people">
        {(people ?? []).map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            onEdit={() => setEditing(person.id)}
            onAdmit={async () => {
              const answer = await gate.ask((client) => client.admitPerson({ id: person.id, laneId }));
              setSaid(answer.type === 'answered' && answer.value.type === 'shown' ? 'admitted' : 'no-answer');
              await changed();
            }}
            onReturn={async () => {
              const answer = await gate.ask((client) => client.returnBadge({ id: person.id }));
              setSaid(answer.type === 'answered' ? null : 'no-answer');
              await changed();
            }}
            onRemove={async () => {
              const answer = await gate.ask((client) => client.removePerson({ id: person.id }));
              setSaid(answer.type === 'answered' ? null : 'no-answer');
              await changed();
            }}
          />
        ))}
      </ul>
      {nextBeforeId === null ? null : (
        <Button weight="quiet" onClick={() => void find(nextBeforeId)}>
          {t('people.more')}
        </Button>
      )}
    </>
  );
}

type PersonRowProps = {
  readonly person: PersonItem;
  readonly onEdit: () => void;
  readonly onAdmit: () => Promise<void>;
  readonly onReturn: () => Promise<void>;
  readonly onRemove: () => Promise<void>;
};

function PersonRow({ person, onEdit, onAdmit, onReturn, onRemove }: PersonRowProps): ReactElement {
  const { t } = useTranslation();
  const { name, group, maskedNumber, department, host, hasArrived, isBadgeOut } = person;
  const terms = useTerms(person);
  const facts = [
    t(`people.group.${group}`),
    department,
    maskedNumber,
    host === null ? null : t('people.meets', { host }),
    terms,
  ];
  return (
    <li data-person={person.id} data-arrived={hasArrived}>
      <div className={styles.who}>
        <strong>{name ?? t('people.unreadable')}</strong>
        <span>{facts.filter((fact) => fact !== null).join(' · ')}</span>
      </div>
      <p className={styles.marks}>
        <span data-mark={hasArrived ? 'in' : 'out'}>{hasArrived ? t('people.here') : t('people.notHere')}</span>
        {isBadgeOut ? <span data-mark="badge">{t('people.badgeOut')}</span> : null}
      </p>
      <div className={styles.do}>
        {isBadgeOut ? (
          <Button icon="done" onClick={() => void onReturn()}>
            {t('people.returned')}
          </Button>
        ) : (
          <Button icon="in" onClick={() => void onAdmit()}>
            {t('people.admit')}
          </Button>
        )}
        <Button weight="quiet" onClick={onEdit}>
          {t('people.edit')}
        </Button>
        <SureButton icon="trash" sure={t('people.removeSure')} onSure={() => void onRemove()}>
          {t('people.remove')}
        </SureButton>
      </div>
    </li>
  );
}

/** Until when, or on which day; nothing where there is no limit. */
function useTerms({ validFromUtcMs, validUntilUtcMs }: PersonItem): string | null {
  const { t } = useTranslation();
  const [from, until] = [dayText(validFromUtcMs), lastDayText(validUntilUtcMs)];
  if (until === '') return null;
  return from === until ? t('people.oneDay', { day: until }) : t('people.until', { day: until });
}
