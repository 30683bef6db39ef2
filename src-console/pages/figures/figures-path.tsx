/** Where within the whole is this, and how does one go up again? Nobody is led above the own unit. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { isWithin } from '../../../src-collector/contract/unit-path.ts';
import { vietnamDay } from '../../../src-renderer/parts/vietnam-time.ts';
import { useSession } from '../../door/door-context.ts';
import styles from './figures.module.css';
import type { FiguresPlace } from './figures-place.ts';
import { figuresHref } from './figures-place.ts';

export function FiguresPath({
  at,
  venueName,
}: {
  readonly at: FiguresPlace;
  readonly venueName: string | null;
}): ReactElement | null {
  const { t } = useTranslation();
  const { unit: ownUnit } = useSession();
  const today = vietnamDay(Date.now());
  const depths = at.unit.map((_name, index) => index + 1).filter((depth) => depth >= Math.max(1, ownUnit.length));
  const steps = [...(ownUnit.length === 0 ? [0] : []), ...depths].map((depth) => at.unit.slice(0, depth));
  // The last one is the title itself.
  const above = venueName === null ? steps.slice(0, -1) : steps;
  if (above.length === 0 || !isWithin(at.unit, ownUnit)) return null;
  return (
    <nav aria-label={t('figures.path')} className={styles.path}>
      <ol>
        {above.map((unit) => (
          <li key={unit.join('/')}>
            <a href={figuresHref({ unit, venueId: null, span: at.span }, today)}>
              {unit.at(-1) ?? t('shell.everywhere')}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
