/** Which codes does this venue take, and when is a second scan no second entry? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ACCEPTABLE_KINDS } from '../../../src-main/core/code/code.ts';
import { ROSTER_MODES } from '../../../src-main/core/entry/roster.ts';
import { Button } from '../../parts/button.tsx';
import { ChoiceField, TextField, TickField } from '../../parts/fields.tsx';
import type { SectionProps } from './section-props.ts';
import { SetFromAfar } from './set-from-afar.tsx';
import { acceptKind, setCloseAfter, setRepeatWindow } from './settings-draft.ts';
import styles from './settings-screen.module.css';

const STEP_MS = 10_000;

export function RulesSection({ draft, errors, onDraft }: SectionProps): ReactElement {
  const { t } = useTranslation();
  const { acceptedKinds, repeatWindowMs } = draft.rules;
  const isWrong = errors.some(({ path }) => path === 'rules.acceptedKinds');
  return (
    <div className={styles.rows}>
      <SetFromAfar field="rules.acceptedKinds">
        <TickField
          label={t('settings.rules.accepted')}
          values={acceptedKinds}
          choices={ACCEPTABLE_KINDS.map((value) => ({ value, text: t(`kind.${value}`) }))}
          error={isWrong ? t('settings.error.accepted') : null}
          onTick={(kind, isTicked) => onDraft(acceptKind(draft, kind, isTicked))}
        />
      </SetFromAfar>
      <SetFromAfar field="rules.repeatWindowMs">
        <div className={styles.stepper}>
          <TextField
            label={t('settings.rules.repeat')}
            inputMode="numeric"
            value={String(Math.round(repeatWindowMs / 1_000))}
            onText={(text) => onDraft(setRepeatWindow(draft, Number(text.replace(/\D/g, '')) * 1_000))}
          />
          <Button
            icon="minus"
            aria-label={t('settings.rules.less')}
            onClick={() => onDraft(setRepeatWindow(draft, repeatWindowMs - STEP_MS))}
          >
            10
          </Button>
          <Button
            icon="plus"
            aria-label={t('settings.rules.more')}
            onClick={() => onDraft(setRepeatWindow(draft, repeatWindowMs + STEP_MS))}
          >
            10
          </Button>
        </div>
      </SetFromAfar>
      <div className={styles.pair}>
        <SetFromAfar field="visits.closeAfterHours">
          <TextField
            label={t('settings.rules.closeAfter')}
            inputMode="numeric"
            value={String(draft.visits.closeAfterHours)}
            onText={(text) => onDraft(setCloseAfter(draft, Number(text.replace(/\D/g, ''))))}
          />
        </SetFromAfar>
      </div>
      <SetFromAfar field="rules.addressReason">
        <TextField
          label={t('settings.rules.addressReason')}
          hint={t('settings.rules.addressHint')}
          value={draft.rules.addressReason}
          maxLength={200}
          onText={(addressReason) => onDraft({ ...draft, rules: { ...draft.rules, addressReason } })}
        />
      </SetFromAfar>
      <RosterRules draft={draft} onDraft={onDraft} />
    </div>
  );
}

/** What the list of who is expected decides here, and what the shift is measured by. */
function RosterRules({ draft, onDraft }: Pick<SectionProps, 'draft' | 'onDraft'>): ReactElement {
  const { t } = useTranslation();
  const { roster } = draft;
  const change = (part: Partial<typeof roster>): void => onDraft({ ...draft, roster: { ...roster, ...part } });
  const number = (text: string, most: number): number => Math.min(most, Number(text.replace(/\D/g, '').slice(0, 9)));
  return (
    <>
      <SetFromAfar field="roster.mode">
        <ChoiceField
          label={t('people.rules.mode')}
          hint={t('people.rules.modeHint')}
          value={roster.mode}
          choices={ROSTER_MODES.map((value) => ({ value, text: t(`people.rules.modeOf.${value}`) }))}
          onChoice={(mode) => change({ mode })}
        />
      </SetFromAfar>
      <div className={styles.pair}>
        <SetFromAfar field="roster.keepDays">
          <TextField
            label={t('people.rules.keepDays')}
            hint={t('people.rules.keepDaysHint')}
            inputMode="numeric"
            value={String(roster.keepDays)}
            onText={(text) => change({ keepDays: number(text, 365) })}
          />
        </SetFromAfar>
        <SetFromAfar field="roster.expected">
          <TextField
            label={t('people.rules.expected')}
            hint={t('people.rules.expectedHint')}
            inputMode="numeric"
            value={String(roster.expected)}
            onText={(text) => change({ expected: number(text, 1_000_000) })}
          />
        </SetFromAfar>
        <SetFromAfar field="roster.laneCeiling">
          <TextField
            label={t('people.rules.ceiling')}
            inputMode="numeric"
            value={String(roster.laneCeiling)}
            onText={(text) => change({ laneCeiling: Math.max(1, number(text, 200)) })}
          />
        </SetFromAfar>
      </div>
    </>
  );
}
