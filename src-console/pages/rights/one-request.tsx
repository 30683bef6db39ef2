/** How does one person's request stand, what was done about it, and what can be done next? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../src-collector/contract/console-api.ts';
import type { PersonRequest } from '../../../src-collector/contract/rights-api.ts';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { useAsked } from '../../door/use-call.ts';
import { Answered } from '../../parts/answered.tsx';
import { dayAndMinute } from '../../parts/instant.ts';
import { PageFrame, Section } from '../../parts/page-frame.tsx';
import { useNow } from '../../parts/use-now.ts';
import { DueBadge } from './due-badge.tsx';
import { ErasureReceiptSheet } from './erasure-receipt.tsx';
import { PersonDesk } from './person-desk.tsx';
import { RequestSteps } from './request-steps.tsx';
import styles from './rights.module.css';
import { BackTo } from './rights-frame.tsx';
import { daysLeft } from './time-left.ts';

export function OneRequest({ requestId }: { readonly requestId: string }): ReactElement {
  const { t } = useTranslation();
  const asked = useAsked('rights.show', { requestId });
  return (
    <PageFrame
      title={t('rights.request.one', { reference: asked.output?.request.reference ?? '' })}
      above={<BackTo part="">{t('rights.request.toAll')}</BackTo>}
      actions={
        <Button icon="print" onClick={() => window.print()}>
          {t('shell.print')}
        </Button>
      }
      isNarrow
    >
      <Answered asked={asked}>{(output) => <Request {...output} onChanged={asked.again} />}</Answered>
    </PageFrame>
  );
}

function Request({
  request,
  steps,
  receipts,
  onChanged,
}: CallOutput<'rights.show'> & { readonly onChanged: () => void }): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <Section title={t('rights.request.facts')}>
        <Facts request={request} />
      </Section>
      {request.state === 'open' ? (
        <>
          <RequestSteps request={request} onChanged={onChanged} />
          <PersonDesk request={request} onChanged={onChanged} />
        </>
      ) : null}
      {receipts.map((receipt) => (
        <ErasureReceiptSheet key={receipt.receiptId} receipt={receipt} />
      ))}
      <Section title={t('rights.steps')}>
        {steps.length === 0 ? <p className={styles.soft}>{t('rights.noSteps')}</p> : null}
        <ol className={styles.steps}>
          {steps.map((step, nth) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: steps are only ever added at the end
            <li key={nth}>
              <strong>{t(`rights.step.${stepKey(step.step)}`)}</strong> · {dayAndMinute(step.atUtcMs)} · {step.byName}
              {step.reason === null ? null : <p>{step.reason}</p>}
              {Object.entries(step.counts).map(([key, count]) => (
                <p key={key} className={styles.soft}>
                  {t('rights.counted', { count })}
                </p>
              ))}
            </li>
          ))}
        </ol>
      </Section>
    </>
  );
}

function Facts({ request }: { readonly request: PersonRequest }): ReactElement {
  const { t } = useTranslation();
  const nowUtcMs = useNow();
  const { kind, unit, identifiedBy, receivedAtUtcMs, registeredName, state, answeredAtUtcMs } = request;
  const proof = `rights.identifiedBy.${identifiedBy as 'paper-seen'}` as const;
  return (
    <dl className={styles.facts}>
      <dt>{t('rights.request.kind')}</dt>
      <dd>{t(`rights.kind.${kind}.name`)}</dd>
      <dt>{t('accounts.state.label')}</dt>
      <dd>{t(`rights.state.${state}`)}</dd>
      <dt>{t('rights.request.answer')}</dt>
      <dd>
        {answeredAtUtcMs === null ? (
          <DueBadge left={daysLeft(request.answerDueUtcMs, nowUtcMs)} />
        ) : (
          dayAndMinute(answeredAtUtcMs)
        )}
      </dd>
      <dt>{t('rights.request.done')}</dt>
      <dd className={styles.due}>
        {dayAndMinute(request.doneDueUtcMs)}
        {state === 'open' ? <DueBadge left={daysLeft(request.doneDueUtcMs, nowUtcMs)} /> : null}
      </dd>
      <dt>{t('rights.request.received')}</dt>
      <dd>{dayAndMinute(receivedAtUtcMs)}</dd>
      <dt>{t('rights.request.identified')}</dt>
      <dd>{t(proof)}</dd>
      <dt>{t('notices.unit')}</dt>
      <dd>{unit.length === 0 ? t('shell.everywhere') : unit.join(' › ')}</dd>
      <dt>{t('rights.request.registeredBy')}</dt>
      <dd>{registeredName}</dd>
      {request.extensionReason === null ? null : (
        <>
          <dt>{t('rights.request.extension')}</dt>
          <dd>{request.extensionReason}</dd>
        </>
      )}
    </dl>
  );
}

const STEPS = ['answered', 'extended', 'done', 'refused', 'found', 'copied', 'erased'] as const;

/** What a newer collector writes down besides is called by no name. */
function stepKey(step: string): (typeof STEPS)[number] | 'other' {
  return STEPS.find((known) => known === step) ?? 'other';
}
