/** How was the shift? Its numbers, each with its word. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShiftNumbers } from '../../../src-main/contract/guard-api.ts';
import { groupedNumber } from '../../parts/grouped-number.ts';
import styles from './shift-figures.module.css';

const NUMBERS: readonly (keyof ShiftNumbers)[] = [
  'inside',
  'admittedIn',
  'admittedOut',
  'checked',
  'refused',
  'manual',
  'repeats',
  'unreadable',
  'troubles',
];

export function ShiftFigures(props: { readonly numbers: ShiftNumbers; readonly isSmall?: boolean }): ReactElement {
  const { t, i18n } = useTranslation();
  return (
    <dl className={styles.figures} data-small={props.isSmall === true}>
      {NUMBERS.map((name) => (
        <div key={name} data-number={name}>
          <dt>{t(`handover.number.${name}`)}</dt>
          <dd>{groupedNumber(props.numbers[name], i18n.language)}</dd>
        </div>
      ))}
    </dl>
  );
}
