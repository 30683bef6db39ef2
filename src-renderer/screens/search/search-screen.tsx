/** Who passed, and when? Entries are looked up here, and a person's own request is answered. */

import type { FormEvent, ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GateSnapshot } from '../../../src-main/contract/gate-api.ts';
import type { FoundEntryView, SearchAnswer, SearchInput } from '../../../src-main/contract/report-api.ts';
import { vietnamClock, vietnamDay } from '../../../src-main/core/report/period.ts';
import { Button } from '../../parts/button.tsx';
import { ChoiceField, SelectField, TextField } from '../../parts/fields.tsx';
import { useGate } from '../../parts/gate-context.ts';
import type { VerdictEcho } from '../../parts/page.tsx';
import { Page } from '../../parts/page.tsx';
import { ExportForm } from '../reports/export-form.tsx';
import { FoundEntries } from './found-entries.tsx';
import type { SearchErrors, SearchForm } from './search-form.ts';
import { checkSearchForm, emptySearchForm } from './search-form.ts';
import styles from './search-screen.module.css';
import { SubjectRequest } from './subject-request.tsx';
import { TracedList } from './traced-list.tsx';

/** Names are opened one by one. */
const FOUND_WITHIN_MS = 120_000;

export type SearchScreenProps = {
  readonly snapshot: GateSnapshot;
  readonly echo: VerdictEcho;
  readonly onClosed: () => void;
};

export function SearchScreen({ snapshot, echo, onClosed }: SearchScreenProps): ReactElement {
  const { t } = useTranslation();
  const [tab, setTab] = useState<'entries' | 'subject' | 'traced'>('entries');
  return (
    <Page name="search" title={t('search.title')} echo={echo} onClosed={onClosed}>
      <div className={styles.tabs}>
        {(['entries', 'subject', 'traced'] as const).map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === tab}
            data-testid={`search-tab-${each}`}
            onClick={() => setTab(each)}
          >
            {t(`search.tab.${each}`)}
          </button>
        ))}
      </div>
      {tab === 'entries' ? <EntrySearch snapshot={snapshot} /> : null}
      {tab === 'subject' ? <SubjectRequest /> : null}
      {tab === 'traced' ? <TracedList /> : null}
    </Page>
  );
}

type Outcome =
  | { readonly type: 'none' }
  | { readonly type: 'searching' }
  | { readonly type: 'failed' }
  | {
      readonly type: 'found';
      readonly asked: Omit<SearchInput, 'after'>;
      readonly entries: readonly FoundEntryView[];
      readonly last: Extract<SearchAnswer, { type: 'found' }>;
    };

