/** What does a hospital set for its desk? Departments, how long two cards wait for each other, and what is copied. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { COPY_FIELDS } from '../../../src-main/core/visit/visit-note.ts';
import { ChoiceField, TextField, TickField } from '../../parts/fields.tsx';
import type { SectionProps } from '../settings/section-props.ts';
import { SetFromAfar } from '../settings/set-from-afar.tsx';
import styles from '../settings/settings-screen.module.css';

const LONGEST_JOIN_MINUTES = 60;
const SEPARATOR_NAMES = ['tab', 'semicolon', 'comma', 'bar'] as const;

export function HospitalFields({ draft, onDraft }: Pick<SectionProps, 'draft' | 'onDraft'>): ReactElement {
  const { t } = useTranslation();
  const { hospital } = draft;
  const change = (part: Partial<typeof hospital>): void => onDraft({ ...draft, hospital: { ...hospital, ...part } });
  const order = hospital.copyFields.map((field) => t(`visits.field.${field}`)).join(', ');
  return (
    <div className={styles.card}>
      <h3>{t('visits.settings.title')}</h3>
      <SetFromAfar field="hospital.departments">
        <label className={styles.lines}>
          <span>{t('visits.settings.departments')}</span>
          <textarea
            rows={6}
            value={hospital.departments.join('\n')}
            data-testid="departments"
            onChange={(event) => change({ departments: event.currentTarget.value.split('\n') })}
          />
          <span className={styles.note}>{t('visits.settings.departmentsHint')}</span>
        </label>
      </SetFromAfar>
      <SetFromAfar field="hospital.joinMinutes">
        <TextField
          label={t('visits.settings.joinMinutes')}
          inputMode="numeric"
          value={String(hospital.joinMinutes)}
          onText={(text) => {
            const minutes = Number(text.replace(/\D/g, ''));
            change({ joinMinutes: Math.min(Math.max(minutes, 1), LONGEST_JOIN_MINUTES) });
          }}
        />
      </SetFromAfar>
      <SetFromAfar field="hospital.copyFields">
        <TickField
          label={t('visits.settings.copyFields')}
          hint={t('visits.settings.copyFieldsHint', { order })}
          values={hospital.copyFields}
          choices={COPY_FIELDS.map((value) => ({ value, text: t(`visits.field.${value}`) }))}
          onTick={(field, isTicked) => {
            const others = hospital.copyFields.filter((each) => each !== field);
            if (isTicked || others.length > 0) change({ copyFields: isTicked ? [...others, field] : others });
          }}
        />
      </SetFromAfar>
      <SetFromAfar field="hospital.separator">
        <ChoiceField
          label={t('visits.settings.separator')}
          value={hospital.separator}
          choices={SEPARATOR_NAMES.map((value) => ({ value, text: t(`visits.settings.separators.${value}`) }))}
          onChoice={(separator) => change({ separator })}
        />
      </SetFromAfar>
    </div>
  );
}
