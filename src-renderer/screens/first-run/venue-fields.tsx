/** What is this place, where does it lie, and when do people come? In the first run and in the settings alike. */

import type { ReactElement } from 'react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../src-main/contract/settings.ts';
import type { UnitLevel } from '../../../src-main/contract/setup-settings.ts';
import { UNIT_LEVELS, VENUE_KINDS } from '../../parts/contract-lists.ts';
import { SelectField, TextField, TickField } from '../../parts/fields.tsx';
import { typedClock } from '../../parts/typed-clock.ts';
import type { SectionProps } from '../settings/section-props.ts';
import { SetFromAfar } from '../settings/set-from-afar.tsx';
import styles from './first-run.module.css';
import { setUnit, unitName } from './first-run-draft.ts';
import type { VenueGroup } from './venue-groups.ts';
import { PROVINCES, VENUE_GROUPS } from './venue-groups.ts';

const GROUPS = Object.keys(VENUE_GROUPS) as VenueGroup[];
/** Asked of everybody; the others of those who count them. */
const USUAL_LEVELS: readonly UnitLevel[] = ['province', 'commune'];
const DAY_TIME = { opens: '06:00', closes: '22:00' };

export function VenueFields({ draft, errors, onDraft }: SectionProps): ReactElement {
  const { t } = useTranslation();
  const { venue } = draft;
  const set = (part: Partial<Settings['venue']>): void => onDraft({ ...draft, venue: { ...venue, ...part } });
  return (
    <div className={styles.rows}>
      <div className={styles.pair}>
        <TextField
          label={t('settings.venue.name')}
          hint={t('settings.venue.nameHint')}
          error={errors.some(({ path }) => path === 'venue.name') ? t('firstRun.venue.noName') : null}
          maxLength={120}
          value={venue.name}
          data-testid="venue-name"
          onText={(name) => set({ name })}
        />
        <SelectField
          label={t('settings.venue.kind')}
          value={venue.kind}
          data-testid="venue-kind"
          onChoice={(value) => {
            const kind = VENUE_KINDS.find((each) => each === value);
            if (kind !== undefined) set({ kind });
          }}
        >
          {GROUPS.map((group) => (
            <optgroup key={group} label={t(`venueGroup.${group}`)}>
              {VENUE_GROUPS[group].map((kind) => (
                <option key={kind} value={kind}>
                  {t(`venueKind.${kind}`)}
                </option>
              ))}
            </optgroup>
          ))}
        </SelectField>
      </div>
      <UnitFields draft={draft} onDraft={onDraft} />
      <TextField
        label={t('firstRun.venue.address')}
        hint={t('firstRun.venue.addressHint')}
        maxLength={200}
        value={venue.address}
        onText={(address) => set({ address })}
      />
      <SetFromAfar field="venue.hours">
        <TickField
          label={t('firstRun.venue.hours')}
          hint={t('firstRun.venue.hoursHint')}
          values={venue.hours === null ? ['always'] : []}
          choices={[{ value: 'always', text: t('firstRun.venue.always') }]}
          onTick={(_, isAlways) => set({ hours: isAlways ? null : DAY_TIME })}
        />
        {venue.hours === null ? null : <HoursFields hours={venue.hours} onHours={(hours) => set({ hours })} />}
      </SetFromAfar>
    </div>
  );
}

type UnitFieldsProps = { readonly draft: Settings; readonly onDraft: (draft: Settings) => void };

function UnitFields({ draft, onDraft }: UnitFieldsProps): ReactElement {
  const { t } = useTranslation();
  const listId = useId();
  const [added, setAdded] = useState<readonly UnitLevel[]>([]);
  const shown = UNIT_LEVELS.filter(
    (level) => USUAL_LEVELS.includes(level) || added.includes(level) || unitName(draft, level) !== '',
  );
  const others = UNIT_LEVELS.filter((level) => !USUAL_LEVELS.includes(level));
  return (
    <>
      <div className={styles.pair}>
        {shown.map((level) => (
          <TextField
            key={level}
            label={t(`unitLevel.${level}`)}
            maxLength={80}
            list={level === 'province' ? listId : undefined}
            value={unitName(draft, level)}
            data-testid={`unit-${level}`}
            onText={(name) => onDraft(setUnit(draft, level, name))}
          />
        ))}
        <datalist id={listId}>
          {PROVINCES.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </div>
      <TickField
        label={t('firstRun.venue.levels')}
        hint={t('firstRun.venue.levelsHint')}
        values={shown}
        choices={others.map((value) => ({ value, text: t(`unitLevel.${value}`) }))}
        onTick={(level, isTicked) => {
          setAdded(isTicked ? [...added, level] : added.filter((each) => each !== level));
          if (!isTicked) onDraft(setUnit(draft, level, ''));
        }}
      />
    </>
  );
}

type Hours = NonNullable<Settings['venue']['hours']>;

function HoursFields({
  hours,
  onHours,
}: {
  readonly hours: Hours;
  readonly onHours: (hours: Hours) => void;
}): ReactElement {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(hours);
  return (
    <div className={styles.pair}>
      {(['opens', 'closes'] as const).map((end) => (
        <TextField
          key={end}
          inputMode="numeric"
          required
          maxLength={5}
          label={t(`firstRun.venue.${end}`)}
          value={typed[end]}
          error={typedClock(typed[end]) === null ? t('firstRun.venue.timeShape') : undefined}
          onText={(text) => {
            setTyped({ ...typed, [end]: text });
            const time = typedClock(text);
            // What is no time yet leaves the hours as they were: half an opening hour is none.
            if (time !== null) onHours({ ...hours, [end]: time });
          }}
          onBlur={() => setTyped(hours)}
        />
      ))}
    </div>
  );
}
