/** Who is expected here, who has come, and who comes for a day? */

import type { ReactElement } from 'react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GateSnapshot } from '../../../src-main/contract/gate-api.ts';
import type { RosterSummary } from '../../../src-main/contract/roster-api.ts';
import type { RosterGroup } from '../../../src-main/core/entry/roster.ts';
import { useGate } from '../../parts/gate-context.ts';
import { groupedNumber } from '../../parts/grouped-number.ts';
import type { IconName } from '../../parts/icons.tsx';
import { Icon } from '../../parts/icons.tsx';
import type { VerdictEcho } from '../../parts/page.tsx';
import { Page } from '../../parts/page.tsx';
import { ImportWizard } from './import-wizard.tsx';
import styles from './people.module.css';
import { PeopleList } from './people-list.tsx';
import { VisitorDesk } from './visitor-desk.tsx';

export type PeopleScreenProps = {
  readonly snapshot: GateSnapshot;
  readonly echo: VerdictEcho;
  readonly onClosed: () => void;
};

const TABS = { list: 'people', visitor: 'plus', import: 'upload' } as const satisfies Record<string, IconName>;
type Tab = keyof typeof TABS;

export function PeopleScreen({ snapshot, echo, onClosed }: PeopleScreenProps): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const [tab, setTab] = useState<Tab>('list');
  const [summary, setSummary] = useState<RosterSummary | null>(null);
  const { lanes, settings, tally } = snapshot;
  const isFeast = settings.venue.kind === 'event' || settings.venue.kind === 'ceremony';
  const firstGroup: RosterGroup = isFeast ? 'guest' : 'staff';

  const load = useCallback(async (): Promise<void> => {
    const answer = await gate.ask((client) => client.rosterSummary());
    if (answer.type === 'answered') setSummary(answer.value);
  }, [gate]);
  const passed = tally.admittedIn + tally.admittedOut;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever passes changes who is in.
  useEffect(() => void load(), [load, passed]);

  return (
    <Page name="people" title={t('people.title')} echo={echo} onClosed={onClosed}>
      <nav className={styles.tabs} aria-label={t('people.tabs')}>
        {(Object.keys(TABS) as Tab[]).map((name) => (
          <button
            key={name}
            type="button"
            className={styles.tab}
            aria-current={name === tab}
            data-testid={`people-${name}`}
            onClick={() => setTab(name)}
          >
            <Icon name={TABS[name]} />
            <span>{t(`people.tab.${name}`)}</span>
          </button>
        ))}
      </nav>
      {summary === null || summary.lost === 0 ? null : (
        <p role="alert" className={styles.wrong}>
          {t('people.lost', { n: summary.lost })}
        </p>
      )}
      {tab === 'list' ? (
        <PeopleList
          lanes={lanes}
          firstGroup={firstGroup}
          passed={passed}
          counts={summary === null ? null : <Counts summary={summary} />}
          onChanged={load}
        />
      ) : null}
      {tab === 'visitor' ? <VisitorDesk onChanged={load} /> : null}
      {tab === 'import' ? <ImportWizard firstGroup={firstGroup} onChanged={load} /> : null}
    </Page>
  );
}

function Counts({ summary }: { readonly summary: RosterSummary }): ReactElement | null {
  const { t, i18n } = useTranslation();
  const grouped = (n: number): string => groupedNumber(n, i18n.language);
  const groups = summary.groups.filter(({ total }) => total > 0);
  if (groups.length === 0) return null;
  return (
    <ul className={styles.counts} data-testid="people-counts">
      {groups.map(({ group, total, expected, arrived }) => (
        <li key={group} data-group={group}>
          <span>{t(`people.group.${group}`)}</span>
          <strong>{t('people.count', { arrived: grouped(arrived), expected: grouped(expected) })}</strong>
          <span>{t('people.total', { n: grouped(total) })}</span>
        </li>
      ))}
    </ul>
  );
}
