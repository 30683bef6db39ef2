/** What stands around each list of persons' rights? */

import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../parts/link-button.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { TabLinks } from '../../parts/tab-links.tsx';
import { hrefOf } from '../../place.ts';

export type RightsFrameProps = {
  readonly open: '' | 'closed' | 'breaches' | 'receipts' | 'agreements' | 'holidays';
  readonly about: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

export function RightsFrame({ open, about, actions, children }: RightsFrameProps): ReactElement {
  const { t } = useTranslation();
  return (
    <PageFrame title={t('shell.page.rights')} about={about} actions={actions}>
      <TabLinks
        page="rights"
        label={t('rights.parts')}
        open={open}
        tabs={[
          { part: '', text: t('rights.request.open') },
          { part: 'closed', text: t('rights.request.closed') },
          { part: 'breaches', text: t('rights.breach.many') },
          { part: 'receipts', text: t('rights.receipt.many') },
          { part: 'agreements', text: t('rights.agreement.many') },
          { part: 'holidays', text: t('rights.holiday.many') },
        ]}
      />
      {children}
    </PageFrame>
  );
}

/** The way back, above the title of what is no list. */
export function BackTo({ part, children }: { readonly part: string; readonly children: string }): ReactElement {
  return (
    <LinkButton href={hrefOf('rights', part === '' ? [] : [part])} weight="quiet" icon="back">
      {children}
    </LinkButton>
  );
}
