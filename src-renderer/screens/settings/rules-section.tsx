/** Which codes does this venue take, and when is a second scan no second entry? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ACCEPTABLE_KINDS } from '../../../src-main/core/code/code.ts';
import { Button } from '../../parts/button.tsx';
import { TextField, TickField } from '../../parts/fields.tsx';
import type { SectionProps } from './section-props.ts';
import { acceptKind, setRepeatWindow } from './settings-draft.ts';
import styles from './settings-screen.module.css';

const STEP_MS = 10_000;

export function RulesSection({ draft, errors, onDraft }: SectionProps): ReactElement {
  const { t } = useTranslation();
  const { acceptedKinds, repeatWindowMs } = draft.rules;
  const isWrong = errors.some(({ path }) => path === 'rules.acceptedKinds');
  return (
    <div className={styles.rows}>
      <TickField
        label={t('settings.rules.accepted')}
        values={acceptedKinds}
        choices={ACCEPTABLE_KINDS.map((value) => ({ value, text: t(`kind.${value}`) }))}
        error={isWrong ? t('settings.error.accepted') : null}
        onTick={(kind, isTicked) => onDraft(acceptKind(draft, kind, isTicked))}
      />
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
      <TextField
        label={t('settings.rules.addressReason')}
        hint={t('settings.rules.addressHint')}
        value={draft.rules.addressReason}
        maxLength={200}
        onText={(addressReason) => onDraft({ ...draft, rules: { ...draft.rules, addressReason } })}
      />
    </div>
  );
}
