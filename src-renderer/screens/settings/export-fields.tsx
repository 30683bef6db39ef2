/** When are files written by themselves, where to, and how did the last one go? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportStatus } from '../../../src-main/contract/report-api.ts';
import type { Settings } from '../../../src-main/contract/settings.ts';
import { ChoiceField, SelectField, TextField } from '../../parts/fields.tsx';
import { EXPORT_FORMATS, EXPORT_SCHEDULES, EXPORT_WHATS } from '../../parts/report-lists.ts';
import type { SectionProps } from './section-props.ts';
import styles from './settings-screen.module.css';

const LONGEST_FOLDER = 500;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

export function ExportFields({
  draft,
  onDraft,
  status,
}: SectionProps & { readonly status: ExportStatus }): ReactElement {
  const { t } = useTranslation();
  const { exports } = draft;
  const change = (part: Partial<Settings['exports']>): void => onDraft({ ...draft, exports: { ...exports, ...part } });
  return (
    <div className={styles.card}>
      <h3>{t('exports.settings.title')}</h3>
      <TextField
        label={t('exports.settings.folder')}
        hint={t('exports.settings.folderHint')}
        maxLength={LONGEST_FOLDER}
        value={exports.folder}
        data-testid="export-folder"
        onText={(folder) => change({ folder })}
      />
      <ChoiceField
        label={t('exports.settings.schedule')}
        value={exports.schedule}
        choices={EXPORT_SCHEDULES.map((value) => ({ value, text: t(`exports.settings.schedules.${value}`) }))}
        onChoice={(schedule) => change({ schedule })}
      />
      {exports.schedule === 'off' ? null : (
        <>
          <SelectField
            label={t('exports.settings.hour')}
            value={String(exports.hour)}
            onChoice={(hour) => change({ hour: Number(hour) })}
          >
            {HOURS.map((hour) => (
              <option key={hour} value={hour}>
                {`${String(hour).padStart(2, '0')}:00`}
              </option>
            ))}
          </SelectField>
          <ChoiceField
            label={t('exports.what')}
            value={exports.what}
            choices={EXPORT_WHATS.map((value) => ({ value, text: t(`exports.whats.${value}`) }))}
            onChoice={(what) => change({ what })}
          />
          <ChoiceField
            label={t('exports.format')}
            value={exports.format}
            choices={EXPORT_FORMATS.map((value) => ({ value, text: t(`exports.formats.${value}`) }))}
            onChoice={(format) => change({ format })}
          />
        </>
      )}
      <p role="status" className={styles.note} data-testid="export-state" data-state={status.state}>
        {status.trouble === null
          ? t(`exports.settings.state.${status.state}`)
          : t(`exports.refused.${status.trouble}.what`)}
      </p>
    </div>
  );
}
