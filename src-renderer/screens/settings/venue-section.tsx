/** What is this place? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { VENUE_KINDS } from '../../parts/contract-lists.ts';
import { SelectField, TextField } from '../../parts/fields.tsx';
import type { SectionProps } from './section-props.ts';
import styles from './settings-screen.module.css';

export function VenueSection({ draft, onDraft }: SectionProps): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles.rows}>
      <TextField
        label={t('settings.venue.name')}
        hint={t('settings.venue.nameHint')}
        maxLength={120}
        value={draft.venue.name}
        onText={(name) => onDraft({ ...draft, venue: { ...draft.venue, name } })}
      />
      <SelectField
        label={t('settings.venue.kind')}
        value={draft.venue.kind}
        onChoice={(value) => {
          const kind = VENUE_KINDS.find((each) => each === value);
          if (kind !== undefined) onDraft({ ...draft, venue: { ...draft.venue, kind } });
        }}
      >
        {VENUE_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`venueKind.${kind}`)}
          </option>
        ))}
      </SelectField>
    </div>
  );
}
