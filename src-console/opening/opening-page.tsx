/** How does a tracer open a contact list on the own machine, and have the page forget it? */

import type { FormEvent, ReactElement } from 'react';
import { useCallback, useEffect, useState } from 'react';
import { contactCsv } from '../../src-main/export/contact-csv.ts';
import { Button } from '../../src-renderer/parts/button.tsx';
import { Notice } from '../../src-renderer/parts/notice.tsx';
import { PageFrame, Section } from '../parts/page-frame.tsx';
import { saveFile } from '../parts/save-file.ts';
import { ContactTable } from './contact-table.tsx';
import { FileField } from './file-field.tsx';
import type { OpenedCase, OpeningRefusal } from './open-case.ts';
import { openCase } from './open-case.ts';
import styles from './opening-page.module.css';
import type { OpeningLanguage } from './opening-words.ts';
import { OPENING_WORDS, withCount } from './opening-words.ts';
import { useForgetting } from './use-forgetting.ts';

/** A case of 200,000 contacts is about as long as that. */
const LARGEST_BYTES = 200_000_000;

type State =
  | {
      readonly type: 'asking';
      readonly refused: OpeningRefusal | 'too-large' | null;
      readonly forgotten: string | null;
    }
  | { readonly type: 'opening' }
  | OpenedCase;

export function OpeningPage(): ReactElement {
  const [language, setLanguage] = useState<OpeningLanguage>('vi');
  const [state, setState] = useState<State>({ type: 'asking', refused: null, forgotten: null });
  const words = OPENING_WORDS[language];
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const forget = useCallback(
    (why: 'left' | 'idle') =>
      setState({ type: 'asking', refused: null, forgotten: why === 'idle' ? 'forgottenIdle' : 'forgotten' }),
    [],
  );
  useForgetting(state.type === 'opened', forget);

  async function open(caseFile: File, keyFiles: readonly File[]): Promise<void> {
    if ([caseFile, ...keyFiles].some(({ size }) => size > LARGEST_BYTES)) {
      setState({ type: 'asking', refused: 'too-large', forgotten: null });
      return;
    }
    setState({ type: 'opening' });
    const opened = await openCase(await caseFile.text(), await Promise.all(keyFiles.map((file) => file.text())));
    setState(opened.type === 'refused' ? { type: 'asking', refused: opened.reason, forgotten: null } : opened);
  }

  const isServed = window.location.protocol !== 'file:';
  return (
    <main className={styles.page}>
      <PageFrame
        title={words.title}
        about={words.about}
        actions={
          <Button weight="quiet" icon="language" onClick={() => setLanguage(language === 'vi' ? 'en' : 'vi')}>
            {words.otherLanguage}
          </Button>
        }
      >
        {isServed ? <Notice tone="alarm">{words.served}</Notice> : null}
        {state.type === 'opened' ? (
          <Opened opened={state} language={language} onForget={() => forget('left')} />
        ) : (
          <Asking state={state} language={language} onOpen={(file, keys) => void open(file, keys)} />
        )}
      </PageFrame>
    </main>
  );
}

type AskingProps = {
  readonly state: Exclude<State, OpenedCase>;
  readonly language: OpeningLanguage;
  readonly onOpen: (caseFile: File, keyFiles: readonly File[]) => void;
};

function Asking({ state, language, onOpen }: AskingProps): ReactElement {
  const words = OPENING_WORDS[language];
  const [caseFile, setCaseFile] = useState<File | null>(null);
  const [keyFiles, setKeyFiles] = useState<readonly File[]>([]);
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (caseFile !== null && keyFiles.length > 0) onOpen(caseFile, keyFiles);
  }
  const refused = state.type === 'asking' ? state.refused : null;
  const forgotten = state.type === 'asking' ? state.forgotten : null;
  return (
    <Section title={words.files}>
      <Notice tone="well">
        {forgotten === null ? null : forgotten === 'forgottenIdle' ? words.forgottenIdle : words.forgotten}
      </Notice>
      <Notice tone="warning">
        {refused === null ? null : <span data-refused={refused}>{words.refused[refused]}</span>}
      </Notice>
      <form className={styles.form} onSubmit={submit}>
        <FileField
          label={words.caseFile}
          hint={words.caseHint}
          name="case"
          onFiles={([first]) => setCaseFile(first ?? null)}
        />
        <FileField label={words.keyFiles} hint={words.keyHint} name="key" isSeveral onFiles={setKeyFiles} />
        <Button
          type="submit"
          weight="main"
          icon="unlocked"
          data-testid="open"
          disabled={caseFile === null || keyFiles.length === 0 || state.type === 'opening'}
        >
          {state.type === 'opening' ? words.opening : words.open}
        </Button>
      </form>
    </Section>
  );
}

type OpenedProps = {
  readonly opened: OpenedCase;
  readonly language: OpeningLanguage;
  readonly onForget: () => void;
};

function Opened({ opened, language, onForget }: OpenedProps): ReactElement {
  const words = OPENING_WORDS[language];
  const { caseId, rows, unopened } = opened;
  const reasons = Object.entries(unopened) as [keyof typeof unopened, number][];
  return (
    <Section title={words.case.replace('{{id}}', caseId)} about={words.idle}>
      <div className={styles.buttons} data-print="never">
        <Button weight="grave" icon="trash" data-testid="forget" onClick={onForget}>
          {words.forget}
        </Button>
        <Button icon="print" onClick={() => window.print()}>
          {words.print}
        </Button>
        <Button
          icon="disk"
          data-testid="download"
          onClick={() => saveFile(`tiep-xuc-${caseId}.csv`, 'text/csv', contactCsv(rows))}
        >
          {words.download}
        </Button>
      </div>
      <p className={styles.soft} data-print="never">
        {words.downloadHint}
      </p>
      <Notice tone={rows.length === 0 ? 'warning' : 'well'}>
        {rows.length === 0 ? words.nobody : withCount(words.opened, rows.length)}
      </Notice>
      {reasons.map(([reason, count]) => (
        <Notice key={reason} tone="warning">
          <span data-unopened={reason}>{withCount(words.unopened[reason], count)}</span>
        </Notice>
      ))}
      {rows.length === 0 ? null : <ContactTable rows={rows} words={words} />}
    </Section>
  );
}
