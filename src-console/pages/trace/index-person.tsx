/** Whom does a case follow: by tags that the authority made, or by an entry? Never by a number. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceField, TextField } from '../../../src-renderer/parts/fields.tsx';
import { Section } from '../../parts/page-frame.tsx';
import { TagsField } from '../../parts/tags-field.tsx';
import type { CaseDraft, Wrongs } from './case-draft.ts';
import styles from './trace-page.module.css';

export type IndexPersonProps = {
  readonly draft: CaseDraft;
  readonly wrongs: Wrongs;
  readonly wasAsked: boolean;
  readonly onChange: (part: Partial<CaseDraft>) => void;
};

export function IndexPerson({ draft, wrongs, wasAsked, onChange }: IndexPersonProps): ReactElement {
  const { t } = useTranslation();
  return (
    <Section title={t('trace.open.who')}>
      <ChoiceField
        label={t('trace.open.by')}
        value={draft.by}
        choices={[
          { value: 'tags', text: t('trace.open.byTags') },
          { value: 'entry', text: t('trace.open.byEntry') },
        ]}
        onChoice={(by) => onChange({ by })}
      />
      {draft.by === 'tags' ? (
        <TagsField text={draft.tags} wasAsked={wasAsked} onText={(tags) => onChange({ tags })} />
      ) : (
        <>
          <TextField
            label={t('trace.open.device')}
            hint={t('trace.open.entryHint')}
            error={wasAsked && wrongs.isEntryWrong ? t('trace.open.entryWrong') : null}
            value={draft.device}
            name="device"
            maxLength={36}
            onText={(device) => onChange({ device })}
          />
          <div className={styles.pair}>
            <TextField
              label={t('trace.open.epoch')}
              value={draft.epoch}
              name="epoch"
              maxLength={32}
              onText={(epoch) => onChange({ epoch })}
            />
            <TextField
              label={t('trace.open.seq')}
              value={draft.seq}
              name="seq"
              inputMode="numeric"
              maxLength={15}
              onText={(seq) => onChange({ seq })}
            />
          </div>
        </>
      )}
    </Section>
  );
}
