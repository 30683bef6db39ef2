/** Does the lane's barrier open when it is told to? */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SureButton } from '../../parts/button.tsx';
import { useGate } from '../../parts/gate-context.ts';

/** Asks the gate as it runs now: what is not saved yet is not tried. */
export function TestOpening({ laneId }: { readonly laneId: string }): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const [answer, setAnswer] = useState<'opened' | 'no-barrier' | 'out-of-order' | 'no-answer' | null>(null);
  return (
    <>
      <SureButton
        icon="in"
        sure={t('settings.barrier.testSure')}
        onSure={() => {
          void gate
            .ask((client) => client.testBarrier({ laneId }))
            .then((told) =>
              setAnswer(told.type === 'answered' ? told.value.type : told.type === 'locked' ? null : told.type),
            );
        }}
      >
        {t('settings.barrier.test')}
      </SureButton>
      <p aria-live="polite">{answer === null ? null : t(`settings.barrier.tested.${answer}`)}</p>
    </>
  );
}
