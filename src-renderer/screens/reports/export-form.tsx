/** How does somebody get what they see as a file? Kind of file, folder, and for real names a reason. */

import type { FormEvent, ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportAnswer, ExportFormat, ExportWhat } from '../../../src-main/contract/report-api.ts';
import { Button } from '../../parts/button.tsx';
import { ChoiceField, TextField } from '../../parts/fields.tsx';
import { useGate } from '../../parts/gate-context.ts';
import { EXPORT_FORMATS, SHORTEST_REASON } from '../../parts/report-lists.ts';
import styles from './reports-screen.module.css';

/** Half a million rows onto a slow stick. */
const WRITTEN_WITHIN_MS = 900_000;

export type ExportFormProps = {
  readonly what: ExportWhat;
  /** A report has nobody in it. */
  readonly mayBeFull: boolean;
};

type Outcome = ExportAnswer | { readonly type: 'no-answer' } | null;

export function ExportForm({ what, mayBeFull }: ExportFormProps): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const [format, setFormat] = useState<ExportFormat>('xlsx');
  const [folder, setFolder] = useState('');
  const [people, setPeople] = useState<'masked' | 'full'>('masked');
  const [reason, setReason] = useState('');
  const [isReasonMissing, setIsReasonMissing] = useState(false);
  const [isWriting, setIsWriting] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>(null);
  const isFull = mayBeFull && people === 'full';

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const why = reason.trim();
    setIsReasonMissing(isFull && why.length < SHORTEST_REASON);
    if (isFull && why.length < SHORTEST_REASON) return;
    setIsWriting(true);
    setOutcome(null);
    const answer = await gate.ask(
      (client) =>
        isFull
          ? client.writeFullExport({ what, format, folder, reason: why })
          : client.writeExport({ what, format, folder }),
      WRITTEN_WITHIN_MS,
    );
    setIsWriting(false);
    setOutcome(answer.type === 'answered' ? answer.value : { type: 'no-answer' });
  }

  return (
    <form className={styles.export} noValidate data-testid="export-form" onSubmit={(event) => void submit(event)}>
      <h2>{t('exports.title')}</h2>
      <ChoiceField
        label={t('exports.format')}
        value={format}
        choices={EXPORT_FORMATS.map((value) => ({ value, text: t(`exports.formats.${value}`) }))}
        onChoice={setFormat}
      />
      {mayBeFull ? (
        <ChoiceField
          label={t('exports.people')}
          value={people}
          choices={(['masked', 'full'] as const).map((value) => ({ value, text: t(`exports.${value}`) }))}
          onChoice={setPeople}
        />
      ) : null}
      <div className={styles.pair}>
        <TextField
          label={t('exports.folder')}
          hint={t('exports.folderHint')}
          name="folder"
          maxLength={500}
          value={folder}
          onText={setFolder}
        />
        {isFull ? (
          <TextField
            label={t('exports.reason')}
            name="export-reason"
            maxLength={200}
            value={reason}
            error={isReasonMissing ? t('search.wrong.reason') : null}
            onText={setReason}
          />
        ) : null}
      </div>
      {isFull ? <p className={styles.warning}>{t('exports.fullHint')}</p> : null}
      <ExportOutcome outcome={outcome} isWriting={isWriting} />
      <footer className={styles.foot}>
        <Button type="submit" weight="main" icon="disk" disabled={isWriting} data-testid="write-export">
          {t('exports.go')}
        </Button>
      </footer>
    </form>
  );
}

/** Where the file is, or why there is none and what to do. */
export function ExportOutcome({
  outcome,
  isWriting,
}: {
  readonly outcome: Outcome;
  readonly isWriting: boolean;
}): ReactElement {
  const { t } = useTranslation();
  const isWrong = outcome !== null && outcome.type !== 'written';
  return (
    <p
      role="status"
      className={isWrong ? styles.wrong : styles.outcome}
      data-testid="export-outcome"
      data-outcome={outcome?.type}
    >
      {isWriting ? t('exports.writing') : null}
      {outcome === null ? null : outcome.type === 'written' ? (
        <span className={styles.done}>{t('exports.written', { rows: outcome.rows, path: outcome.path })}</span>
      ) : outcome.type === 'refused' ? (
        `${t(`exports.refused.${outcome.reason}.what`)}. ${t(`exports.refused.${outcome.reason}.do`)}`
      ) : (
        t('search.noAnswer')
      )}
    </p>
  );
}
