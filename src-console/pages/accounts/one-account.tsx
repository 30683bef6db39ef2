/** What can be done with one account: other roles, a new invitation, no way in any more? */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../src-collector/contract/console-api.ts';
import type { AccountRow } from '../../../src-collector/contract/keeper-calls.ts';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { EmptyState } from '../../../src-renderer/parts/empty-state.tsx';
import { Notice } from '../../../src-renderer/parts/notice.tsx';
import { useSession } from '../../door/door-context.ts';
import { useAsked, useDoing } from '../../door/use-call.ts';
import { Answered } from '../../parts/answered.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { dayAndMinute } from '../../parts/instant.ts';
import { LinkButton } from '../../parts/link-button.tsx';
import { PageFrame, Section } from '../../parts/page-frame.tsx';
import { hrefOf } from '../../place.ts';
import { RoleWords, StateBadge } from './account-list.tsx';
import styles from './accounts.module.css';
import { ChangeAccount } from './change-account.tsx';
import { HandOver } from './hand-over.tsx';

export function OneAccount({ id }: { readonly id: number }): ReactElement {
  const { t } = useTranslation();
  const asked = useAsked('account.list', {});
  const account = asked.output?.accounts.find((each) => each.id === id);
  return (
    <PageFrame
      title={account?.name ?? t('accounts.one')}
      above={
        <LinkButton href={hrefOf('accounts')} weight="quiet" icon="back">
          {t('accounts.toAll')}
        </LinkButton>
      }
      isNarrow
    >
      <Answered asked={asked}>
        {() =>
          account === undefined ? (
            <EmptyState icon="search" title={t('accounts.gone.what')} hint={t('accounts.gone.do')} />
          ) : (
            <Account account={account} onChanged={asked.again} />
          )
        }
      </Answered>
    </PageFrame>
  );
}

type AccountProps = { readonly account: AccountRow; readonly onChanged: () => void };

function Account({ account, onChanged }: AccountProps): ReactElement {
  const { t } = useTranslation();
  const { name: ownName } = useSession();
  const [invitation, setInvitation] = useState<CallOutput<'account.reset'> | null>(null);
  const { name, roles, unit, state, hasSecondStep, createdAt } = account;
  if (invitation !== null) {
    return <HandOver name={name} invitation={invitation} onKept={() => setInvitation(null)} />;
  }
  return (
    <>
      <Section title={t('accounts.facts')}>
        <dl className={styles.facts}>
          <dt>{t('accounts.state.label')}</dt>
          <dd>
            <StateBadge state={state} />
          </dd>
          <dt>{t('account.roles')}</dt>
          <dd>
            <RoleWords roles={roles} />
          </dd>
          <dt>{t('accounts.unit.label')}</dt>
          <dd>{unit.length === 0 ? t('shell.everywhere') : unit.join(' › ')}</dd>
          <dt>{t('accounts.second.label')}</dt>
          <dd>{t(hasSecondStep ? 'accounts.second.on' : 'accounts.second.off')}</dd>
          <dt>{t('accounts.since')}</dt>
          <dd>{dayAndMinute(Date.parse(createdAt))}</dd>
        </dl>
        <Notice tone="calm">{state === 'waiting' ? t('accounts.waiting') : null}</Notice>
      </Section>
      {name === ownName ? (
        <Notice tone="calm">{t('accounts.ownAccount')}</Notice>
      ) : (
        <>
          <ChangeAccount account={account} onChanged={onChanged} />
          <WayIn account={account} onChanged={onChanged} onInvited={setInvitation} />
        </>
      )}
    </>
  );
}

type WayInProps = AccountProps & { readonly onInvited: (invitation: CallOutput<'account.reset'>) => void };

function WayIn({ account: { id, name, state }, onChanged, onInvited }: WayInProps): ReactElement {
  const { t } = useTranslation();
  const resetting = useDoing('account.reset');
  const disabling = useDoing('account.disable');
  const [open, setOpen] = useState<'reset' | 'disable' | null>(null);

  async function reset(): Promise<void> {
    const invitation = await resetting.run({ id });
    if (invitation === null) return;
    setOpen(null);
    onInvited(invitation);
    onChanged();
  }

  async function disable(): Promise<void> {
    if ((await disabling.run({ id })) === null) return;
    setOpen(null);
    onChanged();
  }

  return (
    <Section title={t('accounts.wayIn.title')} about={t('accounts.wayIn.about')}>
      <div className={styles.buttons}>
        <Button icon="pass" data-testid="reset" onClick={() => setOpen('reset')}>
          {t(state === 'disabled' ? 'accounts.reset.back' : 'accounts.reset.do')}
        </Button>
        {state === 'disabled' ? null : (
          <Button icon="locked" data-testid="disable" onClick={() => setOpen('disable')}>
            {t('accounts.disable.do')}
          </Button>
        )}
      </div>
      {open === 'reset' ? (
        <Confirm
          title={t('accounts.reset.title', { name })}
          sure={t('accounts.reset.sure')}
          isGrave={false}
          isBusy={resetting.isBusy}
          refused={resetting.refused}
          onSure={() => void reset()}
          onClose={() => setOpen(null)}
        >
          <p>{t('accounts.reset.about')}</p>
        </Confirm>
      ) : null}
      {open === 'disable' ? (
        <Confirm
          title={t('accounts.disable.title', { name })}
          sure={t('accounts.disable.sure')}
          isBusy={disabling.isBusy}
          refused={disabling.refused}
          onSure={() => void disable()}
          onClose={() => setOpen(null)}
        >
          <p>{t('accounts.disable.about')}</p>
        </Confirm>
      ) : null}
    </Section>
  );
}
