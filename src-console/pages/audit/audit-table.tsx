/** How does a line of the audit log read? When, who, what, and what came of it. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditRow } from '../../../src-collector/contract/keeper-calls.ts';
import { OUTCOMES_NOT_REFUSED } from '../../../src-collector/contract/keeper-calls.ts';
import { Badge } from '../../../src-renderer/parts/badge.tsx';
import type { Column } from '../../parts/data-table.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { dayAndSecond } from '../../parts/instant.ts';
import { useRefusalWords } from '../../parts/refusal-words.ts';
import styles from './audit.module.css';
import { useCallWords } from './call-words.ts';

const STRANGERS = ['token', 'command', 'page', 'stranger'] as const;
type Stranger = (typeof STRANGERS)[number];
type NotRefused = (typeof OUTCOMES_NOT_REFUSED)[number];

export function AuditTable({ rows }: { readonly rows: readonly AuditRow[] }): ReactElement {
  const { t } = useTranslation();
  const words = useCallWords();
  const columns: readonly Column<AuditRow>[] = [
    {
      key: 'at',
      head: t('audit.at'),
      kind: 'words',
      cell: ({ at }) => <span className={styles.at}>{dayAndSecond(Date.parse(at))}</span>,
    },
    {
      key: 'by',
      head: t('audit.by'),
      kind: 'words',
      cell: ({ by }) => (isStranger(by) ? t(`audit.stranger.${by}`) : <strong className={styles.by}>{by}</strong>),
    },
    {
      key: 'call',
      head: t('audit.what'),
      kind: 'words',
      cell: ({ call }) => (
        <>
          {words.call(call)}
          <code className={styles.name}>{call}</code>
        </>
      ),
    },
    { key: 'outcome', head: t('audit.outcome.label'), kind: 'words', cell: (row) => <Outcome outcome={row.outcome} /> },
    { key: 'detail', head: t('audit.detail.label'), kind: 'words', cell: ({ detail }) => <Detail detail={detail} /> },
  ];
  return (
    <DataTable
      caption={t('shell.page.audit')}
      columns={columns}
      rows={rows}
      keyOf={({ id }) => String(id)}
      isMarked={({ outcome }) => !isDone(outcome)}
      noneWord={t('audit.none')}
    />
  );
}

function Outcome({ outcome }: { readonly outcome: string }): ReactElement {
  const { t } = useTranslation();
  const sentences = useRefusalWords();
  if (isDone(outcome)) return <>{t(`audit.outcome.${outcome}`)}</>;
  // What happened; what the refused one should do is not for who reads it here.
  const [what = ''] = sentences(outcome).split(/(?<=[.])\s/, 1);
  return (
    <span data-testid="refused">
      <Badge tone="warning">{t('audit.outcome.refused')}</Badge>
      <span className={styles.why}>{what}</span>
    </span>
  );
}

function Detail({ detail }: { readonly detail: AuditRow['detail'] }): ReactElement {
  const words = useCallWords();
  return (
    <ul className={styles.detail}>
      {Object.entries(detail).map(([key, value]) => (
        <li key={key}>
          {words.detail(key)}: {value}
        </li>
      ))}
    </ul>
  );
}

function isDone(outcome: string): outcome is NotRefused {
  return (OUTCOMES_NOT_REFUSED as readonly string[]).includes(outcome);
}

/** An account may be called so too; an account's own name is what its row says. */
function isStranger(by: string): by is Stranger {
  return (STRANGERS as readonly string[]).includes(by);
}
