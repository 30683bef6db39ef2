/** How are the figures of a report said? */

import type { TFunction } from 'i18next';
import type { ReportView } from '../../../src-main/contract/report-api.ts';
import type { Period } from '../../../src-main/core/report/period.ts';
import { QUARTER_MS, vietnamClock, vietnamDay } from '../../../src-main/core/report/period.ts';
import { groupedNumber } from '../../parts/grouped-number.ts';

type Language = 'vi' | 'en';
type Figures = ReportView['figures'];

export function reportTitle({ kind, fromUtcMs, untilUtcMs }: Period, t: TFunction<'words'>): string {
  const [from, until] = [vietnamDay(fromUtcMs), vietnamDay(untilUtcMs - 1)];
  return t(`reports.titleOf.${kind}`, { from, until, month: from.slice(3) });
}

/** `12,5 %` in Vietnamese, `12.5 %` in English. */
export function readableShare(part: number, whole: number, language: Language): string {
  if (whole === 0) return '–';
  const text = ((part / whole) * 100).toFixed(1);
  return `${language === 'vi' ? text.replace('.', ',') : text} %`;
}

export function readableMean(mean: number | null, language: Language): string | null {
  if (mean === null) return null;
  const text = mean.toFixed(1);
  return language === 'vi' ? text.replace('.', ',') : text;
}

/** In the order of the page; `name` is its word and its meaning. */
export const FIGURE_NAMES = [
  'scans',
  'persons',
  'admittedIn',
  'admittedOut',
  'checked',
  'refused',
  'manual',
  'manualShare',
  'takenBack',
  'untagged',
] as const;
export type FigureName = (typeof FIGURE_NAMES)[number];

export function figureText(figures: Figures, name: FigureName, language: Language, unknown: string): string {
  if (name === 'manualShare') return readableShare(figures.manual, figures.scans, language);
  const value = figures[name];
  return value === null ? unknown : groupedNumber(value, language);
}

/** When it was: `06:45–07:00`, with its day where there are several. */
export function peakTime({ peak, period }: Pick<ReportView, 'peak' | 'period'>): string {
  if (peak === null) return '';
  const time = `${vietnamClock(peak.fromUtcMs)}–${vietnamClock(peak.fromUtcMs + QUARTER_MS)}`;
  const day = period.kind === 'day' ? '' : `${vietnamDay(peak.fromUtcMs).slice(0, 5)} `;
  return `${day}${time}`;
}

/** `06`, `07`, … */
export function hourLabel(hour: number): string {
  return String(hour).padStart(2, '0');
}

/** Most first. */
export function sorted(counts: Readonly<Record<string, number>>): readonly (readonly [string, number])[] {
  return Object.entries(counts).sort(([, a], [, b]) => b - a);
}
