/** What does somebody see who asks for a page that is another's? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../src-renderer/parts/empty-state.tsx';
import type { RouteName } from '../routes.ts';
import { ROUTES } from '../routes.ts';
import { PageFrame } from './page-frame.tsx';

export function NotYours({ name }: { readonly name: RouteName }): ReactElement {
  const { t, i18n } = useTranslation();
  const roles = new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(
    ROUTES[name].roles.map((role) => t(`role.${role}`)),
  );
  return (
    <PageFrame title={t(`shell.page.${name}`)}>
      <div data-testid="not-yours">
        <EmptyState
          icon="locked"
          title={t('shell.notYours.what', { page: t(`shell.page.${name}`) })}
          hint={t('shell.notYours.do', { roles })}
        />
      </div>
    </PageFrame>
  );
}
