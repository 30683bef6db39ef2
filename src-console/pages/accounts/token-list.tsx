/** Which programs are let in, to what, and when did each come last? */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiTokenRow } from '../../../src-collector/contract/keeper-calls.ts';
import { Badge } from '../../../src-renderer/parts/badge.tsx';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { useAsked, useDoing } from '../../door/use-call.ts';
import { Answered } from '../../parts/answered.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import type { Column } from '../../parts/data-table.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { dayAndMinute } from '../../parts/instant.ts';
import { LinkButton } from '../../parts/link-button.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { hrefOf } from '../../place.ts';
import { AccountsTabs } from './accounts-tabs.tsx';

export function TokenList(): ReactElement {
  const { t } = useTranslation();
  const asked = useAsked('token.list', {});
  const revoking = useDoing('token.revoke');
  const [revoked, setRevoked] = useState<ApiTokenRow | null>(null);

  async function revoke(id: number): Promise<void> {
    if ((await revoking.run({ id })) === null) return;
    setRevoked(null);
    asked.again();
  }

  return (
    <PageFrame
      title={t('shell.page.accounts')}
      about={t('accounts.token.about')}
      actions={
        <LinkButton href={hrefOf('accounts', ['tokens', 'new'])} weight="main" icon="plus" testId="issue">
          {t('accounts.token.issue')}
        </LinkButton>
      }
    >
      <AccountsTabs open="tokens" />
      <Answered asked={asked}>{({ tokens }) => <Table rows={tokens} onRevoke={setRevoked} />}</Answered>
      {revoked === null ? null : (
        <Confirm
          title={t('accounts.token.revoke.title', { name: revoked.name })}
          sure={t('accounts.token.revoke.sure')}
          isBusy={revoking.isBusy}
          refused={revoking.refused}
          onSure={() => void revoke(revoked.id)}
          onClose={() => setRevoked(null)}
        >
          <p>{t('accounts.token.revoke.about')}</p>
        </Confirm>
      )}
    </PageFrame>
  );
}

type TableProps = { readonly rows: readonly ApiTokenRow[]; readonly onRevoke: (row: ApiTokenRow) => void };

function Table({ rows, onRevoke }: TableProps): ReactElement {
  const { t } = useTranslation();
  const scopeWords = useScopeWords();
  const columns: readonly Column<ApiTokenRow>[] = [
    {
      key: 'name',
      head: t('accounts.token.name'),
      kind: 'words',
      cell: ({ name }) => name,
      sortBy: ({ name }) => name,
    },
    {
      key: 'scopes',
      head: t('accounts.token.scopes'),
      kind: 'words',
      cell: ({ scopes }) => scopes.map((scope) => scopeWords(scope).name).join(', '),
    },
    {
      key: 'unit',
      head: t('accounts.unit.label'),
      kind: 'words',
      cell: ({ unit }) => (unit.length === 0 ? t('shell.everywhere') : unit.join(' › ')),
    },
    {
      key: 'used',
      head: t('accounts.token.used'),
      kind: 'words',
      cell: ({ usedAt }) => (usedAt === null ? t('accounts.token.never') : dayAndMinute(Date.parse(usedAt))),
      sortBy: ({ usedAt }) => (usedAt === null ? null : Date.parse(usedAt)),
    },
    {
      key: 'until',
      head: t('accounts.token.until'),
      kind: 'words',
      cell: ({ validUntil }) => dayAndMinute(Date.parse(validUntil)),
      sortBy: ({ validUntil }) => Date.parse(validUntil),
    },
    {
      key: 'state',
      head: t('accounts.state.label'),
      kind: 'words',
      cell: (row) =>
        row.state === 'active' ? (
          <span data-print="never">
            <Button icon="close" data-testid="revoke" onClick={() => onRevoke(row)}>
              {t('accounts.token.revoke.do')}
            </Button>
          </span>
        ) : (
          <Badge tone="calm">{t(`accounts.token.state.${row.state}`)}</Badge>
        ),
    },
  ];
  return (
    <DataTable
      caption={t('accounts.token.many')}
      columns={columns}
      rows={rows}
      keyOf={({ id }) => String(id)}
      noneWord={t('accounts.token.none')}
    />
  );
}

/** What a scope opens, in words. A newer collector's scopes are shown by their names. */
export function useScopeWords(): (scope: string) => { readonly name: string; readonly opens: string } {
  const { t, i18n } = useTranslation();
  return (scope) => {
    // The words of a language use the colon for themselves: `figures:read` stands under `figures`.
    const key = `accounts.scope.${scope.split(':')[0]}`;
    const said = (part: 'name' | 'opens'): string =>
      i18n.exists(`${key}.${part}`) ? t(`${key}.${part}` as 'accounts.scope.figures.name') : scope;
    return { name: said('name'), opens: said('opens') };
  };
}
