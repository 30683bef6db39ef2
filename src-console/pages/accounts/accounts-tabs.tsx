/** Who is let in: people, and programs? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { TabLinks } from '../../parts/tab-links.tsx';

export function AccountsTabs({ open }: { readonly open: '' | 'tokens' }): ReactElement {
  const { t } = useTranslation();
  return (
    <TabLinks
      page="accounts"
      label={t('accounts.parts')}
      open={open}
      tabs={[
        { part: '', text: t('accounts.people') },
        { part: 'tokens', text: t('accounts.token.many') },
      ]}
    />
  );
}
