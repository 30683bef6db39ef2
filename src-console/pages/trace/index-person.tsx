/** Whom does a case follow: by tags that the authority made, or by an entry? Never by a number. */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceField, TextAreaField, TextField } from '../../../src-renderer/parts/fields.tsx';
import { Section } from '../../parts/page-frame.tsx';
import type { CaseDraft, Wrongs } from './case-draft.ts';
import { readTags } from './read-tags.ts';
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
        <Tags draft={draft} wrong={wrongs.tags} wasAsked={wasAsked} onTags={(tags) => onChange({ tags })} />
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

const COMMAND = 'npm run -s authority -- tags --number-stdin --keys tracing-….json > tags.json';
/** 60 tags and what stands around them are not a tenth of it. */
const LARGEST_FILE_BYTES = 100_000;

type TagsProps = {
  readonly draft: CaseDraft;
  readonly wrong: Wrongs['tags'];
  readonly wasAsked: boolean;
  readonly onTags: (tags: string) => void;
};

function Tags({ draft, wrong, wasAsked, onTags }: TagsProps): ReactElement {
  const { t } = useTranslation();
  const [hadNumber, setHadNumber] = useState(false);

  /** A number does not even stay in the field. */
  function take(text: string): void {
    const read = readTags(text);
    const isNumber = read.type === 'wrong' && read.why === 'number';
    setHadNumber(isNumber);
    onTags(isNumber ? '' : text);
  }

  async function takeFile(file: File | undefined): Promise<void> {
    if (file !== undefined) take(file.size > LARGEST_FILE_BYTES ? '…' : await file.text());
  }

  const read = readTags(draft.tags);
  // What is missing is said once somebody has tried.
  const said = hadNumber ? 'number' : wrong === 'none' && !wasAsked ? null : wrong;
  return (
    <>
      <div className={styles.how}>
        <p>{t('trace.open.how')}</p>
        <code>{COMMAND}</code>
      </div>
      <TextAreaField
        label={t('trace.open.tags')}
        hint={read.type === 'tags' ? t('trace.open.tagsCount', { count: read.tags.length }) : t('trace.open.tagsHint')}
        error={said === null ? null : t(`trace.open.tagsWrong.${said}`)}
        value={draft.tags}
        name="tags"
        rows={4}
        maxLength={20_000}
        onText={take}
      />
      <label className={styles.file}>
        {t('trace.open.tagsFile')}
        <input
          type="file"
          name="tags-file"
          accept=".json,.txt,application/json,text/plain"
          onChange={(event) => void takeFile(event.currentTarget.files?.[0])}
        />
      </label>
    </>
  );
}
