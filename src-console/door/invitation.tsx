/** How does somebody who was invited set the own password and second step? */

import type { FormEvent, ReactElement } from 'react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../src-collector/contract/console-api.ts';
import { Button } from '../../src-renderer/parts/button.tsx';
import { TickField } from '../../src-renderer/parts/fields.tsx';
import { RefusalNotice } from '../parts/refusal-notice.tsx';
import { hrefOf, readPlace, standAt } from '../place.ts';
import { CodeField } from './code-field.tsx';
import type { Refused } from './door.ts';
import { useDoor } from './door-context.ts';
import { DoorFrame } from './door-frame.tsx';
import styles from './form.module.css';
import { NewPassword } from './new-password.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { SecondStepSetup } from './second-step-setup.tsx';
import { useDoing } from './use-call.ts';

/** What a mail programme cut off, or a page that was loaded again, has no whole one. */
const TOKEN = /^[\w-]{43}$/;
const INCOMPLETE: Refused = { type: 'refused', reason: 'invitation-incomplete', retryAfterS: null };

type Opened = CallOutput<'invitation.open'>;

export function Invitation(): ReactElement {
  const { t } = useTranslation();
  const door = useDoor();
  const { run: open, refused } = useDoing('invitation.open');
  const accepting = useDoing('invitation.accept');
  const [token] = useState(() => readPlace(window.location.hash).path[0] ?? '');
  const [opened, setOpened] = useState<Opened | null>(null);
  const [wantsSecondStep, setWantsSecondStep] = useState(false);
  const [password, setPassword] = useState<string | null>(null);
  const [code, setCode] = useState('');
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const notOpened = TOKEN.test(token) ? refused : INCOMPLETE;
  const hasSecondStep = opened?.needsSecondStep === true || wantsSecondStep;

  useEffect(() => {
    // It opens an account: out of the address bar, and of the history, as soon as it has been read.
    standAt(hrefOf('invitation'));
    if (TOKEN.test(token)) void open({ token }).then(setOpened);
  }, [open, token]);

  async function accept(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (password === null) return;
    const answer = await accepting.run({ token, password, code: hasSecondStep ? code : null });
    setCode('');
    if (answer === null) return;
    if (answer.recoveryCodes.length === 0) await enter();
    else setCodes(answer.recoveryCodes);
  }

  async function enter(): Promise<void> {
    await door.look();
    standAt('#/');
  }

  if (codes !== null) {
    return (
      <DoorFrame title={t('door.recovery.title')}>
        <RecoveryCodes codes={codes} onKept={() => void enter()} />
      </DoorFrame>
    );
  }
  if (opened === null) {
    return (
      <DoorFrame title={t('door.invitation.title')}>
        <RefusalNotice refused={notOpened} />
        {notOpened === null ? null : <a href="#/">{t('door.invitation.toDoor')}</a>}
      </DoorFrame>
    );
  }
  return (
    <DoorFrame title={t('door.invitation.title')}>
      <p>{t('door.invitation.about', { name: opened.name })}</p>
      <form className={styles.form} onSubmit={(event) => void accept(event)}>
        <input type="hidden" name="username" autoComplete="username" value={opened.name} />
        <NewPassword onPassword={setPassword} />
        {opened.needsSecondStep ? (
          <p className={styles.soft}>{t('door.invitation.needsSecondStep')}</p>
        ) : (
          <TickField
            label={t('door.invitation.secondStep')}
            values={wantsSecondStep ? ['wanted'] : []}
            choices={[{ value: 'wanted', text: t('door.invitation.wantsSecondStep') }]}
            onTick={(_value, isTicked) => setWantsSecondStep(isTicked)}
          />
        )}
        {hasSecondStep ? (
          <>
            <SecondStepSetup {...opened.secondStep} />
            <CodeField code={code} hint={t('door.setup.codeHint')} onCode={setCode} />
          </>
        ) : null}
        <RefusalNotice refused={accepting.refused} />
        <Button
          type="submit"
          weight="main"
          isLarge
          disabled={accepting.isBusy || password === null || (hasSecondStep && code.length !== 6)}
          data-testid="accept"
        >
          {t('door.invitation.accept')}
        </Button>
      </form>
    </DoorFrame>
  );
}
