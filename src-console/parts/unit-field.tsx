/** How is it typed which part somebody sees? From the widest to the narrowest, with strokes between. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnitPath } from '../../src-collector/contract/unit-path.ts';
import { isWithin, parseUnitPath } from '../../src-collector/contract/unit-path.ts';
import { TextField } from '../../src-renderer/parts/fields.tsx';
import { useSession } from '../door/door-context.ts';

const LONGEST_TEXT = 500;

export type UnitFieldProps = {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
};

/** Says below it what was understood. */
export function UnitField({ label, text, onText }: UnitFieldProps): ReactElement {
  const { t } = useTranslation();
  const { unit: own } = useSession();
  const unit = parseUnitPath(text);
  const error =
    unit === null
      ? t('accounts.unit.wrong')
      : isWithin(unit, own)
        ? null
        : t('accounts.unit.beyond', { unit: own.join('/') });
  return (
    <TextField
      label={label}
      hint={
        unit === null || unit.length === 0
          ? t('accounts.unit.hint')
          : t('accounts.unit.read', { unit: unit.join(' › ') })
      }
      error={error}
      value={text}
      name="unit"
      maxLength={LONGEST_TEXT}
      onText={onText}
    />
  );
}

/** The unit that was typed; `null` where there is none, or where it is beyond the own one. */
export function unitOf(text: string, own: UnitPath): UnitPath | null {
  const unit = parseUnitPath(text);
  return unit !== null && isWithin(unit, own) ? unit : null;
}
