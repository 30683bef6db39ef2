/** Which screen now? Read the early returns from top to bottom. */

import type { ReactElement } from 'react';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { mayDo } from '../src-main/contract/roles.ts';
import type { Settings } from '../src-main/contract/settings.ts';
import type { GateConnection } from './gate-connection.ts';
import type { ScreenState, ScreenStore, ScreenVerdict } from './gate-state.ts';
import { AccessContext } from './parts/access-context.ts';
import { Announcer } from './parts/announcer.tsx';
import { CodeCatchContext } from './parts/code-catch.ts';
import { GateContext } from './parts/gate-context.ts';
import { isLeaveBadge } from './parts/leave-badge.ts';
import { PinPad } from './parts/pin-pad.tsx';
import { RoleGate } from './parts/role-gate.tsx';
import { isSetupCode } from './parts/setup-code.ts';
import { ShellNotes } from './parts/shell-notes.tsx';
import type { OwnReader, ReadCode } from './parts/submit-code.ts';
import { submitCode } from './parts/submit-code.ts';
import type { Undoable } from './parts/undoable.ts';
import { useCodeEar } from './parts/use-code-ear.ts';
import { useVerdictSound } from './parts/use-verdict-sound.ts';
import { useWedge } from './parts/use-wedge.ts';
import { ConnectingScreen } from './screens/connecting-screen.tsx';
import { GateScreen } from './screens/gate-screen.tsx';
import { UndoDialog } from './screens/history/undo-dialog.tsx';
import { LostScreen } from './screens/lost-screen.tsx';
import { ManualEntry } from './screens/manual-entry.tsx';
import { OpenPlace } from './screens/open-place.tsx';
import type { PlaceName } from './screens/places.ts';
import { roleOfPlace } from './screens/places.ts';
import { FromAfarContext } from './screens/settings/from-afar-context.ts';
import type { Locked } from './screens/settings/from-afar-locks.ts';
import type { Section } from './screens/settings/settings-draft.ts';
import { SettingsScreen } from './screens/settings/settings-screen.tsx';
import type { createSounds } from './sound/verdict-sound.ts';

const NOTHING_LOCKED: readonly Locked[] = [];

export type AppProps = {
  readonly store: ScreenStore;
  readonly connection: GateConnection;
  readonly sounds: ReturnType<typeof createSounds>;
};

export function App(props: AppProps): ReactElement {
  const { store, connection } = props;
  const state = useSyncExternalStore(store.subscribe, store.state);
  return (
    <GateContext value={connection}>
      <AccessContext value={state.access}>
        <FromAfarContext value={state.snapshot?.status.fromAfar?.locked ?? NOTHING_LOCKED}>
          <CurrentScreen {...props} state={state} />
        </FromAfarContext>
      </AccessContext>
      {state.link === 'lost' ? <LostScreen lostAtUtcMs={state.lostAtUtcMs} /> : null}
      <ShellNotes />
      <Announcer verdict={state.told} lanes={state.snapshot?.lanes ?? []} />
    </GateContext>
  );
}

