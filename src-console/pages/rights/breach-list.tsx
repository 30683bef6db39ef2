/** Which breaches were noticed, and how many of the 72 hours are left? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Breach } from '../../../src-collector/contract/rights-api.ts';
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
import { hoursLeft } from './time-left.ts';

export function BreachList(): ReactElement {
  const { t } = useTranslation();
  const nowUtcMs = useNow();
  const asked = useAsked('breach.list', {});
  const columns: readonly Column<Breach>[] = [
    {
      key: 'nature',
      head: t('rights.breach.nature'),
      kind: 'words',
      cell: ({ breachId, nature }) => <a href={hrefOf('rights', ['breaches', breachId])}>{nature}</a>,
    },
    {
      key: 'noticed',
      head: t('rights.breach.noticed'),
      kind: 'words',
      cell: ({ noticedAtUtcMs }) => dayAndMinute(noticedAtUtcMs),
      sortBy: ({ noticedAtUtcMs }) => noticedAtUtcMs,
    },
    {
      key: 'entries',
      head: t('rights.place.entries'),
      kind: 'number',
      cell: ({ counts }) => counts.entries,
      sortBy: ({ counts }) => counts.entries,
    },
    {
      key: 'clock',
      head: t('rights.breach.clock'),
      kind: 'words',
      cell: ({ state, notifyDueUtcMs }) =>
        state === 'open' ? <DueBadge left={hoursLeft(notifyDueUtcMs, nowUtcMs)} /> : t(`rights.breach.state.${state}`),
    },
  ];
  return (
    <RightsFrame
      open="breaches"
      about={t('rights.breach.about')}
      actions={
        <LinkButton href={hrefOf('rights', ['breaches', 'new'])} weight="main" icon="warning" testId="new-breach">
          {t('rights.breach.new')}
        </LinkButton>
      }
    >
      <Answered asked={asked}>
        {({ breaches }) => (
          <DataTable
            caption={t('rights.breach.many')}
            columns={columns}
            rows={breaches}
            keyOf={({ breachId }) => breachId}
            isMarked={({ state, isOverdue }) => state === 'open' && isOverdue}
            noneWord={t('rights.breach.none')}
          />
        )}
      </Answered>
    </RightsFrame>
  );
}
