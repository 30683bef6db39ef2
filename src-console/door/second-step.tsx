/** How does somebody whose password was right show the phone, or one of the codes kept for the day without it? */

import type { FormEvent, ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../src-renderer/parts/button.tsx';
import { TextField } from '../../src-renderer/parts/fields.tsx';
import { RefusalNotice } from '../parts/refusal-notice.tsx';
import { CodeField } from './code-field.tsx';
import { useDoor } from './door-context.ts';
import { DoorFrame } from './door-frame.tsx';
import styles from './form.module.css';
import { readRecoveryCode } from './typed-codes.ts';
import { useDoing } from './use-call.ts';

export function SecondStep(): ReactElement {
  const { t } = useTranslation();
  const door = useDoor();
  const confirming = useDoing('session.confirm');
  const [way, setWay] = useState<'code' | 'recovery'>('code');
  const [code, setCode] = useState('');
  const [recovery, setRecovery] = useState('');
  const recoveryCode = readRecoveryCode(recovery);

  async function confirm(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (way === 'recovery' && recoveryCode === null) return;
    const state = await confirming.run(way === 'code' ? { code } : { recoveryCode: recoveryCode ?? '' });
    setCode('');
    if (state !== null) door.enter(state);
  }

  return (
    <DoorFrame title={t('door.second.title')}>
      <RefusalNotice refused={confirming.refused} />
      <form className={styles.form} onSubmit={(event) => void confirm(event)}>
        {way === 'code' ? (
          <CodeField code={code} hint={t('door.second.hint')} onCode={setCode} />
        ) : (
          <TextField
            label={t('door.second.recovery')}
            hint={t('door.second.recoveryHint')}
            error={recovery.length >= 20 && recoveryCode === null ? t('door.second.recoveryShape') : null}
            value={recovery}
            name="recovery-code"
            autoCapitalize="none"
            maxLength={60}
            required
            onText={setRecovery}
          />
        )}
        <Button type="submit" weight="main" isLarge disabled={confirming.isBusy} data-testid="confirm">
          {t('door.enter')}
        </Button>
      </form>
      <div className={styles.buttons}>
        <Button weight="quiet" data-testid="other-way" onClick={() => setWay(way === 'code' ? 'recovery' : 'code')}>
          {t(way === 'code' ? 'door.second.byRecovery' : 'door.second.byCode')}
        </Button>
        <Button weight="quiet" onClick={() => door.enter({ stage: 'none' })}>
          {t('door.second.other')}
        </Button>
      </div>
    </DoorFrame>
  );
}
