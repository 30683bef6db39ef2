/** How does a list on somebody's stick become that of the gate? File, columns, one press. */

import type { ReactElement } from 'react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListPreview, ListTrouble } from '../../../src-main/contract/roster-api.ts';
import type { RosterColumn, RosterGroup } from '../../../src-main/core/entry/roster.ts';
import { ROSTER_COLUMNS, ROSTER_GROUPS } from '../../../src-main/core/entry/roster.ts';
import { Button, SureButton } from '../../parts/button.tsx';
import { ChoiceField, SelectField, TextField } from '../../parts/fields.tsx';
import { useGate } from '../../parts/gate-context.ts';
import { groupedNumber } from '../../parts/grouped-number.ts';
import { dayStartOf, dayText } from './day-text.ts';
import styles from './people.module.css';
import { saveAs, sendList } from './send-list.ts';

type Preview = Extract<ListPreview, { type: 'preview' }>;
type Stage =
  | { readonly type: 'file' }
  | { readonly type: 'busy'; readonly what: 'reading' | 'writing' }
  | { readonly type: 'preview'; readonly importId: string; readonly preview: Preview }
  | { readonly type: 'done'; readonly people: number };
type Trouble = ListTrouble | 'no-answer';

const READ_WITHIN_MS = 60_000;
const WRITE_WITHIN_MS = 300_000;

export type ImportWizardProps = { readonly firstGroup: RosterGroup; readonly onChanged: () => Promise<void> };

export function ImportWizard({ firstGroup, onChanged }: ImportWizardProps): ReactElement {
  const { t, i18n } = useTranslation();
  const gate = useGate();
  const fileInput = useRef<HTMLInputElement>(null);
  const [stage, setStage] = useState<Stage>({ type: 'file' });
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [group, setGroup] = useState(firstGroup);
  const [day, setDay] = useState(() => dayText(Date.now()));
  const hasDay = group === 'guest' || group === 'visitor';

  function fail(reason: Trouble): void {
    setTrouble(reason);
    setStage({ type: 'file' });
  }

  function choiceOf(importId: string, columns: Preview['columns'] | null, chosen: RosterGroup) {
    const dayUtcMs = chosen === 'guest' || chosen === 'visitor' ? (dayStartOf(day) ?? null) : null;
    return { importId, group: chosen, columns, dayUtcMs };
  }

  async function read(importId: string, columns: Preview['columns'] | null, chosen = group): Promise<void> {
    const answer = await gate.ask(
      (client) => client.previewImport(choiceOf(importId, columns, chosen)),
      READ_WITHIN_MS,
    );
    if (answer.type !== 'answered') fail('no-answer');
    else if (answer.value.type === 'refused') fail(answer.value.reason);
    else setStage({ type: 'preview', importId, preview: answer.value });
  }

  async function take(file: File): Promise<void> {
    setTrouble(null);
    setStage({ type: 'busy', what: 'reading' });
    const sent = await sendList(gate, file);
    if (sent.type === 'failed') fail(sent.reason);
    else await read(sent.importId, null);
  }

  async function commit(importId: string, columns: Preview['columns'], how: 'replace' | 'add'): Promise<void> {
    setStage({ type: 'busy', what: 'writing' });
    const choice = { ...choiceOf(importId, columns, group), how };
    const answer = await gate.ask((client) => client.importRoster(choice), WRITE_WITHIN_MS);
    if (answer.type !== 'answered') return fail('no-answer');
    if (answer.value.type === 'refused') return fail(answer.value.reason);
    setStage({ type: 'done', people: answer.value.people });
    await onChanged();
  }

  async function template(): Promise<void> {
    const language = i18n.language === 'en' ? 'en' : 'vi';
    const answer = await gate.ask((client) => client.rosterTemplate({ language }));
    if (answer.type === 'answered') saveAs('danh-sach.csv', answer.value.csv);
    else setTrouble('no-answer');
  }

  if (stage.type === 'busy') {
    return (
      <p role="status" className={styles.none}>
        {t(`people.import.${stage.what}`)}
      </p>
    );
  }
  if (stage.type === 'done') {
    return (
      <div className={styles.form}>
        <p role="status" className={styles.good} data-testid="import-done">
          {t('people.import.done', { n: groupedNumber(stage.people, i18n.language) })}
        </p>
        <div className={styles.actions}>
          <Button icon="upload" onClick={() => setStage({ type: 'file' })}>
            {t('people.import.again')}
          </Button>
        </div>
      </div>
    );
  }
  const chooseGroup = (
    <div className={styles.fields}>
      <ChoiceField
        label={t('people.import.group')}
        value={group}
        choices={ROSTER_GROUPS.map((value) => ({ value, text: t(`people.group.${value}`) }))}
        onChoice={(chosen) => {
          setGroup(chosen);
          if (stage.type === 'preview') void read(stage.importId, stage.preview.columns, chosen);
        }}
      />
      {hasDay ? (
        <TextField
          label={t('people.import.day')}
          name="day"
          value={day}
          inputMode="numeric"
          error={dayStartOf(day) === undefined ? t('people.error.day') : null}
          onText={setDay}
        />
      ) : null}
    </div>
  );
  if (stage.type === 'preview') {
    const { importId, preview } = stage;
    return (
      <div className={styles.form}>
        <h2>{t('people.import.step2')}</h2>
        {chooseGroup}
        <Findings preview={preview} />
        <Columns preview={preview} onColumns={(columns) => void read(importId, columns)} />
        <footer className={styles.foot}>
          <Button isLarge weight="quiet" icon="back" onClick={() => setStage({ type: 'file' })}>
            {t('people.form.back')}
          </Button>
          <Button
            isLarge
            icon="plus"
            disabled={preview.people === 0}
            data-testid="import-add"
            onClick={() => void commit(importId, preview.columns, 'add')}
          >
            {t('people.import.add')}
          </Button>
          <SureButton
            isLarge
            weight="main"
            icon="done"
            disabled={preview.people === 0}
            data-testid="import-replace"
            sure={t('people.import.replaceSure')}
            onSure={() => void commit(importId, preview.columns, 'replace')}
          >
            {t('people.import.replace')}
          </SureButton>
        </footer>
      </div>
    );
  }
  return (
    <div className={styles.form}>
      <h2>{t('people.import.step1')}</h2>
      <p role="alert" className={trouble === null ? styles.calm : styles.wrong}>
        {trouble === null
          ? null
          : trouble === 'no-answer'
            ? t('people.error.no-answer')
            : t(`people.import.error.${trouble}`)}
      </p>
      {chooseGroup}
      <p className={styles.hint}>{t('people.import.fileHint')}</p>
      <input
        ref={fileInput}
        type="file"
        accept=".csv,.txt,.xlsx"
        hidden
        data-testid="import-file"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          if (file !== undefined) void take(file);
        }}
      />
      <div className={styles.actions}>
        <Button isLarge weight="main" icon="upload" onClick={() => fileInput.current?.click()}>
          {t('people.import.choose')}
        </Button>
        <Button isLarge weight="quiet" icon="disk" data-testid="import-template" onClick={() => void template()}>
          {t('people.import.template')}
        </Button>
      </div>
    </div>
  );
}

