/** What stands in the notice of a breach, on paper, and was it told in time? */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Breach } from '../../../src-collector/contract/rights-api.ts';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { TextAreaField, TextField } from '../../../src-renderer/parts/fields.tsx';
import { Notice } from '../../../src-renderer/parts/notice.tsx';
import { useAsked, useDoing } from '../../door/use-call.ts';
import { Answered } from '../../parts/answered.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { dayAndMinute } from '../../parts/instant.ts';
import { PageFrame, Section } from '../../parts/page-frame.tsx';
import { instantOf, typedInstant } from '../../parts/typed-instant.ts';
import { useNow } from '../../parts/use-now.ts';
import { BreachNumbers } from './breach-numbers.tsx';
import { DueBadge } from './due-badge.tsx';
import styles from './rights.module.css';
import { BackTo } from './rights-frame.tsx';
import { hoursLeft } from './time-left.ts';

const MOST_ROWS = 200;

export function BreachSheet({ breachId }: { readonly breachId: string }): ReactElement {
  const { t } = useTranslation();
  const listed = useAsked('breach.list', { limit: MOST_ROWS });
  const form = useAsked('breach.document', { breachId });
  const breach = listed.output?.breaches.find((each) => each.breachId === breachId);
  return (
    <PageFrame
      title={t('rights.breach.sheet')}
      about={t('rights.breach.sheetAbout')}
      above={<BackTo part="breaches">{t('rights.breach.toAll')}</BackTo>}
      actions={
        <Button icon="print" weight="main" onClick={() => window.print()}>
          {t('shell.print')}
        </Button>
      }
      isNarrow
    >
      {breach === undefined ? null : <Clock breach={breach} onChanged={listed.again} />}
      <Answered asked={form}>{(output) => <Form fields={output.form} breach={breach} />}</Answered>
      {breach === undefined ? null : (
        <Section title={t('rights.breach.seen')}>
          <BreachNumbers counts={breach.counts} />
        </Section>
      )}
    </PageFrame>
  );
}

/** The collector's form is for programs too: what it says in figures and JSON is said here as everywhere on the page. */
function useFieldWords(breach: Breach | undefined): (field: string, value: string) => string {
  const { t } = useTranslation();
  if (breach === undefined) return (_field, value) => value;
  const { scope, counts } = breach;
  const words: Readonly<Record<string, string>> = {
    'noticed-at': dayAndMinute(breach.noticedAtUtcMs),
    'notify-before': dayAndMinute(breach.notifyDueUtcMs),
    'happened-from': dayAndMinute(breach.fromUtcMs),
    'happened-to': dayAndMinute(breach.toUtcMs),
    scope: `${t(`rights.scope.${scope.kind}.name`)}: ${whichOf(scope) ?? t('shell.everywhere')}`,
    persons: t(counts.personsBy === 'exact' ? 'rights.breach.atMost' : 'rights.breach.nearly', {
      count: counts.persons,
    }),
  };
  return (field, value) => words[field] ?? value;
}

/** `null` for everything. */
function whichOf(scope: Breach['scope']): string | null {
  switch (scope.kind) {
    case 'unit':
      return scope.unit.length === 0 ? null : scope.unit.join(' › ');
    case 'venue':
      return scope.venueId;
    case 'gate':
      return scope.device;
    case 'account':
    case 'token':
      return String(scope.id);
  }
}

type Field = { readonly field: string; readonly value: string | null };

function Form({
  fields,
  breach,
}: {
  readonly fields: readonly Field[];
  readonly breach: Breach | undefined;
}): ReactElement {
  const { t, i18n } = useTranslation();
  const inWords = useFieldWords(breach);
  const nameOf = (field: string): string => {
    const key = `rights.form.${field}`;
    return i18n.exists(key) ? t(key as 'rights.form.nature') : field;
  };
  return (
    <Section title={t('rights.breach.form')} about={t('rights.breach.compare')}>
      <dl className={styles.sheet} data-testid="breach-form">
        {fields.map(({ field, value }) => (
          <div key={field}>
            <dt>{nameOf(field)}</dt>
            {value === null || value === '' ? (
              <dd className={styles.byHand}>
                <span className="visually-hidden">{t('rights.breach.byHand')}</span>
              </dd>
            ) : (
              <dd>{inWords(field, value)}</dd>
            )}
          </div>
        ))}
      </dl>
    </Section>
  );
}

function Clock({ breach, onChanged }: { readonly breach: Breach; readonly onChanged: () => void }): ReactElement {
  const { t } = useTranslation();
  const nowUtcMs = useNow();
  const settling = useDoing('breach.settle');
  const [open, setOpen] = useState<'notified' | 'not-needed' | null>(null);
  const [atText, setAtText] = useState(() => typedInstant(Date.now()));
  const [reason, setReason] = useState('');
  const { breachId, state, notifyDueUtcMs, settledAtUtcMs, settledReason, isOverdue } = breach;

  async function settle(became: 'notified' | 'not-needed'): Promise<void> {
    const atUtcMs = instantOf(atText);
    if (atUtcMs === null) return;
    const said = reason.trim() === '' ? null : reason.trim();
    if ((await settling.run({ breachId, became, atUtcMs, reason: said })) === null) return;
    setOpen(null);
    onChanged();
  }

  if (state !== 'open') {
    return (
      <Notice tone={isOverdue ? 'warning' : 'well'}>
        {t(`rights.breach.state.${state}`)} · {settledAtUtcMs === null ? '' : dayAndMinute(settledAtUtcMs)}
        {isOverdue ? ` (${t('rights.wasLate')})` : ''}
        {settledReason === null ? null : <p>{settledReason}</p>}
      </Notice>
    );
  }
  return (
    <Section title={t('rights.breach.clock')}>
      <p className={styles.due}>
        {t('rights.breach.before', { at: dayAndMinute(notifyDueUtcMs) })}
        <DueBadge left={hoursLeft(notifyDueUtcMs, nowUtcMs)} />
      </p>
      <div className={styles.buttons} data-print="never">
        <Button weight="main" data-testid="notified" onClick={() => setOpen('notified')}>
          {t('rights.breach.notified')}
        </Button>
        <Button data-testid="not-needed" onClick={() => setOpen('not-needed')}>
          {t('rights.breach.notNeeded')}
        </Button>
      </div>
      {open === null ? null : (
        <Confirm
          title={t(open === 'notified' ? 'rights.breach.notified' : 'rights.breach.notNeeded')}
          sure={t('rights.breach.settle')}
          isGrave={false}
          isBusy={settling.isBusy}
          refused={settling.refused}
          onSure={() => void settle(open)}
          onClose={() => setOpen(null)}
        >
          <TextField
            label={t('rights.breach.when')}
            value={atText}
            type="datetime-local"
            name="settled"
            onText={setAtText}
          />
          <TextAreaField
            label={t(open === 'notified' ? 'rights.reasonOptional' : 'rights.reason')}
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
