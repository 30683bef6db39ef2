/** Which cases are there, and how far is each? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../src-renderer/parts/empty-state.tsx';
import { useSession } from '../../door/door-context.ts';
import { useAsked } from '../../door/use-call.ts';
import { Answered } from '../../parts/answered.tsx';
import type { Column } from '../../parts/data-table.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { hrefOf } from '../../place.ts';
import type { ShownCase } from './case-words.tsx';
import { CaseState, clockAndDate } from './case-words.tsx';
import styles from './trace-page.module.css';

const CASES_A_PAGE = 50;

/** `before`: of the page before, when its last one was asked for. */
export function CaseList({ before }: { readonly before: string | null }): ReactElement {
  const { t } = useTranslation();
  const { roles } = useSession();
  const beforeUtcMs = before !== null && /^\d{1,15}$/.test(before) ? Number(before) : undefined;
  const asked = useAsked('trace.list', {
    limit: CASES_A_PAGE,
    ...(beforeUtcMs === undefined ? {} : { beforeUtcMs }),
  });
  const columns: readonly Column<ShownCase>[] = [
    {
      key: 'purpose',
      head: t('trace.column.purpose'),
      kind: 'words',
      cell: ({ caseId, purpose }) => (
        <a href={hrefOf('trace', [caseId])} data-testid="case">
          {purpose}
        </a>
      ),
    },
    {
      key: 'state',
      head: t('trace.column.state'),
      kind: 'words',
      cell: ({ state, resultsDeletedAtUtcMs }) => (
        <span className={styles.two}>
          <CaseState state={state} />
          {resultsDeletedAtUtcMs === null ? null : <small>{t('trace.deleted')}</small>}
        </span>
      ),
    },
    {
      key: 'asked',
      head: t('trace.column.asked'),
      kind: 'words',
      cell: ({ askedName, askedAtUtcMs }) => <NameAndTime name={askedName} atUtcMs={askedAtUtcMs} />,
      sortBy: ({ askedAtUtcMs }) => -askedAtUtcMs,
    },
    {
      key: 'decided',
      head: t('trace.column.decided'),
      kind: 'words',
      cell: ({ decidedName, decidedAtUtcMs }) => <NameAndTime name={decidedName} atUtcMs={decidedAtUtcMs} />,
    },
    {
      key: 'contacts',
      head: t('trace.column.contacts'),
      kind: 'number',
      cell: ({ counts }) => counts.contacts,
      sortBy: ({ counts }) => counts.contacts,
    },
    {
      key: 'handOuts',
      head: t('trace.column.handOuts'),
      kind: 'number',
      cell: ({ handOuts }) => handOuts,
      sortBy: ({ handOuts }) => handOuts,
    },
  ];
  const toNew = (
    <a className={styles.main} href={hrefOf('trace', ['new'])} data-testid="new-case">
      {t('trace.new')}
    </a>
  );
  return (
    <PageFrame title={t('trace.title')} about={t('trace.about')} actions={roles.includes('tracer') ? toNew : undefined}>
      <Answered asked={asked}>
        {({ cases }) =>
          cases.length === 0 && before === null ? (
            <EmptyState icon="people" title={t('trace.none')} hint={t('trace.noneDo')} />
          ) : (
            <>
              <DataTable
                caption={t('trace.list')}
                columns={columns}
                rows={cases}
                keyOf={({ caseId }) => caseId}
                noneWord={t('trace.none')}
              />
              <nav className={styles.buttons} aria-label={t('trace.list')} data-print="never">
                {before === null ? null : (
                  <a className={styles.link} href={hrefOf('trace')}>
                    {t('trace.newest')}
                  </a>
                )}
                {cases.length < CASES_A_PAGE ? null : (
                  <a
                    className={styles.link}
                    href={hrefOf('trace', [], { before: String(cases.at(-1)?.askedAtUtcMs ?? '') })}
                  >
                    {t('trace.older')}
                  </a>
                )}
              </nav>
            </>
          )
        }
      </Answered>
    </PageFrame>
  );
}

type NameAndTimeProps = { readonly name: string | null; readonly atUtcMs: number | null };

function NameAndTime({ name, atUtcMs }: NameAndTimeProps): ReactElement | null {
  if (name === null) return null;
  return (
    <span className={styles.two}>
      {name}
      {atUtcMs === null ? null : <small>{clockAndDate(atUtcMs)}</small>}
    </span>
  );
}
