/** In which roles does somebody work, and what may each do? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../src-collector/contract/console-roles.ts';
import { needsSecondStep, ROLES } from '../../../src-collector/contract/console-roles.ts';
import { DescribedTicks } from '../../parts/described-ticks.tsx';

export type RoleTicksProps = { readonly roles: readonly Role[]; readonly onRoles: (roles: readonly Role[]) => void };

export function RoleTicks({ roles, onRoles }: RoleTicksProps): ReactElement {
  const { t } = useTranslation();
  return (
    <DescribedTicks
      label={t('account.roles')}
      hint={needsSecondStep(roles) ? t('accounts.role.needsPhone') : t('accounts.role.hint')}
      values={roles}
      choices={ROLES.map((role) => ({ value: role, text: t(`role.${role}`), about: t(`accounts.role.may.${role}`) }))}
      onValues={onRoles}
    />
  );
}
