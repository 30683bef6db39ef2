/** By which rules is somebody a contact, in this case? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { VENUE_KINDS } from '../../../src-main/contract/settings.ts';
import { SelectField, TextField } from '../../../src-renderer/parts/fields.tsx';
import { Section } from '../../parts/page-frame.tsx';
import type { CaseDraft, MinutesField, Wrongs } from './case-draft.ts';
import { LIMITS } from './case-draft.ts';
import styles from './trace-page.module.css';

export type CaseRulesProps = {
  readonly draft: CaseDraft;
  readonly wrongs: Wrongs;
  readonly onChange: (part: Partial<CaseDraft>) => void;
};

export function CaseRules({ draft, wrongs, onChange }: CaseRulesProps): ReactElement {
  const { t } = useTranslation();
  function errorOf(field: MinutesField): string | null {
    const [least, most] = LIMITS[field];
    return wrongs.minutes.includes(field) ? t('trace.open.rangeWrong', { least, most }) : null;
  }
  return (
    <Section title={t('trace.open.rules')}>
      <TextField
        label={t('trace.open.overlap')}
        hint={t('trace.open.overlapHint')}
        error={errorOf('overlapMinutes')}
        value={draft.overlapMinutes}
        inputMode="numeric"
        name="overlap"
        maxLength={4}
        onText={(overlapMinutes) => onChange({ overlapMinutes })}
      />
      <TextField
        label={t('trace.open.lane')}
        hint={t('trace.open.laneHint')}
        error={errorOf('laneMinutes')}
        value={draft.laneMinutes}
        inputMode="numeric"
        name="lane"
        maxLength={4}
        onText={(laneMinutes) => onChange({ laneMinutes })}
      />
      <TextField
        label={t('trace.open.after')}
        hint={t('trace.open.afterHint')}
        error={errorOf('afterMinutes')}
        value={draft.afterMinutes}
        inputMode="numeric"
        name="after"
        maxLength={4}
        onText={(afterMinutes) => onChange({ afterMinutes })}
      />
      <details className={styles.more} open={draft.stayKind !== ''}>
        <summary>{t('trace.open.stay')}</summary>
        <p className={styles.soft}>{t('trace.open.stayHint')}</p>
        <div className={styles.pair}>
          <SelectField
            label={t('trace.open.stayKind')}
            value={draft.stayKind}
            name="stay-kind"
            onChoice={(value) => onChange({ stayKind: VENUE_KINDS.find((kind) => kind === value) ?? '' })}
          >
            <option value="">{t('trace.open.stayUsual')}</option>
            {VENUE_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(`venueKind.${kind}`)}
              </option>
            ))}
          </SelectField>
          <TextField
            label={t('trace.open.stayMinutes')}
            error={errorOf('stayMinutes')}
            value={draft.stayMinutes}
            disabled={draft.stayKind === ''}
            inputMode="numeric"
            name="stay-minutes"
            maxLength={4}
            onText={(stayMinutes) => onChange({ stayMinutes })}
          />
        </div>
      </details>
    </Section>
  );
}
