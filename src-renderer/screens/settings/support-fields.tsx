/** Whom does a guard call when the gate is out of order? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../parts/fields.tsx';
import type { SectionProps } from './section-props.ts';
import { SetFromAfar } from './set-from-afar.tsx';

/** As the contract has it. */
const LONGEST_PHONE = 60;

export function SupportFields({ draft, onDraft }: Pick<SectionProps, 'draft' | 'onDraft'>): ReactElement {
  const { t } = useTranslation();
  return (
    <SetFromAfar field="support.phone">
      <TextField
        label={t('support.phone')}
        hint={t('support.phoneHint')}
        inputMode="tel"
        maxLength={LONGEST_PHONE}
        data-testid="support-phone"
        value={draft.support.phone}
        onText={(phone) => onDraft({ ...draft, support: { phone } })}
      />
    </SetFromAfar>
  );
}
