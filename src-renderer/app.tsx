/** Which screen now? Read the early returns from top to bottom. */

import type { ReactElement } from 'react';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../src-main/contract/settings.ts';
import type { GateConnection } from './gate-connection.ts';
import type { ScreenState, ScreenStore, ScreenVerdict } from './gate-state.ts';
import { Announcer } from './parts/announcer.tsx';
import { SETUP_PREFIX } from './parts/contract-lists.ts';
import { GateContext } from './parts/gate-context.ts';
import type { OwnReader, ReadCode } from './parts/submit-code.ts';
import { submitCode } from './parts/submit-code.ts';
import { useVerdictSound } from './parts/use-verdict-sound.ts';
import { useWedge } from './parts/use-wedge.ts';
import { ConnectingScreen } from './screens/connecting-screen.tsx';
import { GateScreen } from './screens/gate-screen.tsx';
import { LostScreen } from './screens/lost-screen.tsx';
import { ManualEntry } from './screens/manual-entry.tsx';
import { OpenPlace } from './screens/open-place.tsx';
import type { PlaceName } from './screens/places.ts';
import type { Section } from './screens/settings/settings-draft.ts';
import { SettingsScreen } from './screens/settings/settings-screen.tsx';
import type { createSounds } from './sound/verdict-sound.ts';

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
      <CurrentScreen {...props} state={state} />
      {state.link === 'lost' ? <LostScreen lostAtUtcMs={state.lostAtUtcMs} /> : null}
      <Announcer verdict={state.recent[0] ?? null} lanes={state.snapshot?.lanes ?? []} />
    </GateContext>
  );
}

function CurrentScreen({ store, connection, sounds, state }: AppProps & { readonly state: ScreenState }): ReactElement {
  const { snapshot } = state;
  const [openSection, setOpenSection] = useState<Section | null>(null);
  const isInSettings = openSection !== null;
  const [place, setPlace] = useState<PlaceName | 'menu' | null>(null);
  const [manualLaneId, setManualLaneId] = useState<string | null>(null);
  const [scannedSetupCode, setScannedSetupCode] = useState<string | null>(null);
  const [preview, setPreview] = useState<Settings['screen'] | null>(null);
  const screen = preview ?? snapshot?.settings.screen ?? null;
  const isSoundLocked = useVerdictSound(sounds, state.recent[0] ?? null, screen?.volume ?? 1);
  useLook(screen);

  const takeCode = useCallback(
    (reader: OwnReader, code: ReadCode): void => {
      const text = code.text.trim();
      if (isInSettings && text.startsWith(SETUP_PREFIX)) setScannedSetupCode(text);
      else void submitCode(connection, store.tell, reader, code);
    },
    [connection, store, isInSettings],
  );
  const endVerdict = useCallback(
    ({ laneId, key }: ScreenVerdict): void => store.tell({ type: 'verdict-ended', laneId, key }),
    [store],
  );
  useWedge(snapshot, takeCode);

  if (snapshot === null) return <ConnectingScreen />;

  const lane = snapshot.lanes.find(({ id }) => id === manualLaneId);
  const standing = newestStanding(state);
  const band = {
    verdict: standing,
    verdictLaneName: snapshot.lanes.find(({ id }) => id === standing?.laneId)?.name ?? null,
    onVerdictEnded: endVerdict,
  };

  const goTo = (name: PlaceName): void => {
    if (name === 'settings') setOpenSection('venue');
    setPlace(name === 'settings' ? null : name);
  };

  if (openSection !== null) {
    return (
      <SettingsScreen
        {...band}
        snapshot={snapshot}
        firstSection={openSection}
        tried={state.tried}
        scannedSetupCode={scannedSetupCode}
        onCode={takeCode}
        onPreview={setPreview}
        onTestSound={(volume) => sounds.play('admit', volume)}
        onClosed={() => {
          setOpenSection(null);
          setScannedSetupCode(null);
        }}
      />
    );
  }

  return (
    <>
      <GateScreen
        snapshot={snapshot}
        state={state}
        isSoundLocked={isSoundLocked}
        onCode={takeCode}
        onVerdictEnded={endVerdict}
        onManualEntry={setManualLaneId}
        onMenu={() => setPlace('menu')}
        onSettings={() => setOpenSection('venue')}
        onTest={() => setOpenSection('test')}
      />
      {lane === undefined ? null : <ManualEntry {...band} lane={lane} onClosed={() => setManualLaneId(null)} />}
      {place === null ? null : (
        <OpenPlace
          key={place}
          place={place}
          snapshot={snapshot}
          echo={band}
          onPlace={goTo}
          onClosed={() => setPlace((now) => (now === place ? null : now))}
        />
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
