/** How is one person found among the entries, copied out, or taken out? By tags that the authority made on its own machine. */

import type { FormEvent, ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../src-collector/contract/console-api.ts';
import type { PersonRequest } from '../../../src-collector/contract/rights-api.ts';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { Notice } from '../../../src-renderer/parts/notice.tsx';
import { useDoing } from '../../door/use-call.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Section } from '../../parts/page-frame.tsx';
import { readTags } from '../../parts/read-tags.ts';
import { RefusalNotice } from '../../parts/refusal-notice.tsx';
import { saveFile } from '../../parts/save-file.ts';
import { TagsField } from '../../parts/tags-field.tsx';
import { FoundPlaces } from './found-places.tsx';
import styles from './rights.module.css';

export type PersonDeskProps = { readonly request: PersonRequest; readonly onChanged: () => void };

export function PersonDesk({ request, onChanged }: PersonDeskProps): ReactElement {
  const { t } = useTranslation();
  const { requestId, kind, reference } = request;
  const finding = useDoing('rights.find');
  const copying = useDoing('rights.copy');
  const erasing = useDoing('rights.erase');
  const [text, setText] = useState('');
  const [found, setFound] = useState<CallOutput<'rights.find'> | null>(null);
  const [isErasing, setIsErasing] = useState(false);
  const [copied, setCopied] = useState<number | null>(null);
  const read = readTags(text);
  const tags = read.type === 'tags' ? read.tags : [];

  async function find(event: FormEvent): Promise<void> {
    event.preventDefault();
    setFound(null);
    setCopied(null);
    const answer = await finding.run({ requestId, tags: [...tags] });
    if (answer !== null) setFound(answer);
  }

  async function copy(): Promise<void> {
    const answer = await copying.run({ requestId, tags: [...tags] });
    if (answer === null) return;
    saveFile(
      `copy-${reference.replace(/[^\p{L}\p{N}._-]/gu, '-')}.json`,
      'application/json',
      JSON.stringify(answer.file),
    );
    setCopied(answer.file.entries.length);
    onChanged();
  }

  async function erase(): Promise<void> {
    if ((await erasing.run({ requestId, tags: [...tags] })) === null) return;
    setIsErasing(false);
    setFound(null);
    setText('');
    onChanged();
  }

  return (
    <Section title={t('rights.person.title')} about={t('rights.person.about')}>
      <RefusalNotice refused={finding.refused ?? copying.refused} />
      <Notice tone="well">{copied === null ? null : t('rights.person.copied', { count: copied })}</Notice>
      <form className={styles.form} data-print="never" onSubmit={(event) => void find(event)}>
        <TagsField text={text} wasAsked={false} onText={setText} />
        <div className={styles.buttons}>
          <Button
            type="submit"
            weight="main"
            icon="search"
            disabled={finding.isBusy || tags.length === 0}
            data-testid="find"
          >
            {t('rights.person.find')}
          </Button>
          {kind === 'copy' && found !== null && found.entries > 0 ? (
            <Button icon="disk" disabled={copying.isBusy} data-testid="copy" onClick={() => void copy()}>
              {t('rights.person.copy')}
            </Button>
          ) : null}
          {kind === 'erase' && found !== null && found.entries > 0 ? (
            <Button icon="trash" data-testid="erase" onClick={() => setIsErasing(true)}>
              {t('rights.person.erase')}
            </Button>
          ) : null}
        </div>
      </form>
      {found === null ? null : <FoundPlaces found={found} />}
      {isErasing && found !== null ? (
        <Confirm
          title={t('rights.person.eraseTitle', { count: found.entries })}
          sure={t('rights.person.eraseSure')}
          isBusy={erasing.isBusy}
          refused={erasing.refused}
          onSure={() => void erase()}
          onClose={() => setIsErasing(false)}
        >
          <p>{t('rights.person.eraseAbout')}</p>
        </Confirm>
      ) : null}
    </Section>
  );
}
