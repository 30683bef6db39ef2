/** Where are the entries sent? By a setup code of the collector, scanned or pasted; in force at once. */

import type { ReactElement } from 'react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EnrolAnswer } from '../../../src-main/contract/machine-api.ts';
import type { Settings } from '../../../src-main/contract/settings.ts';
import { Button, SureButton } from '../../parts/button.tsx';
import { TextField } from '../../parts/fields.tsx';
import { useGate } from '../../parts/gate-context.ts';
import styles from './settings-screen.module.css';

export type CollectorSectionProps = { readonly live: Settings; readonly scannedSetupCode: string | null };

/** A collector may be far away, on a slow line. */
const ENROL_WITHIN_MS = 60_000;

type Note =
  | { readonly type: 'enrolled'; readonly name: string }
  | { readonly type: 'forgotten' }
  | { readonly type: 'refused'; readonly reason: Extract<EnrolAnswer, { type: 'refused' }>['reason'] | 'no-answer' };

export function CollectorSection({ live, scannedSetupCode }: CollectorSectionProps): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const [code, setCode] = useState('');
  const [isEnrolling, setIsEnrolling] = useState(false);
  const [note, setNote] = useState<Note | null>(null);

  useEffect(() => {
    if (scannedSetupCode !== null) setCode(scannedSetupCode);
  }, [scannedSetupCode]);

  async function enrol(): Promise<void> {
    setIsEnrolling(true);
    setNote(null);
    const answer = await gate.ask((client) => client.enrol({ setupCode: code.trim() }), ENROL_WITHIN_MS);
    setIsEnrolling(false);
    if (answer.type === 'locked') return;
    if (answer.type !== 'answered') setNote({ type: 'refused', reason: 'no-answer' });
    else if (answer.value.type === 'refused') setNote(answer.value);
    else {
      setCode('');
      setNote({ type: 'enrolled', name: answer.value.collectorName });
    }
  }

  async function forget(): Promise<void> {
    const answer = await gate.ask((client) => client.saveSettings({ settings: { ...live, collector: null } }));
    if (answer.type === 'locked') return;
    if (answer.type !== 'answered') setNote({ type: 'refused', reason: 'no-answer' });
    else setNote(answer.value.type === 'saved' ? { type: 'forgotten' } : { type: 'refused', reason: 'cannot-write' });
  }

  return (
    <div className={styles.rows}>
      <p>
        {live.collector === null
          ? t('settings.collector.alone')
          : t('settings.collector.with', { name: live.collector.name })}
      </p>
      <div className={styles.card}>
        <TextField
          label={t('settings.collector.code')}
          hint={t('settings.collector.codeHint')}
          maxLength={4_096}
          value={code}
          data-testid="setup-code"
          error={note?.type === 'refused' ? t(`enrolRefusal.${note.reason}`) : null}
          onText={setCode}
        />
        <div className={styles.actions}>
          <Button
            weight="main"
            icon="upload"
            disabled={code.trim() === '' || isEnrolling}
            data-testid="enrol"
            onClick={() => void enrol()}
          >
            {isEnrolling ? t('settings.collector.enrolling') : t('settings.collector.enrol')}
          </Button>
          <p role="status" className={styles.note}>
            {note?.type === 'enrolled' ? t('settings.collector.enrolled', { name: note.name }) : null}
            {note?.type === 'forgotten' ? t('settings.collector.forgotten') : null}
          </p>
        </div>
      </div>
      {live.collector === null ? null : (
        <div className={styles.actions}>
          <SureButton weight="plain" sure={t('settings.collector.forgetSure')} onSure={() => void forget()}>
            {t('settings.collector.forget')}
          </SureButton>
        </div>
      )}
    </div>
  );
}
