/** Within which units is this, and how does one get to the wider ones? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { hrefOf } from '../../place.ts';
import styles from './fleet-page.module.css';

export type UnitPathProps = {
  readonly unit: readonly string[];
  /** What the account never sees beyond. */
  readonly own: readonly string[];
  readonly asked?: Readonly<Record<string, string>>;
};

/** Nothing where there is but the one unit that somebody sees. */
export function UnitPath({ unit, own, asked = {} }: UnitPathProps): ReactElement | null {
  const { t } = useTranslation();
  if (unit.length <= own.length) return null;
  const depths = Array.from({ length: unit.length - own.length + 1 }, (_, index) => own.length + index);
  return (
    <nav aria-label={t('fleet.unit')}>
      <ol className={styles.crumbs}>
        {depths.map((depth) => {
          const name = depth === 0 ? t('shell.everywhere') : unit[depth - 1];
          return (
            <li key={depth}>
              {depth === unit.length ? (
                <span aria-current="location">{name}</span>
              ) : (
                <a href={hrefOf('fleet', unit.slice(0, depth), asked)}>{name}</a>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
