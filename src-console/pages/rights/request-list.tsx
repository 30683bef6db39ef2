/** Which requests of persons are there, and by when must each be dealt with? What is overdue stands first. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonRequest } from '../../../src-collector/contract/rights-api.ts';
import { useAsked } from '../../door/use-call.ts';
import { Answered } from '../../parts/answered.tsx';
import type { Column } from '../../parts/data-table.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { dayAndMinute } from '../../parts/instant.ts';
import { LinkButton } from '../../parts/link-button.tsx';
import { useNow } from '../../parts/use-now.ts';
import { hrefOf } from '../../place.ts';
import { DueBadge } from './due-badge.tsx';
import { RightsFrame } from './rights-frame.tsx';
import { daysLeft } from './time-left.ts';

const MOST_ROWS = 200;

export function RequestList({ which }: { readonly which: 'open' | 'closed' }): ReactElement {
  const { t } = useTranslation();
  const asked = useAsked('rights.list', { which, limit: MOST_ROWS });
  const columns = useColumns(which);
  return (
    <RightsFrame
      open={which === 'open' ? '' : 'closed'}
      about={t('rights.about')}
      actions={
        <LinkButton href={hrefOf('rights', ['new'])} weight="main" icon="plus" testId="new-request">
          {t('rights.request.new')}
        </LinkButton>
      }
    >
      <Answered asked={asked}>
        {({ requests }) => (
          <DataTable
            caption={t(`rights.request.${which}`)}
            columns={columns}
            rows={requests}
            keyOf={({ requestId }) => requestId}
            isMarked={isLate}
            noneWord={t(which === 'open' ? 'rights.request.noneOpen' : 'rights.request.noneClosed')}
          />
        )}
      </Answered>
    </RightsFrame>
  );
}

function useColumns(which: 'open' | 'closed'): readonly Column<PersonRequest>[] {
  const { t } = useTranslation();
  const nowUtcMs = useNow();
  const always: readonly Column<PersonRequest>[] = [
    {
      key: 'reference',
      head: t('rights.request.reference'),
      kind: 'words',
      cell: ({ requestId, reference }) => <a href={hrefOf('rights', ['request', requestId])}>{reference}</a>,
      sortBy: ({ reference }) => reference,
    },
    { key: 'kind', head: t('rights.request.kind'), kind: 'words', cell: ({ kind }) => t(`rights.kind.${kind}.name`) },
    {
      key: 'received',
      head: t('rights.request.received'),
      kind: 'words',
      cell: ({ receivedAtUtcMs }) => dayAndMinute(receivedAtUtcMs),
      sortBy: ({ receivedAtUtcMs }) => receivedAtUtcMs,
    },
  ];
  if (which === 'closed') {
    return [
      ...always,
      {
        key: 'state',
        head: t('accounts.state.label'),
        kind: 'words',
        cell: ({ state, isOverdue }) =>
          isOverdue ? `${t(`rights.state.${state}`)} (${t('rights.wasLate')})` : t(`rights.state.${state}`),
      },
      {
        key: 'closed',
        head: t('rights.request.closedAt'),
        kind: 'words',
        cell: ({ closedAtUtcMs }) => (closedAtUtcMs === null ? '' : dayAndMinute(closedAtUtcMs)),
      },
    ];
  }
  return [
    ...always,
    {
      key: 'answer',
      head: t('rights.request.answer'),
      kind: 'words',
      cell: ({ answeredAtUtcMs, answerDueUtcMs }) =>
        answeredAtUtcMs === null ? (
          <DueBadge left={daysLeft(answerDueUtcMs, nowUtcMs)} />
        ) : (
          t('rights.request.answeredAt', { at: dayAndMinute(answeredAtUtcMs) })
        ),
    },
    {
      key: 'done',
      head: t('rights.request.done'),
      kind: 'words',
      cell: ({ doneDueUtcMs }) => <DueBadge left={daysLeft(doneDueUtcMs, nowUtcMs)} />,
      sortBy: ({ doneDueUtcMs }) => -doneDueUtcMs,
    },
  ];
}

/** What was answered late is late no more; what is not answered yet is. */
function isLate({ state, isOverdue, isAnswerOverdue, answeredAtUtcMs }: PersonRequest): boolean {
  return state === 'open' && (isOverdue || (isAnswerOverdue && answeredAtUtcMs === null));
}