function EntrySearch({ snapshot }: { readonly snapshot: GateSnapshot }): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const [form, setForm] = useState(() => emptySearchForm(Date.now()));
  const [errors, setErrors] = useState<SearchErrors>({});
  const [outcome, setOutcome] = useState<Outcome>({ type: 'none' });

  async function ask(
    asked: Omit<SearchInput, 'after'>,
    before: Extract<Outcome, { type: 'found' }> | null,
  ): Promise<void> {
    if (before === null) setOutcome({ type: 'searching' });
    const after = before?.last.next ?? null;
    const answer = await gate.ask((client) => client.searchEntries({ ...asked, after }), FOUND_WITHIN_MS);
    if (answer.type !== 'answered' || answer.value.type === 'refused') {
      setOutcome({ type: 'failed' });
      return;
    }
    const entries = [...(before?.entries ?? []), ...answer.value.entries];
    setOutcome({ type: 'found', asked, entries, last: answer.value });
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const checked = checkSearchForm(form);
    setErrors(checked.type === 'wrong' ? checked.errors : {});
    if (checked.type === 'complete') await ask(checked.input, null);
  }

  return (
    <>
      <SearchFields
        form={form}
        errors={errors}
        snapshot={snapshot}
        onForm={setForm}
        onSubmit={(event) => void submit(event)}
      />
      <p role="status" className={styles.state} data-testid="search-state" data-state={outcome.type}>
        {outcome.type === 'searching' ? t('search.searching') : null}
        {outcome.type === 'failed' ? t('search.failed') : null}
        {outcome.type === 'found'
          ? outcome.entries.length === 0
            ? t('search.none')
            : t('search.shown', { n: outcome.entries.length })
          : null}
      </p>
      {outcome.type === 'found' ? (
        <>
          <FoundEntries entries={outcome.entries} lanes={snapshot.lanes} />
          {outcome.last.cutShortAtUtcMs === null ? null : (
            <p className={styles.note} data-testid="cut-short">
              {t('search.cutShort', {
                date: vietnamDay(outcome.last.cutShortAtUtcMs),
                time: vietnamClock(outcome.last.cutShortAtUtcMs),
              })}
            </p>
          )}
          {outcome.last.next === null ? null : (
            <Button data-testid="more-entries" onClick={() => void ask(outcome.asked, outcome)}>
              {t('search.more')}
            </Button>
          )}
          {outcome.entries.length === 0 || outcome.asked.number !== null || outcome.asked.name !== null ? null : (
            <ExportForm
              mayBeFull
              what={{
                type: 'entries',
                fromUtcMs: outcome.asked.fromUtcMs,
                untilUtcMs: outcome.asked.untilUtcMs,
                laneIds: outcome.asked.laneIds,
                verdicts: outcome.asked.verdicts,
              }}
            />
          )}
        </>
      ) : null}
    </>
  );
}

const VERDICT_CHOICES = ['', 'admit', 'check', 'refuse'] as const;

function SearchFields(props: {
  readonly form: SearchForm;
  readonly errors: SearchErrors;
  readonly snapshot: GateSnapshot;
  readonly onForm: (form: SearchForm) => void;
  readonly onSubmit: (event: FormEvent) => void;
}): ReactElement {
  const { form, errors, snapshot, onForm, onSubmit } = props;
  const { t } = useTranslation();
  const change = (part: Partial<SearchForm>): void => onForm({ ...form, ...part });
  const dates = errors.dates === true ? t('search.wrong.dates') : null;
  return (
    <form className={styles.form} noValidate data-lanes={snapshot.lanes.length > 1} onSubmit={onSubmit}>
      <TextField
        label={t('search.number')}
        hint={t('search.numberHint')}
        name="number"
        maxLength={40}
        value={form.number}
        error={errors.number === true ? t('search.wrong.number') : null}
        onText={(number) => change({ number })}
      />
      <TextField
        label={t('search.name')}
        hint={t('search.nameHint')}
        name="name"
        maxLength={120}
        value={form.name}
        error={errors.name === true ? t('search.wrong.name') : null}
        onText={(name) => change({ name })}
      />
      <TextField
        label={t('search.from')}
        inputMode="numeric"
        maxLength={10}
        name="from"
        value={form.from}
        error={dates}
        onText={(from) => change({ from })}
      />
      <TextField
        label={t('search.until')}
        inputMode="numeric"
        maxLength={10}
        name="until"
        value={form.until}
        onText={(until) => change({ until })}
      />
      {snapshot.lanes.length > 1 ? (
        <SelectField label={t('search.lane')} name="lane" value={form.laneId} onChoice={(laneId) => change({ laneId })}>
          <option value="">{t('search.all')}</option>
          {snapshot.lanes.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      ) : null}
      <div className={styles.verdicts}>
        <ChoiceField
          label={t('search.verdict')}
          value={form.verdict}
          choices={VERDICT_CHOICES.map((value) => ({
            value,
            text: value === '' ? t('search.all') : t(`search.verdicts.${value}`),
          }))}
          onChoice={(verdict) => change({ verdict })}
        />
      </div>
      <div className={styles.foot}>
        <Button type="submit" weight="main" icon="search" data-testid="find-entries">
          {t('search.go')}
        </Button>
      </div>
    </form>
  );
}
