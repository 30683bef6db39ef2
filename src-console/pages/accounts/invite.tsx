/** How does somebody new get an account? Who they are, what they may do and where; then a link for them alone. */

import type { FormEvent, ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../src-collector/contract/console-api.ts';
import type { Role } from '../../../src-collector/contract/console-roles.ts';
import { accountName } from '../../../src-collector/contract/keeper-calls.ts';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { TextField } from '../../../src-renderer/parts/fields.tsx';
import { useSession } from '../../door/door-context.ts';
import { useDoing } from '../../door/use-call.ts';
import { LinkButton } from '../../parts/link-button.tsx';
import { PageFrame, Section } from '../../parts/page-frame.tsx';
import { RefusalNotice } from '../../parts/refusal-notice.tsx';
import { UnitField, unitOf } from '../../parts/unit-field.tsx';
import { goTo, hrefOf } from '../../place.ts';
import styles from './accounts.module.css';
import { HandOver } from './hand-over.tsx';
import { RoleTicks } from './role-ticks.tsx';

export function InvitePage(): ReactElement {
  const { t } = useTranslation();
  const { unit: own } = useSession();
  const adding = useDoing('account.add');
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<readonly Role[]>([]);
  const [unitText, setUnitText] = useState(own.join('/'));
  const [email, setEmail] = useState('');
  const [invited, setInvited] = useState<{ readonly name: string; readonly link: CallOutput<'account.add'> } | null>(
    null,
  );
  const unit = unitOf(unitText, own);
  const isNameWrong = name.trim() !== '' && !accountName.safeParse(name.trim()).success;

  async function invite(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (unit === null) return;
    const link = await adding.run({
      name: name.trim(),
      roles: [...roles],
      unit: [...unit],
      email: email.trim() === '' ? null : email.trim(),
    });
    if (link !== null) setInvited({ name: name.trim(), link });
  }

  return (
    <PageFrame
      title={t('accounts.invite.title')}
      above={
        <LinkButton href={hrefOf('accounts')} weight="quiet" icon="back">
          {t('accounts.toAll')}
        </LinkButton>
      }
      isNarrow
    >
      {invited === null ? (
        <Section title={t('accounts.invite.who')}>
          <RefusalNotice refused={adding.refused} />
          <form className={styles.form} onSubmit={(event) => void invite(event)}>
            <TextField
              label={t('door.name')}
              hint={t('accounts.invite.nameHint')}
              error={isNameWrong ? t('accounts.invite.nameWrong') : null}
              value={name}
              name="new-name"
              autoCapitalize="none"
              maxLength={60}
              required
              onText={setName}
            />
            <RoleTicks roles={roles} onRoles={setRoles} />
            <UnitField label={t('accounts.unit.label')} text={unitText} onText={setUnitText} />
            <TextField
              label={t('accounts.invite.email')}
              hint={t('accounts.invite.emailHint')}
              value={email}
              type="email"
              name="email"
              maxLength={200}
              onText={setEmail}
            />
            <Button
              type="submit"
              weight="main"
              icon="pass"
              disabled={adding.isBusy || roles.length === 0 || unit === null || name.trim() === '' || isNameWrong}
              data-testid="send-invitation"
            >
              {t('accounts.invite.make')}
            </Button>
          </form>
        </Section>
      ) : (
        <HandOver name={invited.name} invitation={invited.link} onKept={() => goTo(hrefOf('accounts'))} />
      )}
    </PageFrame>
  );
}
