/** Which part of persons' rights is open: requests, breaches, receipts of dropped days, who waits for agreement? */

import type { ReactElement } from 'react';
import type { PageProps } from '../../page-props.ts';
import { Agreements } from './agreements.tsx';
import { BreachList } from './breach-list.tsx';
import { BreachSheet } from './breach-sheet.tsx';
import { Holidays } from './holidays.tsx';
import { NewBreach } from './new-breach.tsx';
import { NewRequest } from './new-request.tsx';
import { OneRequest } from './one-request.tsx';
import { ReceiptList } from './receipt-list.tsx';
import { RequestList } from './request-list.tsx';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function RightsPage({ place }: PageProps): ReactElement {
  const [first = '', second = ''] = place.path;
  const { before = null } = place.asked;
  if (first === 'new') return <NewRequest />;
  if (first === 'request' && UUID.test(second)) return <OneRequest key={second} requestId={second} />;
  if (first === 'breaches' && second === 'new') return <NewBreach />;
  if (first === 'breaches' && UUID.test(second)) return <BreachSheet key={second} breachId={second} />;
  if (first === 'breaches') return <BreachList />;
  if (first === 'receipts') return <ReceiptList before={before} />;
  if (first === 'agreements') return <Agreements />;
  if (first === 'holidays') return <Holidays />;
  return <RequestList which={first === 'closed' ? 'closed' : 'open'} />;
}
