/** How did a unit do on the day, and each unit and venue right below it? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../src-renderer/parts/empty-state.tsx';
import { vietnamDay } from '../../../src-renderer/parts/vietnam-time.ts';
import { useAsked } from '../../door/use-call.ts';
import { Answered } from '../../parts/answered.tsx';
import { CountedNote } from './counted-note.tsx';
import { DownloadFigures } from './download-figures.tsx';
import { FigureMeanings } from './figure-meanings.tsx';
import type { FiguresPlace } from './figures-place.ts';
import { figuresHref } from './figures-place.ts';
import { FiguresSeries } from './figures-series.tsx';
import { FiguresSummary } from './figures-summary.tsx';
import { FiguresTable } from './figures-table.tsx';
import { useVenueWords } from './venue-words.ts';

export function UnitFiguresBody({ at }: { readonly at: FiguresPlace }): ReactElement {
  const { t } = useTranslation();
  const venueWords = useVenueWords();
  const { unit, span } = at;
  const asked = useAsked('figures.unit', { unit: [...unit], day: span.day, days: span.days });
  const today = vietnamDay(Date.now());
  return (
    <Answered asked={asked}>
      {({ total, series, units, venues, day, countedAtUtcMs, dueGateDays, isCut }) => (
        <>
          <CountedNote day={day} countedAtUtcMs={countedAtUtcMs} dueGateDays={dueGateDays} isCut={isCut} />
          <FiguresSummary
            total={total}
            silent={[...units, ...venues].filter(({ isSilent }) => isSilent).length}
            isVenue={false}
            isToday={day === today}
          />
          <FiguresSeries at={at} series={series} />
          {units.length === 0 ? null : (
            <FiguresTable
              name="units"
              lines={units}
              keyOf={(line) => line.unit.join('/')}
              nameOf={(line) => line.unit.at(-1) ?? ''}
              shownAs={(line) => (
                <a href={figuresHref({ unit: line.unit, venueId: null, span }, today)}>{line.unit.at(-1)}</a>
              )}
            />
          )}
          {venues.length === 0 ? null : (
            <FiguresTable
              name="venues"
              lines={venues}
              keyOf={({ venueId }) => venueId}
              nameOf={venueWords.name}
              shownAs={(line) => (
                <span>
                  <a href={figuresHref({ unit, venueId: line.venueId, span }, today)}>{venueWords.name(line)}</a>
                  <small>{venueWords.kind(line.kind)}</small>
                </span>
              )}
            />
          )}
          {units.length + venues.length > 0 ? null : (
            <EmptyState icon="venue" title={t('figures.empty.title')} hint={t('figures.empty.hint')} />
          )}
          <DownloadFigures at={at} />
          <FigureMeanings />
        </>
      )}
    </Answered>
  );
}
