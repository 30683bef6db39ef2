/** Which day is looked at, and how many days before it are drawn? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { goTo } from '../../place.ts';
import styles from './figures.module.css';
import type { FiguresPlace } from './figures-place.ts';
import { dayAfter, figuresHref, SPANS } from './figures-place.ts';

export function SpanPicker({ at, today }: { readonly at: FiguresPlace; readonly today: string }): ReactElement {
  const { t } = useTranslation();
  const { day, days } = at.span;
  const go = (span: Partial<FiguresPlace['span']>): void =>
    goTo(figuresHref({ ...at, span: { day, days, ...span } }, today));
  return (
    <>
      <div className={styles.picker}>
        <Button
          icon="back"
          aria-label={t('figures.dayBefore')}
          data-testid="day-before"
          onClick={() => go({ day: dayAfter(day, -1) })}
        >
          {null}
        </Button>
        <label>
          <span>{t('figures.day')}</span>
          <input
            type="date"
            value={day}
            max={today}
            required
            data-testid="day"
            onChange={({ currentTarget }) =>
              currentTarget.value === '' ? undefined : go({ day: currentTarget.value })
            }
          />
        </label>
        <Button
          icon="next"
          aria-label={t('figures.dayAfter')}
          disabled={day >= today}
          onClick={() => go({ day: dayAfter(day, 1) })}
        >
          {null}
        </Button>
        <label>
          <span>{t('figures.span')}</span>
          <select
            value={days}
            data-testid="span"
            onChange={({ currentTarget }) =>
              go({ days: SPANS.find((one) => String(one) === currentTarget.value) ?? SPANS[0] })
            }
          >
            {SPANS.map((one) => (
              <option key={one} value={one}>
                {t('figures.days', { count: one })}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Button icon="print" onClick={() => window.print()}>
        {t('shell.print')}
      </Button>
    </>
  );
}
