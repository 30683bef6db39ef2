/** How does somebody set up another phone, get new recovery codes, or do without a second step? */

import type { FormEvent, ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../src-collector/contract/console-api.ts';
import { needsSecondStep } from '../../../src-collector/contract/console-roles.ts';
import { Badge } from '../../../src-renderer/parts/badge.tsx';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { TextField } from '../../../src-renderer/parts/fields.tsx';
import { CodeField } from '../../door/code-field.tsx';
import { useDoor, useSession } from '../../door/door-context.ts';
import { RecoveryCodes } from '../../door/recovery-codes.tsx';
import { SecondStepSetup } from '../../door/second-step-setup.tsx';
import { useDoing } from '../../door/use-call.ts';
import { Section } from '../../parts/page-frame.tsx';
import { RefusalNotice } from '../../parts/refusal-notice.tsx';
import styles from './account-page.module.css';

export function OwnSecondStep(): ReactElement {
  const { t } = useTranslation();
  const door = useDoor();
  const { hasSecondStep, roles } = useSession();
  const beginning = useDoing('own.beginSecondStep');
  const setting = useDoing('own.setSecondStep');
  const removing = useDoing('own.removeSecondStep');
  const [password, setPassword] = useState('');
  const [setup, setSetup] = useState<CallOutput<'own.beginSecondStep'> | null>(null);
  const [code, setCode] = useState('');
  const [codes, setCodes] = useState<readonly string[] | null>(null);

  async function begin(event: FormEvent): Promise<void> {
    event.preventDefault();
    removing.forget();
    setSetup(await beginning.run({ password }));
    setPassword('');
  }

  async function confirm(event: FormEvent): Promise<void> {
    event.preventDefault();
    const answer = await setting.run({ code });
    setCode('');
    if (answer === null) return;
    setSetup(null);
    setCodes(answer.recoveryCodes);
    await door.look();
  }

  async function remove(): Promise<void> {
    beginning.forget();
    const answer = await removing.run({ password });
    setPassword('');
    if (answer !== null) await door.look();
  }

  if (codes !== null) {
    return (
      <Section title={t('door.recovery.title')}>
        <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />
      </Section>
    );
  }
  return (
    <Section title={t('account.second.title')} about={t('account.second.about')}>
      <div>
        <Badge tone={hasSecondStep ? 'well' : 'warning'}>
          {t(hasSecondStep ? 'account.second.on' : 'account.second.off')}
        </Badge>
      </div>
      <RefusalNotice refused={setting.refused ?? beginning.refused ?? removing.refused} />
      {setup === null ? (
        <form className={styles.form} onSubmit={(event) => void begin(event)}>
          <TextField
            label={t('account.password.now')}
            value={password}
            type="password"
            name="password"
            autoComplete="current-password"
            maxLength={256}
            required
            onText={setPassword}
          />
          <div className={styles.buttons}>
            <Button type="submit" weight="main" icon="pass" disabled={beginning.isBusy} data-testid="begin-second-step">
              {t(hasSecondStep ? 'account.second.anew' : 'account.second.begin')}
            </Button>
            {hasSecondStep && !needsSecondStep(roles) ? (
              <Button disabled={removing.isBusy || password === ''} onClick={() => void remove()}>
                {t('account.second.remove')}
              </Button>
            ) : null}
          </div>
        </form>
      ) : (
        <form className={styles.form} onSubmit={(event) => void confirm(event)}>
          <SecondStepSetup {...setup} />
          <CodeField code={code} hint={t('door.setup.codeHint')} onCode={setCode} />
          <div className={styles.buttons}>
            <Button
              type="submit"
              weight="main"
              disabled={setting.isBusy || code.length !== 6}
              data-testid="set-second-step"
            >
              {t('account.second.confirm')}
            </Button>
            <Button weight="quiet" onClick={() => setSetup(null)}>
              {t('shell.cancel')}
            </Button>
          </div>
        </form>
      )}
    </Section>
  );
}
