/** How is said of a gate when, how long, how much, and what it reports? */

import { useTranslation } from 'react-i18next';
import type words from '../../../resources/locales/console/vi.json';
import { ageOf, vietnamDate, vietnamTime } from '../../../src-renderer/parts/vietnam-time.ts';
import { useVenueWords } from '../figures/venue-words.ts';

type Fleet = (typeof words)['fleet'];

export type FleetWords = {
  /** `07:05 21/11/2026`. */
  readonly at: (atUtcMs: number) => string;
  readonly age: (fromUtcMs: number, nowUtcMs: number) => string;
  readonly clockOffset: (offsetMs: number | null) => string;
  readonly bytes: (bytes: number | null) => string;
  /** A gate may be newer than this page: then its own word is shown. */
  readonly trouble: (word: string) => string;
  readonly testResult: (result: string) => string;
  readonly check: (check: string) => string;
  readonly reader: (kind: string) => string;
  readonly readerState: (state: string) => string;
  readonly standing: (standing: string) => string;
  readonly venueKind: (kind: string) => string;
};

/** Nobody sees the difference. */
const RIGHT_WITHIN_MS = 1_000;
const GIGABYTE = 1_000_000_000;

export function useFleetWords(): FleetWords {
  const { t, i18n } = useTranslation();
  const isKnown = (key: string): boolean => i18n.exists(key);

  function age(fromUtcMs: number, nowUtcMs: number): string {
    const { unit, n } = ageOf(fromUtcMs, nowUtcMs);
    return t(`fleet.age.${unit}`, { count: n });
  }

  return {
    age,
    at: (atUtcMs) => `${vietnamTime(atUtcMs).slice(0, 5)} ${vietnamDate(atUtcMs)}`,
    clockOffset: (offsetMs) => {
      if (offsetMs === null) return t('fleet.unknown');
      if (Math.abs(offsetMs) < RIGHT_WITHIN_MS) return t('fleet.clock.right');
      return t(offsetMs > 0 ? 'fleet.clock.fast' : 'fleet.clock.slow', { age: age(0, Math.abs(offsetMs)) });
    },
    bytes: (bytes) => {
      if (bytes === null) return t('fleet.unknown');
      const digits = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: bytes < 10 * GIGABYTE ? 1 : 0 });
      return `${digits.format(bytes / GIGABYTE)} GB`;
    },
    trouble: (word) => (isKnown(`fleet.trouble.${word}`) ? t(`fleet.trouble.${word as keyof Fleet['trouble']}`) : word),
    testResult: (result) =>
      isKnown(`fleet.selfTest.result.${result}`)
        ? t(`fleet.selfTest.result.${result as keyof Fleet['selfTest']['result']}`)
        : result,
    check: (check) =>
      isKnown(`fleet.selfTest.check.${check}`)
        ? t(`fleet.selfTest.check.${check as keyof Fleet['selfTest']['check']}`)
        : check,
    reader: (kind) => (isKnown(`fleet.reader.${kind}`) ? t(`fleet.reader.${kind as keyof Fleet['reader']}`) : kind),
    readerState: (state) =>
      isKnown(`fleet.readerState.${state}`) ? t(`fleet.readerState.${state as keyof Fleet['readerState']}`) : state,
    standing: (standing) =>
      isKnown(`fleet.standing.${standing}`) ? t(`fleet.standing.${standing as keyof Fleet['standing']}`) : standing,
    venueKind: useVenueWords().kind,
  };
}
