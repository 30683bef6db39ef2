/** Which page now? Read the early returns from top to bottom. */

import type { ReactElement } from 'react';
import { useEffect, useSyncExternalStore } from 'react';
import type { Door, FullSession } from './door/door.ts';
import { DoorContext, SessionContext } from './door/door-context.ts';
import { DoorFrame } from './door/door-frame.tsx';
import { Invitation } from './door/invitation.tsx';
import { SecondStep } from './door/second-step.tsx';
import { SignIn } from './door/sign-in.tsx';
import { Unreachable } from './door/unreachable.tsx';
import { LookProvider } from './look/look-context.tsx';
import { PAGES } from './pages.ts';
import { NotYours } from './parts/not-yours.tsx';
import { usePlace } from './place.ts';
import type { RouteName } from './routes.ts';
import { isRouteName, maySee, ROUTE_NAMES } from './routes.ts';
import { Shell } from './shell.tsx';

export function App({ door }: { readonly door: Door }): ReactElement {
  useEffect(() => void door.look(), [door]);
  return (
    <LookProvider>
      <DoorContext value={door}>
        <CurrentPage door={door} />
      </DoorContext>
    </LookProvider>
  );
}

function CurrentPage({ door }: { readonly door: Door }): ReactElement {
  const state = useSyncExternalStore(door.subscribe, door.state);
  const place = usePlace();

  // Whoever brings an invitation is somebody new, whoever sat here before.
  if (place.name === 'invitation') return <Invitation />;
  if (state.stage === 'unknown') return <DoorFrame title={null}>{null}</DoorFrame>;
  if (state.stage === 'unreachable') return <Unreachable refused={state.refused} />;
  if (state.stage === 'none')
    return <SignIn signOnRefusal={place.name === 'sign-on' ? (place.path[0] ?? null) : null} />;
  if (state.stage === 'begun') return <SecondStep />;
  return (
    <SessionContext value={state}>
      <OpenPage session={state} />
    </SessionContext>
  );
}

function OpenPage({ session }: { readonly session: FullSession }): ReactElement {
  const place = usePlace();
  const name = isRouteName(place.name) && PAGES[place.name] !== undefined ? place.name : beginningOf(session);
  const Page = maySee(name, session.roles) ? PAGES[name] : undefined;
  return (
    <Shell session={session} open={name}>
      {Page === undefined ? <NotYours name={name} /> : <Page place={place} />}
    </Shell>
  );
}

/** Where they land who ask for no page, or for one that there is not. */
function beginningOf({ roles }: FullSession): RouteName {
  return ROUTE_NAMES.find((name) => PAGES[name] !== undefined && maySee(name, roles)) ?? 'account';
}
