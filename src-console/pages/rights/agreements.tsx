/** Which accounts wait for a second person's agreement, before they trace or watch over rights? */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../src-collector/contract/console-api.ts';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { useAsked, useDoing } from '../../door/use-call.ts';
import { Answered } from '../../parts/answered.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import type { Column } from '../../parts/data-table.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { dayAndMinute } from '../../parts/instant.ts';
import { RightsFrame } from './rights-frame.tsx';

type Waiting = CallOutput<'account.waiting'>['accounts'][number];

export function Agreements(): ReactElement {
  const { t } = useTranslation();
  const asked = useAsked('account.waiting', {});
  const approving = useDoing('account.approve');
  const [chosen, setChosen] = useState<Waiting | null>(null);

  async function approve(id: number): Promise<void> {
    if ((await approving.run({ id })) === null) return;
    setChosen(null);
    asked.again();
  }

  const columns: readonly Column<Waiting>[] = [
    { key: 'name', head: t('door.name'), kind: 'words', cell: ({ name }) => name },
    {
      key: 'roles',
      head: t('account.roles'),
      kind: 'words',
      cell: ({ roles }) => roles.map((role) => t(`role.${role}`)).join(', '),
    },
    {
      key: 'unit',
      head: t('accounts.unit.label'),
      kind: 'words',
      cell: ({ unit }) => (unit.length === 0 ? t('shell.everywhere') : unit.join(' › ')),
    },
    { key: 'by', head: t('rights.agreement.askedBy'), kind: 'words', cell: ({ askedBy }) => askedBy ?? '' },
    {
      key: 'since',
      head: t('rights.agreement.since'),
      kind: 'words',
      cell: ({ since }) => dayAndMinute(Date.parse(since)),
    },
    {
      key: 'do',
      head: t('notices.target.do'),
      kind: 'words',
      cell: (row) => (
        <Button icon="done" data-testid="approve" onClick={() => setChosen(row)}>
          {t('rights.agreement.do')}
        </Button>
      ),
    },
  ];
  return (
    <RightsFrame open="agreements" about={t('rights.agreement.about')}>
      <Answered asked={asked}>
        {({ accounts }) => (
          <DataTable
            caption={t('rights.agreement.many')}
            columns={columns}
            rows={accounts}
            keyOf={({ id }) => String(id)}
            noneWord={t('rights.agreement.none')}
          />
        )}
      </Answered>
      {chosen === null ? null : (
        <Confirm
          title={t('rights.agreement.title', { name: chosen.name })}
          sure={t('rights.agreement.do')}
          isGrave={false}
          isBusy={approving.isBusy}
          refused={approving.refused}
          onSure={() => void approve(chosen.id)}
          onClose={() => setChosen(null)}
        >
          <p>{t('rights.agreement.means')}</p>
        </Confirm>
      )}
    </RightsFrame>
  );
}
