/** How is typed what gates are to have? One field a setting; what stands empty each gate sets for itself. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { SelectField, TextAreaField, TextField } from '../../../src-renderer/parts/fields.tsx';
import styles from './settings.module.css';
import type { FieldKey, SettingsDraft, SettingsField } from './settings-draft.ts';
import { SETTINGS_FIELDS } from './settings-draft.ts';

export type SettingsFieldsProps = {
  readonly draft: SettingsDraft;
  readonly wrong: readonly (FieldKey | 'rest')[];
  readonly onDraft: (draft: SettingsDraft) => void;
};

export function SettingsFields({ draft, wrong, onDraft }: SettingsFieldsProps): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <div className={styles.grid}>
        {SETTINGS_FIELDS.map((field) => (
          <OneField
            key={field.key}
            field={field}
            name={field.key}
            text={draft[field.key]}
            isWrong={wrong.includes(field.key)}
            onText={(text) => onDraft({ ...draft, [field.key]: text })}
          />
        ))}
      </div>
      <TextAreaField
        label={t('remote.rest.label')}
        hint={t('remote.rest.hint')}
        error={wrong.includes('rest') ? t('remote.rest.wrong') : null}
        value={draft.rest}
        name="rest"
        rows={4}
        maxLength={20_000}
        onText={(rest) => onDraft({ ...draft, rest })}
      />
    </>
  );
}

type OneFieldProps = {
  readonly field: SettingsField;
  readonly name: FieldKey;
  readonly text: string;
  readonly isWrong: boolean;
  readonly onText: (text: string) => void;
};

function OneField({ field, name, text, isWrong, onText }: OneFieldProps): ReactElement {
  const { t, i18n } = useTranslation();
  const label = t(`remote.field.${name}`);
  const error = isWrong ? t('remote.fieldWrong') : null;
  switch (field.kind) {
    case 'choice':
      return (
        <SelectField label={label} value={text} name={name} onChoice={onText}>
          <option value="">{t('remote.changes.own')}</option>
          {field.choices.map((choice) => (
            <option key={choice} value={choice}>
              {i18n.exists(`remote.choice.${choice}`) ? t(`remote.choice.${choice as 'vi'}`) : choice}
            </option>
          ))}
        </SelectField>
      );
    case 'lines':
      return <TextAreaField label={label} error={error} value={text} name={name} rows={2} onText={onText} />;
    case 'number':
      return (
        <TextField
          label={label}
          hint={t('remote.between', { min: field.min, max: field.max })}
          error={error}
          value={text}
          name={name}
          inputMode="numeric"
          maxLength={7}
          onText={onText}
        />
      );
    case 'hours':
      return (
        <TextField
          label={label}
          hint={t('remote.hoursHint')}
          error={error}
          value={text}
          name={name}
          maxLength={20}
          onText={onText}
        />
      );
    case 'text':
      return (
        <TextField label={label} error={error} value={text} name={name} maxLength={field.longest} onText={onText} />
      );
  }
}