function Columns(props: {
  readonly preview: Preview;
  readonly onColumns: (columns: Preview['columns']) => void;
}): ReactElement {
  const { preview, onColumns } = props;
  const { headers, columns, sample } = preview;
  const { t } = useTranslation();
  return (
    <div className={styles.grid} data-testid="import-columns">
      {headers.map((header, index) => {
        const examples = sample
          .map((row) => row[index] ?? '')
          .filter((text) => text !== '')
          .slice(0, 3);
        const label =
          header === ''
            ? t('people.import.column', { n: index + 1 })
            : t('people.import.columnOf', { n: index + 1, header });
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the file.
          <div key={index} className={styles.column} data-used={columns[index] !== null}>
            <SelectField
              label={label}
              name={`column-${index}`}
              value={columns[index] ?? ''}
              onChoice={(choice) =>
                onColumns(
                  columns.map((column, at) => {
                    if (at === index) return choice === '' ? null : (choice as RosterColumn);
                    return column === choice ? null : column;
                  }),
                )
              }
            >
              <option value="">{t('people.import.skip')}</option>
              {ROSTER_COLUMNS.map((column) => (
                <option key={column} value={column}>
                  {t(`people.column.${column}`)}
                </option>
              ))}
            </SelectField>
            <p className={styles.hint}>{examples.join(' · ')}</p>
          </div>
        );
      })}
    </div>
  );
}

function Findings({ preview }: { readonly preview: Preview }): ReactElement {
  const { t, i18n } = useTranslation();
  const { people, repaired, troubles, troubleCount, columns } = preview;
  const grouped = (n: number): string => groupedNumber(n, i18n.language);
  return (
    <div className={styles.findings} data-testid="import-findings" data-people={people} data-troubles={troubleCount}>
      <p className={people === 0 ? styles.wrong : styles.good}>
        {columns.includes('name') ? t('people.import.people', { n: grouped(people) }) : t('people.import.noName')}
      </p>
      {repaired === 0 ? null : <p className={styles.hint}>{t('people.import.repaired', { n: grouped(repaired) })}</p>}
      {troubleCount === 0 ? null : (
        <details open={troubleCount <= 5}>
          <summary>{t('people.import.troubles', { n: grouped(troubleCount) })}</summary>
          <ul>
            {troubles.map(({ row, reason }) => (
              <li key={row}>
                <strong>{t('people.import.row', { row })}</strong> {t(`people.rowTrouble.${reason}`)}
              </li>
            ))}
            {troubleCount > troubles.length ? (
              <li>{t('people.import.moreTroubles', { n: troubleCount - troubles.length })}</li>
            ) : null}
          </ul>
        </details>
      )}
    </div>
  );
}
