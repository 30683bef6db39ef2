/** Who has an account, in which roles, where, and in which state? */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountRow } from '../../../src-collector/contract/keeper-calls.ts';
import type { Tone } from '../../../src-renderer/parts/badge.tsx';
import { Badge } from '../../../src-renderer/parts/badge.tsx';
import { TextField } from '../../../src-renderer/parts/fields.tsx';
import { useAsked } from '../../door/use-call.ts';
import { Answered } from '../../parts/answered.tsx';
import type { Column } from '../../parts/data-table.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { hrefOf } from '../../place.ts';
import styles from './accounts.module.css';
import { AccountsTabs } from './accounts-tabs.tsx';

export function AccountList(): ReactElement {
  const { t } = useTranslation();
  const asked = useAsked('account.list', {});
  const [wanted, setWanted] = useState('');
  return (
    <PageFrame
      title={t('shell.page.accounts')}
      about={t('accounts.about')}
      actions={
        <LinkButton href={hrefOf('accounts', ['new'])} weight="main" icon="plus" testId="invite">
          {t('accounts.invite.title')}
        </LinkButton>
      }
    >
      <AccountsTabs open="" />
      <div className={styles.filter} data-print="never">
        <TextField
          label={t('accounts.find')}
          value={wanted}
          type="search"
          name="find"
          maxLength={120}
          onText={setWanted}
        />
      </div>
      <Answered asked={asked}>
        {({ accounts }) => <Table rows={accounts.filter((row) => isWanted(row, wanted))} />}
      </Answered>
    </PageFrame>
  );
}

function Table({ rows }: { readonly rows: readonly AccountRow[] }): ReactElement {
  const { t } = useTranslation();
  const columns: readonly Column<AccountRow>[] = [
    {
      key: 'name',
      head: t('door.name'),
      kind: 'words',
      cell: ({ id, name }) => <a href={hrefOf('accounts', [String(id)])}>{name}</a>,
      sortBy: ({ name }) => name,
    },
    { key: 'roles', head: t('account.roles'), kind: 'words', cell: ({ roles }) => <RoleWords roles={roles} /> },
    {
      key: 'unit',
      head: t('accounts.unit.label'),
      kind: 'words',
      cell: ({ unit }) => (unit.length === 0 ? t('shell.everywhere') : unit.join(' › ')),
      sortBy: ({ unit }) => unit.join('/'),
    },
    {
      key: 'state',
      head: t('accounts.state.label'),
      kind: 'words',
      cell: ({ state }) => <StateBadge state={state} />,
      sortBy: ({ state }) => t(`accounts.state.${state}`),
    },
    {
      key: 'second',
      head: t('accounts.second.label'),
      kind: 'words',
      cell: ({ hasSecondStep }) => t(hasSecondStep ? 'accounts.second.on' : 'accounts.second.off'),
    },
  ];
  return (
    <DataTable
      caption={t('accounts.people')}
      columns={columns}
      rows={rows}
      keyOf={({ id }) => String(id)}
      noneWord={t('accounts.none')}
    />
  );
}

export function RoleWords({ roles }: { readonly roles: AccountRow['roles'] }): ReactElement {
  const { t, i18n } = useTranslation();
  return <>{new Intl.ListFormat(i18n.language, { type: 'unit' }).format(roles.map((role) => t(`role.${role}`)))}</>;
}

const TONES: Readonly<Record<AccountRow['state'], Tone>> = {
  active: 'well',
  invited: 'calm',
  waiting: 'warning',
  disabled: 'calm',
};

export function StateBadge({ state }: { readonly state: AccountRow['state'] }): ReactElement {
  const { t } = useTranslation();
  const words = t(`accounts.state.${state}`);
  return state === 'disabled' ? (
    <Badge tone="calm" icon="locked">
      {words}
    </Badge>
  ) : (
    <Badge tone={TONES[state]}>{words}</Badge>
  );
}

function isWanted({ name, unit }: AccountRow, wanted: string): boolean {
  const text = wanted.trim().normalize('NFC').toLowerCase();
  return `${name} ${unit.join(' ')}`.toLowerCase().includes(text);
}
