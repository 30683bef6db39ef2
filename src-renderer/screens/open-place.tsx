/** Which page belongs to which place of the menu? The settings are no page: they take the whole screen (app.tsx). */

import type { ReactElement } from 'react';
import type { GateSnapshot } from '../../src-main/contract/gate-api.ts';
import type { VerdictEcho } from '../parts/page.tsx';
import type { Hearing } from '../parts/use-verdict-sound.ts';
import type { FirstRunProps } from './first-run/first-run-screen.tsx';
import { FirstRunScreen } from './first-run/first-run-screen.tsx';
import { HandoverScreen } from './handover/handover-screen.tsx';
import { HistoryScreen } from './history/history-screen.tsx';
import { InsideScreen } from './inside/inside-screen.tsx';
import { LeaveScreen } from './leave/leave-screen.tsx';
import { LoadScreen } from './load/load-screen.tsx';
import { Menu } from './menu.tsx';
import { PassesScreen } from './passes/passes-screen.tsx';
import { PeopleScreen } from './people/people-screen.tsx';
import type { PlaceName } from './places.ts';
import { ReadinessScreen } from './readiness/readiness-screen.tsx';
import { ReportsScreen } from './reports/reports-screen.tsx';
import { SearchScreen } from './search/search-screen.tsx';
import { TripsScreen } from './trips/trips-screen.tsx';
import { VisitorPlace } from './visitor/visitor-place.tsx';
import { VisitsScreen } from './visits/visits-screen.tsx';

export type OpenPlaceProps = {
  readonly place: PlaceName | 'menu';
  readonly snapshot: GateSnapshot;
  readonly echo: VerdictEcho;
  /** What only the first run needs: the last code on a lane on trial, a setup code that was scanned, a verdict's tone. */
  readonly setUp: Pick<FirstRunProps, 'tried' | 'scannedSetupCode' | 'onCodeTaken' | 'onSound'>;
  /** A badge that a reader of this screen has read while somebody wants to leave. */
  readonly scannedBadge: string | null;
  /** What only the self-test needs besides: whether anything is heard at all. */
  readonly hearing: Hearing;
  readonly onPlace: (name: PlaceName) => void;
  readonly onClosed: () => void;
};

export function OpenPlace(props: OpenPlaceProps): ReactElement | null {
  const { place, snapshot, echo, setUp, hearing, onPlace, onClosed } = props;
  switch (place) {
    case 'menu':
      return <Menu venueKind={snapshot.settings.venue.kind} echo={echo} onPlace={onPlace} onClosed={onClosed} />;
    case 'history':
      return <HistoryScreen echo={echo} lanes={snapshot.lanes} onClosed={onClosed} />;
    case 'inside':
      return (
        <InsideScreen
          echo={echo}
          lanes={snapshot.lanes}
          venueName={snapshot.settings.venue.name}
          tally={snapshot.tally}
          onClosed={onClosed}
        />
      );
    case 'handover':
      return <HandoverScreen echo={echo} venueName={snapshot.settings.venue.name} onClosed={onClosed} />;
    case 'passes':
      return <PassesScreen {...echo} lanes={snapshot.lanes} onClosed={onClosed} />;
    case 'people':
      return <PeopleScreen snapshot={snapshot} echo={echo} onClosed={onClosed} />;
    case 'load':
      return <LoadScreen snapshot={snapshot} echo={echo} onClosed={onClosed} />;
    case 'visits':
      return <VisitsScreen snapshot={snapshot} echo={echo} onClosed={onClosed} />;
    case 'trips':
      return <TripsScreen snapshot={snapshot} echo={echo} onClosed={onClosed} />;
    case 'visitor':
      return <VisitorPlace snapshot={snapshot} echo={echo} onClosed={onClosed} />;
    case 'first-run':
      return <FirstRunScreen {...setUp} snapshot={snapshot} echo={echo} onClosed={onClosed} />;
    case 'readiness':
      return (
        <ReadinessScreen
          snapshot={snapshot}
          echo={echo}
          tried={setUp.tried}
          hearing={hearing}
          onSound={setUp.onSound}
          onClosed={onClosed}
        />
      );
    case 'search':
      return <SearchScreen snapshot={snapshot} echo={echo} onClosed={onClosed} />;
    case 'reports':
      return <ReportsScreen snapshot={snapshot} echo={echo} onClosed={onClosed} />;
    case 'leave':
      return <LeaveScreen echo={echo} scannedBadge={props.scannedBadge} onClosed={onClosed} />;
    case 'settings':
      return null;
  }
}
