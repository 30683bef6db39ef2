/** Which page belongs to which place of the menu? The settings are no page: they take the whole screen (app.tsx). */

import type { ReactElement } from 'react';
import type { GateSnapshot } from '../../src-main/contract/gate-api.ts';
import type { VerdictEcho } from '../parts/page.tsx';
import { Menu } from './menu.tsx';
import { PassesScreen } from './passes/passes-screen.tsx';
import type { PlaceName } from './places.ts';

export type OpenPlaceProps = {
  readonly place: PlaceName | 'menu';
  readonly snapshot: GateSnapshot;
  readonly echo: VerdictEcho;
  readonly onPlace: (name: PlaceName) => void;
  readonly onClosed: () => void;
};

export function OpenPlace({ place, snapshot, echo, onPlace, onClosed }: OpenPlaceProps): ReactElement | null {
  switch (place) {
    case 'menu':
      return <Menu venueKind={snapshot.settings.venue.kind} echo={echo} onPlace={onPlace} onClosed={onClosed} />;
    case 'passes':
      return <PassesScreen {...echo} lanes={snapshot.lanes} onClosed={onClosed} />;
    case 'settings':
      return null;
  }
}
