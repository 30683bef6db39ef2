/** By whom, what, on which day, and only what was refused? */

import type { FormEvent, ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CALL_NAMES } from '../../../src-collector/contract/console-api.ts';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { SelectField, TextField, TickField } from '../../../src-renderer/parts/fields.tsx';
import styles from './audit.module.css';
import { useCallWords } from './call-words.ts';
import type { AuditFilter } from './filter.ts';

/** What a call's name begins with. */
const AREAS = [...new Set(CALL_NAMES.map((name) => name.split('.')[0] ?? name))];

export type AuditFiltersProps = {
  readonly filter: AuditFilter;
  readonly onFilter: (filter: AuditFilter) => void;
};

export function AuditFilters({ filter, onFilter }: AuditFiltersProps): ReactElement {
  const { t } = useTranslation();
  const words = useCallWords();
  const [by, setBy] = useState(filter.by ?? '');
  const [call, setCall] = useState(filter.call ?? '');
  const [day, setDay] = useState(filter.day ?? '');
  const [isRefused, setIsRefused] = useState(filter.isRefused === true);
  const isAnything = Object.keys(filter).length > 0;
  const areas = AREAS.includes(call) || call === '' ? AREAS : [...AREAS, call];

  function apply(event: FormEvent): void {
    event.preventDefault();
    onFilter({
      ...(by.trim() === '' ? {} : { by: by.trim() }),
      ...(call === '' ? {} : { call }),
      ...(day === '' ? {} : { day }),
      ...(isRefused ? { isRefused } : {}),
    });
  }

  return (
    <form className={styles.filters} data-print="never" onSubmit={apply}>
      <TextField label={t('audit.by')} value={by} name="by" autoCapitalize="none" maxLength={60} onText={setBy} />
      <SelectField label={t('audit.what')} value={call} name="call" onChoice={setCall}>
        <option value="">{t('audit.everything')}</option>
        {areas.map((area) => (
          <option key={area} value={area}>
            {words.area(area)}
          </option>
        ))}
      </SelectField>
      <TextField label={t('audit.day')} value={day} type="date" name="day" onText={setDay} />
      <TickField
        label={t('audit.outcome.label')}
        values={isRefused ? ['refused'] : []}
        choices={[{ value: 'refused', text: t('audit.onlyRefused') }]}
        onTick={(_value, isTicked) => setIsRefused(isTicked)}
      />
      <Button type="submit" icon="search" weight="main" data-testid="filter">
        {t('audit.filter')}
      </Button>
      {isAnything ? (
        <Button icon="close" data-testid="no-filter" onClick={() => onFilter({})}>
          {t('audit.all')}
        </Button>
      ) : null}
    </form>
  );
}
