/** How long is an entry kept, and what is a visitor told of it? In the first run and in the settings alike. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../src-main/contract/settings.ts';
import { ChoiceField, TextField } from '../../parts/fields.tsx';
import type { SectionProps } from '../settings/section-props.ts';
import { SetFromAfar } from '../settings/set-from-afar.tsx';
import styles from './first-run.module.css';
import { setRetention } from './first-run-draft.ts';
import { NoticeText } from './notice-text.tsx';

const USUAL_DAYS = ['14', '21', '30', '90'] as const;

export function RetentionFields({ draft, onDraft }: SectionProps): ReactElement {
  const { t } = useTranslation();
  const { days, warnDays } = draft.retention;
  const setNotice = (part: Partial<Settings['notice']>): void =>
    onDraft({ ...draft, notice: { ...draft.notice, ...part } });
  return (
    <div className={styles.rows}>
      <SetFromAfar field="retention.days" note="none">
        <ChoiceField
          label={t('firstRun.retention.days')}
          hint={t('firstRun.retention.law')}
          value={USUAL_DAYS.find((each) => Number(each) === days) ?? null}
          choices={USUAL_DAYS.map((value) => ({ value, text: t('firstRun.retention.nDays', { n: value }) }))}
          onChoice={(value) => onDraft(setRetention(draft, { days: Number(value) }))}
        />
      </SetFromAfar>
      <div className={styles.pair}>
        <SetFromAfar field="retention.days">
          <TextField
            label={t('firstRun.retention.otherDays')}
            hint={t('firstRun.retention.what', { n: days })}
            inputMode="numeric"
            value={String(days)}
            data-testid="retention-days"
            onText={(text) => onDraft(setRetention(draft, { days: numberOf(text) }))}
          />
        </SetFromAfar>
        <SetFromAfar field="retention.warnDays">
          <TextField
            label={t('firstRun.retention.warnDays')}
            hint={t('firstRun.retention.warnHint')}
            inputMode="numeric"
            value={String(warnDays)}
            onText={(text) => onDraft(setRetention(draft, { warnDays: numberOf(text) }))}
          />
        </SetFromAfar>
        <SetFromAfar field="notice.purpose">
          <TextField
            label={t('firstRun.notice.purpose')}
            hint={t('firstRun.notice.purposeHint')}
            maxLength={200}
            value={draft.notice.purpose}
            data-testid="notice-purpose"
            onText={(purpose) => setNotice({ purpose })}
          />
        </SetFromAfar>
        <SetFromAfar field="notice.contact">
          <TextField
            label={t('firstRun.notice.contact')}
            hint={t('firstRun.notice.contactHint')}
            maxLength={120}
            value={draft.notice.contact}
            data-testid="notice-contact"
            onText={(contact) => setNotice({ contact })}
          />
        </SetFromAfar>
      </div>
      <NoticeText settings={draft} />
    </div>
  );
}

function numberOf(text: string): number {
  return Number(text.replace(/\D/g, '').slice(0, 4));
}
