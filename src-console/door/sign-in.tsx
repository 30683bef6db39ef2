/** How does somebody come in by name and password, or by the house's single sign-on? */

import type { FormEvent, ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../src-renderer/parts/button.tsx';
import { TextField } from '../../src-renderer/parts/fields.tsx';
import { Notice } from '../../src-renderer/parts/notice.tsx';
import { RefusalNotice } from '../parts/refusal-notice.tsx';
import { useDoor } from './door-context.ts';
import { DoorFrame } from './door-frame.tsx';
import styles from './form.module.css';
import { useAsked, useDoing } from './use-call.ts';

/** It stands where the page stood that was asked for: who is in again is where they were. */
export function SignIn({ signOnRefusal }: { readonly signOnRefusal: string | null }): ReactElement {
  const { t } = useTranslation();
  const door = useDoor();
  const about = useAsked('door.about', {});
  const beginning = useDoing('session.begin');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');

  async function begin(event: FormEvent): Promise<void> {
    event.preventDefault();
    const state = await beginning.run({ name: name.trim(), password });
    setPassword('');
    if (state !== null) door.enter(state);
  }

  const fromSignOn =
    signOnRefusal === null ? null : { type: 'refused' as const, reason: signOnRefusal, retryAfterS: null };
  return (
    <DoorFrame title={t('door.title')}>
      {about.output === null ? null : <p className={styles.soft}>{t('door.at', { name: about.output.name })}</p>}
      {door.wasLost() ? <Notice tone="calm">{t('door.lost')}</Notice> : null}
      <RefusalNotice refused={beginning.refused ?? fromSignOn} />
      <form className={styles.form} onSubmit={(event) => void begin(event)}>
        <TextField
          label={t('door.name')}
          value={name}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          maxLength={200}
          required
          autoFocus
          onText={setName}
        />
        <TextField
          label={t('door.password')}
          value={password}
          type="password"
          name="password"
          autoComplete="current-password"
          maxLength={256}
          required
          onText={setPassword}
        />
        <Button type="submit" weight="main" isLarge disabled={beginning.isBusy} data-testid="sign-in">
          {t('door.enter')}
        </Button>
      </form>
      {about.output?.hasSignOn === true ? (
        <>
          <p className={styles.or}>{t('door.or')}</p>
          <a className={styles.link} href="/console/sign-on" data-testid="sign-on">
            {t('door.signOn')}
          </a>
        </>
      ) : null}
      <p className={styles.soft}>{t('door.help')}</p>
    </DoorFrame>
  );
}
