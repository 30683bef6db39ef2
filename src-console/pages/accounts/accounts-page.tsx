/** Which part of the accounts is open: all of them, a new one, one, or the tokens of programs? */

import type { ReactElement } from 'react';
import type { PageProps } from '../../page-props.ts';
import { AccountList } from './account-list.tsx';
import { InvitePage } from './invite.tsx';
import { IssueTokenPage } from './issue-token.tsx';
import { OneAccount } from './one-account.tsx';
import { TokenList } from './token-list.tsx';

export function AccountsPage({ place }: PageProps): ReactElement {
  const [first = '', second = ''] = place.path;
  if (first === 'new') return <InvitePage />;
  if (first === 'tokens') return second === 'new' ? <IssueTokenPage /> : <TokenList />;
  if (/^\d{1,10}$/.test(first)) return <OneAccount key={first} id={Number(first)} />;
  return <AccountList />;
}