function CurrentScreen({ store, connection, sounds, state }: AppProps & { readonly state: ScreenState }): ReactElement {
  const { snapshot } = state;
  const [openSection, setOpenSection] = useState<Section | null>(null);
  const maySet = mayDo(state.access.role, roleOfPlace('settings'));
  // Once somebody is inside, what they work on stays there when their time is up.
  const [isInSettings, setIsInSettings] = useState(false);
  const [place, setPlace] = useState<PlaceName | 'menu' | null>(null);
  const isSettingUp = isInSettings || (place === 'first-run' && maySet);
  const [manualLaneId, setManualLaneId] = useState<string | null>(null);
  const [undoing, setUndoing] = useState<Undoable | null>(null);
  const [scannedSetupCode, setScannedSetupCode] = useState<string | null>(null);
  const [scannedBadge, setScannedBadge] = useState<string | null>(null);
  const isLeaving = place === 'leave';
  const [preview, setPreview] = useState<Settings['screen'] | null>(null);
  const screen = preview ?? snapshot?.settings.screen ?? null;
  const codeCatch = useRef<((text: string) => void) | null>(null);
  const hearing = useVerdictSound(sounds, state.told, screen?.volume ?? 1);
  useLook(screen);
  useEffect(() => {
    if (openSection === null) setIsInSettings(false);
    else if (maySet) setIsInSettings(true);
  }, [openSection, maySet]);
  const mayStay = mayDo(state.access.role, roleOfPlace(place ?? 'menu'));
  const lastStay = useRef(mayStay);
  const lastPlace = useRef(place);
  useEffect(() => {
    // Locked again, by hand or by the clock: back to the lanes. Who has just come is asked for the PIN.
    if (lastStay.current && !mayStay && lastPlace.current === place) setPlace(null);
    lastStay.current = mayStay;
    lastPlace.current = place;
  }, [mayStay, place]);

  const takeCode = useCallback(
    (reader: OwnReader, code: ReadCode): void => {
      const text = code.text.trim();
      if (codeCatch.current !== null) codeCatch.current(text);
      else if (isSettingUp && isSetupCode(text)) setScannedSetupCode(text);
      else if (isLeaving && isLeaveBadge(text)) setScannedBadge(text);
      else void submitCode(connection, store.tell, reader, code);
    },
    [connection, store, isSettingUp, isLeaving],
  );
  const endVerdict = useCallback(
    ({ laneId, key }: ScreenVerdict): void => store.tell({ type: 'verdict-ended', laneId, key }),
    [store],
  );
  useWedge(snapshot, takeCode);
  useCodeEar('setup-code', isSettingUp, setScannedSetupCode);

  if (snapshot === null) return <ConnectingScreen />;

  const lane = snapshot.lanes.find(({ id }) => id === manualLaneId);
  const standing = newestStanding(state);
  const band = {
    verdict: standing,
    verdictLaneName: snapshot.lanes.find(({ id }) => id === standing?.laneId)?.name ?? null,
    onVerdictEnded: endVerdict,
  };

  const leave = (left: PlaceName | 'menu'): void => setPlace((now) => (now === left ? null : now));
  const goTo = (name: PlaceName): void => {
    if (name === 'settings') setOpenSection('venue');
    setPlace(name === 'settings' ? null : name);
  };

  if (openSection !== null && (isInSettings || maySet)) {
    return (
      <SettingsScreen
        {...band}
        snapshot={snapshot}
        firstSection={openSection}
        isLocked={!maySet}
        tried={state.tried}
        scannedSetupCode={scannedSetupCode}
        onCodeTaken={() => setScannedSetupCode(null)}
        onCode={takeCode}
        onPreview={setPreview}
        onTestSound={sounds.play}
        onClosed={() => {
          setOpenSection(null);
          setScannedSetupCode(null);
          store.tell({ type: 'role-not-wanted' });
        }}
      />
    );
  }

  return (
    <>
      <GateScreen
        snapshot={snapshot}
        state={state}
        hearing={hearing}
        onCode={takeCode}
        onVerdictEnded={endVerdict}
        onManualEntry={setManualLaneId}
        onUndo={setUndoing}
        onMenu={() => setPlace('menu')}
        onSettings={() => setOpenSection('venue')}
        onSound={() => setOpenSection('screen')}
        onTest={() => setOpenSection('test')}
        onFirstRun={() => goTo('first-run')}
        onSelfTest={() => goTo('readiness')}
      />
      {lane === undefined ? null : <ManualEntry {...band} lane={lane} onClosed={() => setManualLaneId(null)} />}
      {undoing === null ? null : (
        <UndoDialog
          what={undoing}
          laneName={
            snapshot.lanes.length > 1 ? (snapshot.lanes.find(({ id }) => id === undoing.laneId)?.name ?? null) : null
          }
          onClosed={() => setUndoing(null)}
        />
      )}
      {place === null ? null : (
        <RoleGate key={place} wanted={roleOfPlace(place)} echo={band} onCancel={() => leave(place)}>
          <CodeCatchContext value={codeCatch}>
            <OpenPlace
              place={place}
              snapshot={snapshot}
              echo={band}
              setUp={{
                tried: state.tried,
                scannedSetupCode,
                onCodeTaken: () => setScannedSetupCode(null),
                onSound: (verdict) => sounds.play(verdict, screen?.volume ?? 1),
              }}
              scannedBadge={scannedBadge}
              hearing={hearing}
              onPlace={goTo}
              onClosed={() => {
                leave(place);
                setScannedBadge(null);
                setScannedSetupCode(null);
              }}
            />
          </CodeCatchContext>
        </RoleGate>
      )}
      {openSection === null ? null : (
        <PinPad wanted={roleOfPlace('settings')} echo={band} onCancel={() => setOpenSection(null)} />
      )}
      {state.wantedRole === null || openSection !== null || !mayStay ? null : (
        <PinPad wanted={state.wantedRole} echo={band} onCancel={() => store.tell({ type: 'role-not-wanted' })} />
      )}
    </>
  );
}

function newestStanding({ verdicts }: ScreenState): ScreenVerdict | null {
  return Object.values(verdicts).reduce<ScreenVerdict | null>(
    (newest, verdict) => (newest === null || verdict.key > newest.key ? verdict : newest),
    null,
  );
}

/** Language and theme of the whole page; before the gate has spoken, Vietnamese and as the machine. */
function useLook(screen: Settings['screen'] | null): void {
  const { i18n } = useTranslation();
  const language = screen?.language ?? 'vi';
  const theme = screen?.theme ?? 'system';
  useEffect(() => {
    void i18n.changeLanguage(language);
    document.documentElement.lang = language;
  }, [i18n, language]);
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);
}
