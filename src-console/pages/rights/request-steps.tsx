/** What is written down about a request by hand: that it was answered, takes longer, is done, or is refused? */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonRequest } from '../../../src-collector/contract/rights-api.ts';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { TextAreaField } from '../../../src-renderer/parts/fields.tsx';
import { useDoing } from '../../door/use-call.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Section } from '../../parts/page-frame.tsx';
import styles from './rights.module.css';

type Step = 'answered' | 'extended' | 'done' | 'refused';
/** Only what may be limited or erased may take longer. */
const MAY_TAKE_LONGER: readonly PersonRequest['kind'][] = ['restrict', 'erase'];

export type RequestStepsProps = { readonly request: PersonRequest; readonly onChanged: () => void };

export function RequestSteps({ request, onChanged }: RequestStepsProps): ReactElement {
  const { t } = useTranslation();
  const stepping = useDoing('rights.step');
  const [open, setOpen] = useState<Step | null>(null);
  const [reason, setReason] = useState('');
  const { requestId, kind, answeredAtUtcMs, extensionReason } = request;
  const steps: readonly Step[] = [
    ...(answeredAtUtcMs === null ? (['answered'] as const) : []),
    ...(extensionReason === null && MAY_TAKE_LONGER.includes(kind) ? (['extended'] as const) : []),
    'done',
    'refused',
  ];

  function begin(step: Step): void {
    stepping.forget();
    setReason('');
    setOpen(step);
  }

  async function take(step: Step): Promise<void> {
    const said = reason.trim() === '' ? null : reason.trim();
    if ((await stepping.run({ requestId, step, reason: said })) === null) return;
    setOpen(null);
    onChanged();
  }

  return (
    <Section title={t('rights.next.title')} about={t('rights.next.about')}>
      <div className={styles.buttons} data-print="never">
        {steps.map((step) => (
          <Button key={step} data-testid={`step-${step}`} onClick={() => begin(step)}>
            {t(`rights.next.${step}.do`)}
          </Button>
        ))}
      </div>
      {open === null ? null : (
        <Confirm
          title={t(`rights.next.${open}.title`)}
          sure={t(`rights.next.${open}.do`)}
          isGrave={open === 'refused'}
          isBusy={stepping.isBusy}
          refused={stepping.refused}
          onSure={() => void take(open)}
          onClose={() => setOpen(null)}
        >
          <p>{t(`rights.next.${open}.about`)}</p>
          <TextAreaField
            label={t(open === 'extended' || open === 'refused' ? 'rights.reason' : 'rights.reasonOptional')}
            hint={t('rights.reasonHint')}
            value={reason}
            name="reason"
            rows={3}
            maxLength={300}
            onText={setReason}
          />
        </Confirm>
      )}
    </Section>
  );
}
