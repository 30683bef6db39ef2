/** Who came to this hospital today, and what does the receptionist do for each? List on one side, one person on the other. */

import type { ReactElement } from 'react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GateSnapshot } from '../../../src-main/contract/gate-api.ts';
import type { EntryRefInput, VisitDay, VisitItem } from '../../../src-main/contract/visit-api.ts';
import type { GateClient } from '../../gate-connection.ts';
import { Button } from '../../parts/button.tsx';
import type { VerdictEcho } from '../../parts/page.tsx';
import { Page } from '../../parts/page.tsx';
import { useDesk } from '../../parts/use-desk.ts';
import { vietnamTime } from '../../parts/vietnam-time.ts';
import { JoinQuestions } from './join-questions.tsx';
import { VisitPanel } from './visit-panel.tsx';
import styles from './visits-screen.module.css';

export type VisitsScreenProps = {
  readonly snapshot: GateSnapshot;
  readonly echo: VerdictEcho;
  readonly onClosed: () => void;
};

/** Nobody chosen: the newest person is shown, so that at a quiet desk nothing has to be pressed. */
export function VisitsScreen({ snapshot, echo, onClosed }: VisitsScreenProps): ReactElement {
  const { t } = useTranslation();
  const [department, setDepartment] = useState<string | null>(null);
  const [chosen, setChosen] = useState<EntryRefInput | null>(null);
  const load = useCallback((client: GateClient) => client.listVisits({ department }), [department]);
  const { value: day, hasFailed } = useDesk(load, snapshot.desk.revision);
  const open = chosen ?? day?.items[0]?.visit ?? null;
  return (
    <Page
      name="visits"
      title={t('visits.title')}
      echo={echo}
      onClosed={onClosed}
      actions={
        <Button icon="refresh" disabled={chosen === null} data-testid="newest-visit" onClick={() => setChosen(null)}>
          {t('visits.newest')}
        </Button>
      }
    >
      <p role="alert" className={hasFailed ? styles.wrong : styles.calm}>
        {hasFailed ? t('visits.error.no-answer') : null}
      </p>
      {day === null ? null : (
        <>
          <Counts day={day} />
          <JoinQuestions questions={day.questions} />
          <div className={styles.columns}>
            <section className={styles.column} aria-label={t('visits.list')}>
              <Departments day={day} chosen={department} onChosen={setDepartment} />
              <VisitList items={day.items} open={open} onOpen={setChosen} />
            </section>
            {open === null ? null : (
              <VisitPanel
                key={`${open.epoch}-${open.seq}`}
                visit={open}
                snapshot={snapshot}
                onTouched={() => setChosen(open)}
              />
            )}
          </div>
        </>
      )}
    </Page>
  );
}

function Counts({ day }: { readonly day: VisitDay }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles.head}>
      <dl className={styles.counts}>
        {(['visits', 'undeclared', 'separate'] as const).map((name) => (
          <div key={name} data-count={name} data-grave={name === 'separate' && day.separate > 0}>
            <dt>{t(`visits.count.${name}`)}</dt>
            <dd>{day[name]}</dd>
          </div>
        ))}
      </dl>
      <p role="alert" className={day.separate > 0 ? styles.alarm : styles.calm}>
        {day.separate > 0 ? t('visits.separateWaiting', { total: day.separate }) : null}
      </p>
    </div>
  );
}

function Departments(props: {
  readonly day: VisitDay;
  readonly chosen: string | null;
  readonly onChosen: (department: string | null) => void;
}): ReactElement {
  const { day, chosen, onChosen } = props;
  const { t } = useTranslation();
  const busy = day.departments.filter(({ name, visits }) => name !== null && (visits > 0 || name === chosen));
  const chip = (name: string | null, text: string, visits: number): ReactElement => (
    <button
      key={text}
      type="button"
      className={styles.chip}
      aria-pressed={chosen === name}
      onClick={() => onChosen(name)}
    >
      {text} <strong>{visits}</strong>
    </button>
  );
  return (
    <fieldset className={styles.chips} aria-label={t('visits.department')}>
      {chip(null, t('visits.all'), day.visits)}
      {busy.map(({ name, visits }) => chip(name, name ?? '', visits))}
    </fieldset>
  );
}

function VisitList(props: {
  readonly items: readonly VisitItem[];
  readonly open: EntryRefInput | null;
  readonly onOpen: (visit: EntryRefInput) => void;
}): ReactElement {
  const { items, open, onOpen } = props;
  const { t } = useTranslation();
  if (items.length === 0) return <p className={styles.empty}>{t('visits.empty')}</p>;
  return (
    <ul className={styles.list}>
      {items.map((item) => (
        <li key={`${item.visit.epoch}-${item.visit.seq}`}>
          <button
            type="button"
            className={styles.visit}
            data-testid="visit"
            aria-pressed={open?.seq === item.visit.seq && open.epoch === item.visit.epoch}
            onClick={() => onOpen(item.visit)}
          >
            <span className={styles.time}>{vietnamTime(item.atUtcMs).slice(0, 5)}</span>
            <strong className={styles.who}>{item.maskedName ?? t('visits.noName')}</strong>
            <span className={styles.tag} data-declared={item.declared}>
              {t(`visits.declared.${item.declared}`)}
            </span>
            <span className={styles.more}>
              {[
                item.maskedNumber,
                item.hasIdentity ? t('visits.card.identity') : null,
                item.hasInsurance ? t('visits.card.insurance') : null,
                item.department ?? t('visits.noDepartment'),
                item.companions === 0 ? null : t('visits.companions', { total: item.companions }),
              ]
                .filter((part) => part !== null)
                .join(' · ')}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
