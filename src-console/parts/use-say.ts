/** How are counts, shares and moments said in the language of the page? */

import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { groupedNumber } from '../../src-renderer/parts/grouped-number.ts';
import { vietnamDate, vietnamTime } from '../../src-renderer/parts/vietnam-time.ts';
import { sayDay } from './instant.ts';

export type Say = {
  /** `12.345`. */
  readonly count: (n: number) => string;
  /** `12,3 %`; a dash of nothing. */
  readonly share: (share: number | null) => string;
  /** `+12 %`, `−3 %`. */
  readonly change: (share: number) => string;
  /** `Thứ Hai, 30/11/2026`, of `2026-11-30`. */
  readonly day: (day: string) => string;
  /** `14:05, 29/11/2026`, in Vietnam. */
  readonly moment: (atUtcMs: number) => string;
};

export function useSay(): Say {
  const { i18n } = useTranslation();
  const { language } = i18n;
  return useMemo(() => {
    const locale = language === 'en' ? 'en-GB' : 'vi-VN';
    const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
    const change = new Intl.NumberFormat(locale, {
      style: 'percent',
      maximumFractionDigits: 0,
      signDisplay: 'exceptZero',
    });
    const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
    return {
      day: (day) => `${weekday.format(Date.parse(day))}, ${sayDay(day)}`,
      count: (n) => groupedNumber(Math.round(n), language),
      share: (of) => (of === null ? '–' : share.format(of)),
      change: (of) => change.format(of),
      moment: (atUtcMs) => `${vietnamTime(atUtcMs).slice(0, 5)}, ${vietnamDate(atUtcMs)}`,
    };
  }, [language]);
}
