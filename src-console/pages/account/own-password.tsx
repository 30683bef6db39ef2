/** How does somebody change the own password? */

import type { FormEvent, ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { TextField } from '../../../src-renderer/parts/fields.tsx';
import { Notice } from '../../../src-renderer/parts/notice.tsx';
import { useDoor } from '../../door/door-context.ts';
import { NewPassword } from '../../door/new-password.tsx';
import { useDoing } from '../../door/use-call.ts';
import { Section } from '../../parts/page-frame.tsx';
import { RefusalNotice } from '../../parts/refusal-notice.tsx';
import styles from './account-page.module.css';

export function OwnPassword(): ReactElement {
  const { t } = useTranslation();
  const door = useDoor();
  const setting = useDoing('own.setPassword');
  const [password, setPassword] = useState('');
  const [newPassword, setNewPassword] = useState<string | null>(null);
  const [times, setTimes] = useState(0);

  async function change(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (newPassword === null) return;
    const state = await setting.run({ password, newPassword });
    setPassword('');
    if (state === null) return;
    setNewPassword(null);
    setTimes(times + 1);
    door.enter(state);
  }

  return (
    <Section title={t('account.password.title')} about={t('account.password.about')}>
      <RefusalNotice refused={setting.refused} />
      <Notice tone="well">{times > 0 && setting.refused === null ? t('account.password.done') : null}</Notice>
      <form className={styles.form} onSubmit={(event) => void change(event)}>
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
        {/* Anew after each change: what was typed is gone. */}
        <NewPassword key={times} onPassword={setNewPassword} />
        <Button type="submit" weight="main" disabled={setting.isBusy || newPassword === null}>
          {t('account.password.change')}
        </Button>
      </form>
    </Section>
  );
}
