/** How is a program let in? To what, where, and for how long; then a token that is shown this once. */

import type { FormEvent, ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../src-collector/contract/console-api.ts';
import type { Scope } from '../../../src-collector/contract/console-roles.ts';
import { SCOPES } from '../../../src-collector/contract/console-roles.ts';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { SelectField, TextField } from '../../../src-renderer/parts/fields.tsx';
import { useSession } from '../../door/door-context.ts';
import { useDoing } from '../../door/use-call.ts';
import { DescribedTicks } from '../../parts/described-ticks.tsx';
import { dayAndMinute } from '../../parts/instant.ts';
import { LinkButton } from '../../parts/link-button.tsx';
import { PageFrame, Section } from '../../parts/page-frame.tsx';
import { RefusalNotice } from '../../parts/refusal-notice.tsx';
import { ShownOnce } from '../../parts/shown-once.tsx';
import { UnitField, unitOf } from '../../parts/unit-field.tsx';
import { goTo, hrefOf } from '../../place.ts';
import styles from './accounts.module.css';
import { useScopeWords } from './token-list.tsx';

const DAYS = ['30', '90', '180', '366'] as const;

export function IssueTokenPage(): ReactElement {
  const { t } = useTranslation();
  const { unit: own } = useSession();
  const scopeWords = useScopeWords();
  const issuing = useDoing('token.issue');
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>([]);
  const [unitText, setUnitText] = useState(own.join('/'));
  const [days, setDays] = useState('90');
  const [issued, setIssued] = useState<CallOutput<'token.issue'> | null>(null);
  const unit = unitOf(unitText, own);

  async function issue(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (unit === null) return;
    setIssued(await issuing.run({ name: name.trim(), scopes: [...scopes], unit: [...unit], days: Number(days) }));
  }

  return (
    <PageFrame
      title={t('accounts.token.issue')}
      above={
        <LinkButton href={hrefOf('accounts', ['tokens'])} weight="quiet" icon="back">
          {t('accounts.token.toAll')}
        </LinkButton>
      }
      isNarrow
    >
      {issued === null ? (
        <Section title={t('accounts.token.what')} about={t('accounts.token.whatAbout')}>
          <RefusalNotice refused={issuing.refused} />
          <form className={styles.form} onSubmit={(event) => void issue(event)}>
            <TextField
              label={t('accounts.token.name')}
              hint={t('accounts.token.nameHint')}
              value={name}
              name="token-name"
              maxLength={80}
              required
              onText={setName}
            />
            <DescribedTicks
              label={t('accounts.token.scopes')}
              hint={t('accounts.token.scopesHint')}
              values={scopes}
              choices={SCOPES.map((scope) => ({
                value: scope,
                text: scopeWords(scope).name,
                about: scopeWords(scope).opens,
              }))}
              onValues={setScopes}
            />
            <UnitField label={t('accounts.unit.label')} text={unitText} onText={setUnitText} />
            <SelectField label={t('accounts.token.days')} value={days} name="days" onChoice={setDays}>
              {DAYS.map((each) => (
                <option key={each} value={each}>
                  {t('accounts.token.forDays', { count: Number(each) })}
                </option>
              ))}
            </SelectField>
            <Button
              type="submit"
              weight="main"
              icon="pass"
              disabled={issuing.isBusy || scopes.length === 0 || unit === null || name.trim() === ''}
              data-testid="issue-token"
            >
              {t('accounts.token.issue')}
            </Button>
          </form>
        </Section>
      ) : (
        <Section title={t('accounts.token.issued', { name: name.trim() })}>
          <ShownOnce
            label={t('accounts.token.one')}
            text={issued.token}
            kept={t('accounts.token.kept')}
            onKept={() => goTo(hrefOf('accounts', ['tokens']))}
          >
            <p>{t('accounts.token.once')}</p>
            <p>{t('accounts.token.how', { until: dayAndMinute(Date.parse(issued.validUntil)) })}</p>
          </ShownOnce>
        </Section>
      )}
    </PageFrame>
  );
}
