/** How does somebody get other roles, or another unit? */

import type { FormEvent, ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../src-collector/contract/console-roles.ts';
import type { AccountRow } from '../../../src-collector/contract/keeper-calls.ts';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { Notice } from '../../../src-renderer/parts/notice.tsx';
import { useSession } from '../../door/door-context.ts';
import { useDoing } from '../../door/use-call.ts';
import { Section } from '../../parts/page-frame.tsx';
import { RefusalNotice } from '../../parts/refusal-notice.tsx';
import { UnitField, unitOf } from '../../parts/unit-field.tsx';
import styles from './accounts.module.css';
import { RoleTicks } from './role-ticks.tsx';

export type ChangeAccountProps = { readonly account: AccountRow; readonly onChanged: () => void };

export function ChangeAccount({ account, onChanged }: ChangeAccountProps): ReactElement {
  const { t } = useTranslation();
  const { unit: own } = useSession();
  const changing = useDoing('account.change');
  const [roles, setRoles] = useState<readonly Role[]>(account.roles);
  const [unitText, setUnitText] = useState(account.unit.join('/'));
  const [became, setBecame] = useState<'changed' | 'waits' | null>(null);
  const unit = unitOf(unitText, own);

  async function change(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (unit === null) return;
    setBecame(null);
    const answer = await changing.run({ id: account.id, roles: [...roles], unit: [...unit] });
    if (answer === null) return;
    setBecame(answer.isWaiting ? 'waits' : 'changed');
    onChanged();
  }

  return (
    <Section title={t('accounts.change.title')} about={t('accounts.change.about')}>
      <RefusalNotice refused={changing.refused} />
      <Notice tone="well">{became === 'changed' ? t('accounts.change.done') : null}</Notice>
      <Notice tone="warning">{became === 'waits' ? t('accounts.change.waits') : null}</Notice>
      <form className={styles.form} onSubmit={(event) => void change(event)}>
        <RoleTicks roles={roles} onRoles={setRoles} />
        <UnitField label={t('accounts.unit.label')} text={unitText} onText={setUnitText} />
        <Button
          type="submit"
          weight="main"
          disabled={changing.isBusy || roles.length === 0 || unit === null}
          data-testid="change"
        >
          {t('accounts.change.do')}
        </Button>
      </form>
    </Section>
  );
}
