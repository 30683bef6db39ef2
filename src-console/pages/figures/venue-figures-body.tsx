/** How did a venue do on the day, and each of its gates? */

import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { vietnamDay } from '../../../src-renderer/parts/vietnam-time.ts';
import { useAsked } from '../../door/use-call.ts';
import { Answered } from '../../parts/answered.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { CountedNote } from './counted-note.tsx';
import { FigureMeanings } from './figure-meanings.tsx';
import { FiguresPath } from './figures-path.tsx';
import type { FiguresPlace } from './figures-place.ts';
import { FiguresSeries } from './figures-series.tsx';
import { FiguresSummary } from './figures-summary.tsx';
import { FiguresTable } from './figures-table.tsx';
import { useVenueWords } from './venue-words.ts';

export type VenueFiguresBodyProps = {
  readonly at: FiguresPlace & { readonly venueId: string };
  readonly picker: ReactNode;
};

export function VenueFiguresBody({ at, picker }: VenueFiguresBodyProps): ReactElement {
  const { t } = useTranslation();
  const venueWords = useVenueWords();
  const { unit, venueId, span } = at;
  const asked = useAsked('figures.venue', { unit: [...unit], venueId, day: span.day, days: span.days });
  const gateName = ({ device, lanes }: { readonly device: string; readonly lanes: readonly string[] }): string =>
    lanes.length === 0 ? t('figures.gateNumber', { device: device.slice(0, 8) }) : lanes.join(', ');
  const venue = asked.output;
  return (
    <PageFrame
      title={venue === null ? t('figures.venue') : venueWords.name(venue)}
      above={<FiguresPath at={at} venueName={venue?.name ?? ''} />}
      about={venue === null ? undefined : venueWords.kind(venue.kind)}
      actions={picker}
    >
      <Answered asked={asked}>
        {({ total, series, gates, day, countedAtUtcMs, dueGateDays, isCut }) => (
          <>
            <CountedNote day={day} countedAtUtcMs={countedAtUtcMs} dueGateDays={dueGateDays} isCut={isCut} />
            <FiguresSummary
              total={total}
              silent={gates.filter(({ isSilent }) => isSilent).length}
              isVenue
              isToday={day === vietnamDay(Date.now())}
            />
            <FiguresSeries at={at} series={series} />
            <FiguresTable
              name="gates"
              lines={gates}
              keyOf={({ device }) => device}
              nameOf={gateName}
              shownAs={(gate) => (
                <span>
                  {gateName(gate)}
                  <small>{gate.device.slice(0, 8)}</small>
                </span>
              )}
            />
            <FigureMeanings />
          </>
        )}
      </Answered>
    </PageFrame>
  );
}
