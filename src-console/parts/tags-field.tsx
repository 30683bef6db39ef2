/** How does a person's list of tags come in: pasted or out of a file, and never a number? */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextAreaField } from '../../src-renderer/parts/fields.tsx';
import { CommandHint } from './command-line.tsx';
import { readTags } from './read-tags.ts';
import styles from './tags-field.module.css';

const COMMAND = 'npm run -s authority -- tags --number-stdin --keys tracing-….json > tags.json';
/** 60 tags and what stands around them are not a tenth of it. */
const LARGEST_FILE_BYTES = 100_000;

export type TagsFieldProps = {
  readonly text: string;
  /** That there are none is said once somebody has tried. */
  readonly wasAsked: boolean;
  readonly onText: (text: string) => void;
};

export function TagsField({ text, wasAsked, onText }: TagsFieldProps): ReactElement {
  const { t } = useTranslation();
  const [hadNumber, setHadNumber] = useState(false);
  const read = readTags(text);

  /** A number does not even stay in the field. */
  function take(taken: string): void {
    const found = readTags(taken);
    const isNumber = found.type === 'wrong' && found.why === 'number';
    setHadNumber(isNumber);
    onText(isNumber ? '' : taken);
  }

  async function takeFile(file: File | undefined): Promise<void> {
    if (file !== undefined) take(file.size > LARGEST_FILE_BYTES ? '…' : await file.text());
  }

  function wrong(): string | null {
    if (hadNumber) return t('tags.wrong.number');
    if (read.type === 'wrong') return t(`tags.wrong.${read.why}`);
    return read.type === 'none' && wasAsked ? t('tags.wrong.none') : null;
  }

  return (
    <>
      <CommandHint hint={t('tags.how')} command={COMMAND} />
      <TextAreaField
        label={t('tags.label')}
        hint={read.type === 'tags' ? t('tags.count', { count: read.tags.length }) : t('tags.hint')}
        error={wrong()}
        value={text}
        name="tags"
        rows={4}
        maxLength={20_000}
        onText={take}
      />
      <label className={styles.file}>
        {t('tags.file')}
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
