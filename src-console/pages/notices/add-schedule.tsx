/** How does a report come to be sent each day, week or month? */

import type { FormEvent, ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_ADDRESSEES, RHYTHMS } from '../../../src-collector/contract/notices-calls.ts';
import type { DocumentFormat } from '../../../src-collector/contract/report-calls.ts';
import { DOCUMENT_FORMATS } from '../../../src-collector/contract/report-calls.ts';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { ChoiceField, SelectField, TextAreaField } from '../../../src-renderer/parts/fields.tsx';
import { useSession } from '../../door/door-context.ts';
import { useDoing } from '../../door/use-call.ts';
import { LinkButton } from '../../parts/link-button.tsx';
import { PageFrame, Section } from '../../parts/page-frame.tsx';
import { RefusalNotice } from '../../parts/refusal-notice.tsx';
import { UnitField, unitOf } from '../../parts/unit-field.tsx';
import { goTo, hrefOf } from '../../place.ts';
import styles from './notices.module.css';

const HOURS = Array.from({ length: 24 }, (_each, hour) => String(hour));
type Rhythm = (typeof RHYTHMS)[number];

export function AddSchedule(): ReactElement {
  const { t } = useTranslation();
  const { unit: own } = useSession();
  const adding = useDoing('notice.addSchedule');
  const [unitText, setUnitText] = useState(own.join('/'));
  const [rhythm, setRhythm] = useState<Rhythm>('daily');
  const [format, setFormat] = useState<DocumentFormat>('pdf');
  const [hour, setHour] = useState('7');
  const [toText, setToText] = useState('');
  const unit = unitOf(unitText, own);
  const addressees = toText.split(/[\s,;]+/).filter((each) => each !== '');
  const isTooMany = addressees.length > MOST_ADDRESSEES;

  async function add(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (unit === null) return;
    const added = await adding.run({ unit: [...unit], rhythm, format, hour: Number(hour), addressees });
    if (added !== null) goTo(hrefOf('notices', ['schedules']));
  }

  return (
    <PageFrame
      title={t('notices.schedule.add')}
      above={
        <LinkButton href={hrefOf('notices', ['schedules'])} weight="quiet" icon="back">
          {t('notices.schedule.toAll')}
        </LinkButton>
      }
      isNarrow
    >
      <Section title={t('notices.schedule.what')} about={t('notices.noPersons')}>
        <RefusalNotice refused={adding.refused} />
        <form className={styles.form} onSubmit={(event) => void add(event)}>
          <UnitField label={t('notices.unit')} text={unitText} onText={setUnitText} />
          <ChoiceField
            label={t('notices.schedule.rhythm')}
            hint={t(`notices.rhythm.${rhythm}.hint`)}
            value={rhythm}
            choices={RHYTHMS.map((value) => ({ value, text: t(`notices.rhythm.${value}.name`) }))}
            onChoice={setRhythm}
          />
          <SelectField label={t('notices.schedule.hour')} value={hour} name="hour" onChoice={setHour}>
            {HOURS.map((each) => (
              <option key={each} value={each}>
                {`${each.padStart(2, '0')}:00`}
              </option>
            ))}
          </SelectField>
          <ChoiceField
            label={t('notices.schedule.format')}
            hint={t('notices.schedule.formatHint')}
            value={format}
            choices={DOCUMENT_FORMATS.map((value) => ({ value, text: value.toUpperCase() }))}
            onChoice={setFormat}
          />
          <TextAreaField
            label={t('notices.schedule.addressees')}
            hint={t('notices.schedule.addresseesHint', { most: MOST_ADDRESSEES })}
            error={isTooMany ? t('notices.schedule.tooMany', { most: MOST_ADDRESSEES }) : null}
            value={toText}
            name="addressees"
            rows={3}
            maxLength={2_000}
            required
            onText={setToText}
          />
          <Button
            type="submit"
            weight="main"
            disabled={adding.isBusy || unit === null || addressees.length === 0 || isTooMany}
            data-testid="add-schedule"
          >
            {t('notices.schedule.add')}
          </Button>
        </form>
      </Section>
    </PageFrame>
  );
}
