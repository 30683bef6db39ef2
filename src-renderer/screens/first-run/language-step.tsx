/** In which language is this gate spoken to, and has somebody set up its like already? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceField } from '../../parts/fields.tsx';
import { SetFromAfar } from '../settings/set-from-afar.tsx';
import styles from './first-run.module.css';
import { SetupImport } from './setup-import.tsx';
import type { StepProps } from './step-props.ts';

/** Each in its own words: whoever looks for it can read it. */
const LANGUAGES = [
  { value: 'vi', text: 'Tiếng Việt' },
  { value: 'en', text: 'English' },
] as const;

export function LanguageStep({ draft, scannedSetupCode, onCodeTaken, onDraft, onApplied }: StepProps): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles.rows}>
      <p>{t('firstRun.language.hint')}</p>
      <SetFromAfar field="screen.language">
        <ChoiceField
          label={t('settings.screen.language')}
          value={draft.screen.language}
          choices={LANGUAGES}
          onChoice={(language) => onDraft({ ...draft, screen: { ...draft.screen, language } })}
        />
      </SetFromAfar>
      <SetupImport scannedSetupCode={scannedSetupCode} onCodeTaken={onCodeTaken} onApplied={onApplied} />
    </div>
  );
}
