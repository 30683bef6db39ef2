/** How does somebody leave the kiosk? With a PIN or the badge; where none is set, by pressing twice. */

import type { ReactElement } from 'react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeaveState } from '../../../src-main/contract/leave-api.ts';
import { SureButton } from '../../parts/button.tsx';
import { useGate } from '../../parts/gate-context.ts';
import { Notice } from '../../parts/notice.tsx';
import type { VerdictEcho } from '../../parts/page.tsx';
import { Page } from '../../parts/page.tsx';
import { PinPad } from '../../parts/pin-pad.tsx';
import { useCodeEar } from '../../parts/use-code-ear.ts';

export type LeaveScreenProps = {
  readonly echo: VerdictEcho;
  /** What the camera or a keyboard scanner of this screen has read. */
  readonly scannedBadge: string | null;
  readonly onClosed: () => void;
};

type Step = 'asking' | 'no-answer' | 'leaving' | LeaveState;

export function LeaveScreen({ echo, scannedBadge, onClosed }: LeaveScreenProps): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const [step, setStep] = useState<Step>('asking');
  const [isBadgeWrong, setIsBadgeWrong] = useState(false);
  const takesBadge = typeof step === 'object' && step.isAsked && step.hasBadge;

  useEffect(() => {
    void gate
      .ask((client) => client.leaveState())
      .then((answer) => setStep(answer.type === 'answered' ? answer.value : 'no-answer'));
  }, [gate]);

  const showBadge = useCallback(
    async (text: string): Promise<void> => {
      const answer = await gate.ask((client) => client.leaveKiosk({ by: 'badge', text }));
      const isLeft = answer.type === 'answered' && answer.value.type === 'left';
      if (isLeft) setStep('leaving');
      setIsBadgeWrong(!isLeft);
    },
    [gate],
  );
  const hearBadge = useCallback((text: string): void => void showBadge(text), [showBadge]);
  useCodeEar('leave-badge', takesBadge, hearBadge);
  useEffect(() => {
    if (scannedBadge !== null) void showBadge(scannedBadge);
  }, [scannedBadge, showBadge]);

  if (typeof step === 'object' && step.isKiosk && step.isAsked) {
    return (
      <PinPad
        wanted="supervisor"
        echo={echo}
        onCancel={onClosed}
        purpose={{
          words: 'leave',
          ask: (client, pin) => client.leaveKiosk({ by: 'pin', pin }),
          onDone: () => setStep('leaving'),
          beside: (
            <>
              <Notice tone="warning">{isBadgeWrong ? t('leave.wrongBadge') : null}</Notice>
              {step.hasBadge ? <p>{t('leave.byBadge')}</p> : null}
              <p>{t('leave.stops')}</p>
            </>
          ),
        }}
      />
    );
  }

  async function leaveFreely(): Promise<void> {
    const answer = await gate.ask((client) => client.leaveKiosk({ by: 'nothing' }));
    setStep(answer.type === 'answered' && answer.value.type === 'left' ? 'leaving' : 'no-answer');
  }

  return (
    <Page name="leave" title={t('menu.place.leave')} echo={echo} isNarrow onClosed={onClosed}>
      <Notice tone="calm">{step === 'leaving' ? t('leave.leaving') : null}</Notice>
      <Notice tone="warning">{step === 'no-answer' ? t('leave.noAnswer') : null}</Notice>
      {typeof step === 'object' && !step.isKiosk ? <p data-testid="not-a-kiosk">{t('leave.notAKiosk')}</p> : null}
      {typeof step === 'object' && step.isKiosk ? (
        <>
          <Notice tone="warning">{t('leave.free')}</Notice>
          <p>{t('leave.stops')}</p>
          <SureButton icon="out" sure={t('leave.goSure')} data-testid="leave-now" onSure={() => void leaveFreely()}>
            {t('leave.go')}
          </SureButton>
        </>
      ) : null}
    </Page>
  );
}
