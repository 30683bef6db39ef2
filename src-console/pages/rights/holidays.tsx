/** On which days does no clock of a request run? One calendar for the whole collector. */

import type { FormEvent, ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { TextAreaField } from '../../../src-renderer/parts/fields.tsx';
import { Notice } from '../../../src-renderer/parts/notice.tsx';
import { useAsked, useDoing } from '../../door/use-call.ts';
import { Answered } from '../../parts/answered.tsx';
import { RefusalNotice } from '../../parts/refusal-notice.tsx';
import styles from './rights.module.css';
import { RightsFrame } from './rights-frame.tsx';
import { daysText, typedDays } from './typed-days.ts';

export function Holidays(): ReactElement {
  const { t } = useTranslation();
  const asked = useAsked('rights.holidays', {});
  return (
    <RightsFrame open="holidays" about={t('rights.holiday.about')}>
      <Answered asked={asked}>{({ days }) => <Days days={days} />}</Answered>
    </RightsFrame>
  );
}

function Days({ days }: { readonly days: readonly string[] }): ReactElement {
  const { t } = useTranslation();
  const saving = useDoing('rights.setHolidays');
  const [text, setText] = useState(() => daysText(days));
  const [saved, setSaved] = useState<number | null>(null);
  const read = typedDays(text);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (read.type === 'wrong' || (await saving.run({ days: [...read.days] })) === null) return;
    setText(daysText(read.days));
    setSaved(read.days.length);
  }

  return (
    <form className={styles.form} onSubmit={(event) => void save(event)}>
      <RefusalNotice refused={saving.refused} />
      <Notice tone="well">{saved === null ? null : t('rights.holiday.saved', { count: saved })}</Notice>
      <TextAreaField
        label={t('rights.holiday.days')}
        hint={t('rights.holiday.hint')}
        error={read.type === 'wrong' ? t('rights.holiday.wrong', { line: read.line }) : null}
        value={text}
        name="holidays"
        rows={12}
        maxLength={4_000}
        onText={(typed) => {
          setText(typed);
          setSaved(null);
        }}
      />
      <Button type="submit" weight="main" disabled={saving.isBusy || read.type === 'wrong'} data-testid="save-holidays">
        {t('rights.holiday.save')}
      </Button>
    </form>
  );
}
